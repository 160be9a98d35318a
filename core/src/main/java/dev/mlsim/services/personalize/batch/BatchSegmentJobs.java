package dev.mlsim.services.personalize.batch;

import static java.time.Duration.ofMinutes;

import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;

/** Batch segment jobs: users for items, with the recipes of user segmentation. */
final class BatchSegmentJobs {
  private static final int MOST_RESULTS = 5_000_000;

  private static final Precondition RECIPE =
      BatchRules.recipe(
          "a recipe of user segmentation",
          recipe -> recipe.type().equals("USER_SEGMENTATION"),
          "batch segment jobs");

  private BatchSegmentJobs() {}

  static void declare(Family family) {
    BatchRules.job(family, "BatchSegmentJob", MOST_RESULTS, RECIPE)
        .lifecycle(Lifecycles.job(ofMinutes(1), ofMinutes(32)))
        .defaults("{'numResults': 25}")
        .counts(Limits.BATCH_SEGMENT_JOBS);
  }
}
