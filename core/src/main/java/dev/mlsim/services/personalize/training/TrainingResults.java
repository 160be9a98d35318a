package dev.mlsim.services.personalize.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.ImportedData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a training leaves behind: billed hours, metrics, tuned parameters; and why it can fail. */
final class TrainingResults {
  private static final int FEWEST_INTERACTIONS = 1000;
  private static final int FEWEST_USERS = 25;
  private static final double MINUTES_TO_BILLED_HOURS = 3.2 / 60;

  private TrainingResults() {}

  /** Billed hours are more than the clock's: 1.073 for twenty minutes in a notebook. */
  static void record(Resource version, World world) {
    ObjectNode attributes = version.attributes().deepCopy();
    Duration trained =
        version
            .timeIn(Lifecycles.PENDING, world.now())
            .plus(version.timeIn(Lifecycles.IN_PROGRESS, world.now()));
    double spread = 0.95 + 0.1 * world.chance().fraction();
    double hours = trained.toSeconds() / 60.0 * MINUTES_TO_BILLED_HOURS * spread;
    attributes.put("trainingHours", Math.round(hours * 1_000) / 1_000.0);
    int seed = world.chance().below(Integer.MAX_VALUE);
    attributes.set(
        "metrics",
        metrics(
            world.chance(),
            !Documents.at(attributes, "solutionConfig.optimizationObjective.itemAttribute")
                .isEmpty()));
    if (attributes.path("performHPO").asBoolean()) {
      String recipe = PersonalizeType.text(version, "recipeArn");
      JsonNode defaults =
          Recipes.algorithm(recipe.substring(recipe.indexOf('/') + 1))
              .path("defaultHyperParameters");
      ObjectNode tuned = Documents.empty();
      tuned.set("algorithmHyperParameters", defaults.isObject() ? defaults : Documents.empty());
      attributes.set("tunedHPOParams", tuned);
    }
    world.change(
        version, old -> old.withAttributes(attributes).withNote(PersonalizeType.SEED, seed));
  }

  /** Plausible figures that agree with each other: gains grow with k, precision falls. */
  static ObjectNode metrics(SeededRandom chance, boolean rewards) {
    ObjectNode metrics = Documents.empty();
    double quality = 0.2 + 0.3 * chance.fraction();
    double gain = quality * (0.6 + 0.2 * chance.fraction());
    double precision = 0.05 + 0.1 * chance.fraction();
    metrics.put("coverage", rounded(0.1 + 0.5 * chance.fraction()));
    metrics.put("mean_reciprocal_rank_at_25", rounded(quality));
    for (int k : new int[] {5, 10, 25}) {
      double more = Math.log(k) / Math.log(25);
      metrics.put(
          "normalized_discounted_cumulative_gain_at_" + k, rounded(gain * (0.6 + 0.4 * more)));
      metrics.put("precision_at_" + k, rounded(precision / (1 + more)));
      if (rewards) {
        metrics.put("average_rewards_at_" + k, rounded(quality * (1.2 - 0.4 * more)));
      }
    }
    return metrics;
  }

  private static double rounded(double figure) {
    return Math.round(figure * 10_000) / 10_000.0;
  }

  /** With AutoML the first of the recipes to choose from is the best one here. */
  static JsonNode bestOf(Resource solution) {
    return Documents.at(solution.attributes(), "solutionConfig.autoMLConfig.recipeList")
        .filter(list -> !list.isEmpty())
        .map(list -> list.get(0))
        .orElse(TextNode.valueOf("arn:aws:personalize:::recipe/aws-hrnn"));
  }

  /** Data is looked at only where the test wants inputs to be there. */
  static Plan failsOnData(Resource version, Plan plan, World world) {
    if (!plan.passes(Lifecycles.IN_PROGRESS) || !world.objects().inputsAreRequired()) {
      return plan;
    }
    Optional<ImportedData> interactions =
        GroupData.inGroup(world, PersonalizeType.text(version, "datasetGroupArn"), "INTERACTIONS")
            .flatMap(dataset -> GroupData.remaining(dataset, world));
    return flaw(version, interactions)
        .map(reason -> plan.meeting(Lifecycles.IN_PROGRESS, Lifecycle.FAIL, reason))
        .orElse(plan);
  }

  private static Optional<String> flaw(Resource version, Optional<ImportedData> interactions) {
    List<String> users = interactions.map(data -> data.column("USER_ID")).orElse(List.of());
    Map<String, Integer> counts = new HashMap<>();
    users.forEach(user -> counts.merge(user, 1, Integer::sum));
    if (counts.values().stream().filter(n -> n >= 2).count() < FEWEST_USERS) {
      return Optional.of(
          "Dataset has fewer than " + FEWEST_USERS + " users with at least 2 interactions each");
    }
    String type = PersonalizeType.text(version, "eventType");
    long counted =
        type.isEmpty()
            ? users.size()
            : interactions.map(data -> data.column("EVENT_TYPE")).orElse(List.of()).stream()
                .filter(type::equals)
                .count();
    return counted >= FEWEST_INTERACTIONS
        ? Optional.empty()
        : Optional.of(
            "Dataset has fewer than "
                + FEWEST_INTERACTIONS
                + " interactions"
                + (type.isEmpty() ? "" : " after filtering by event type: " + type));
  }
}
