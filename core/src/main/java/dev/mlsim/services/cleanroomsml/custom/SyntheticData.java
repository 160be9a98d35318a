package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.AnalysisTemplate;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;

/**
 * Synthetic data in ML input channels: the template says how they are made and how private they
 * must be; how private they are is found when the channel is filled, and over the threshold it
 * isn't (user guide, "Considerations for synthetic data generation").
 */
final class SyntheticData {
  private static final String SHOWN = "syntheticDataConfiguration";
  private static final String MOST =
      SHOWN + ".syntheticDataParameters.maxMembershipInferenceAttackScore";

  /** A note, settled when the channel is created. */
  private static final String SCORE = "privacyScore";

  /** The score of an attack that only guesses. */
  private static final double GUESS = 0.5;

  private SyntheticData() {}

  static void note(Call call, Draft channel, AnalysisTemplate template) {
    template
        .parameters()
        .ifPresent(
            parameters -> {
              channel.attributes().putObject(SHOWN).set("syntheticDataParameters", parameters);
              double most = most(channel.attributes());
              double score =
                  template
                      .score()
                      .orElseGet(() -> GUESS + (most - GUESS) * call.world().chance().fraction());
              channel.notes().put(SCORE, score);
            });
  }

  private static double most(ObjectNode channel) {
    return Documents.at(channel, MOST).orElseThrow().asDouble();
  }

  static Plan failing(Resource channel, Plan plan) {
    JsonNode score = channel.notes().path(SCORE);
    if (score.isMissingNode() || score.asDouble() <= most(channel.attributes())) {
      return plan;
    }
    return plan.meeting(
        Lifecycles.RUNNING,
        FAIL,
        "PRIVACY_THRESHOLD_EXCEEDED: The synthetic data's membership inference attack score of "
            + score.asDouble()
            + " exceeds the maximum of "
            + most(channel.attributes())
            + ".");
  }

  static void evaluate(Resource channel, World world) {
    JsonNode config = channel.attributes().path(SHOWN);
    if (config.isMissingNode()) {
      return;
    }
    ObjectNode shown = config.deepCopy();
    shown
        .putObject("syntheticDataEvaluationScores")
        .putObject("dataPrivacyScores")
        .putArray("membershipInferenceAttackScores")
        .addObject()
        .put("attackVersion", "DISTANCE_TO_CLOSEST_RECORD_V1")
        .put("score", channel.notes().path(SCORE).asDouble());
    world.change(channel, old -> old.with(SHOWN, shown));
  }
}
