package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
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

  /** An attribute of mlsim's own: settled when the channel is created. */
  private static final String SCORE = "mlsimPrivacyScore";

  /** The score of an attack that only guesses. */
  private static final double GUESS = 0.5;

  private SyntheticData() {}

  static void note(Call call, ObjectNode channel, AnalysisTemplate template) {
    template
        .parameters()
        .ifPresent(
            parameters -> {
              channel.putObject(SHOWN).set("syntheticDataParameters", parameters);
              double most = most(channel);
              channel.put(
                  SCORE,
                  template
                      .score()
                      .orElseGet(() -> GUESS + (most - GUESS) * call.world().chance().fraction()));
            });
  }

  private static double most(ObjectNode channel) {
    return Documents.at(channel, MOST).orElseThrow().asDouble();
  }

  static Plan failing(Resource channel, Plan plan) {
    ObjectNode attributes = channel.attributes();
    if (!attributes.has(SCORE) || attributes.path(SCORE).asDouble() <= most(attributes)) {
      return plan;
    }
    return plan.meeting(
        Lifecycles.RUNNING,
        FAIL,
        "PRIVACY_THRESHOLD_EXCEEDED: The synthetic data's membership inference attack score of "
            + attributes.path(SCORE).asDouble()
            + " exceeds the maximum of "
            + most(attributes)
            + ".");
  }

  static void evaluate(Resource channel, World world) {
    if (channel.attributes().get(SHOWN) instanceof ObjectNode shown) {
      shown
          .putObject("syntheticDataEvaluationScores")
          .putObject("dataPrivacyScores")
          .putArray("membershipInferenceAttackScores")
          .addObject()
          .put("attackVersion", "DISTANCE_TO_CLOSEST_RECORD_V1")
          .put("score", channel.attributes().path(SCORE).asDouble());
    }
  }
}
