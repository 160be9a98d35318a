package dev.mlsim.services.personalize.batch;

import static java.time.Duration.ofMinutes;

import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.SharedRules;

/** Batch segment jobs: users for items, with the recipes of user segmentation. */
final class BatchSegmentJobs {
  private static final int MOST_RESULTS = 5_000_000;

  static final ResourceType TYPE =
      BatchRules.named("batch-segment-job", "batchSegmentJobArn")
          .lifecycle(Lifecycles.job(ofMinutes(1), ofMinutes(32)))
          .defaults("{'numResults': 25}")
          .holds(Limits.BATCH_SEGMENT_JOBS.holding())
          .build();

  private BatchSegmentJobs() {}

  static void declare(Family family) {
    family
        .quota("Pending or in-progress batch segment jobs", Limits.BATCH_SEGMENT_JOBS.quota())
        .type(TYPE)
        .operation(
            "CreateBatchSegmentJob",
            Create.a(TYPE)
                .requires(
                    SharedRules.FEW_TAGS,
                    BatchRules.VERSION,
                    BatchRules.FILTER,
                    BatchRules.recipe(
                        "a recipe of user segmentation",
                        recipe -> recipe.type().equals("USER_SEGMENTATION"),
                        "batch segment jobs"),
                    BatchRules.numResults(MOST_RESULTS),
                    BatchRules.PATHS)
                .within(Limits.BATCH_SEGMENT_JOBS.quota()))
        .operation("DescribeBatchSegmentJob", Describe.a(TYPE).in("batchSegmentJob"))
        .operation("ListBatchSegmentJobs", ListAll.of(TYPE));
  }
}
