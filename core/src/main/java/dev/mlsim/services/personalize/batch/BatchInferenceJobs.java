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
import java.util.Set;

/** Batch inference jobs: ACTIVE is done; they are never deleted and can't be stopped. */
final class BatchInferenceJobs {
  private static final int MOST_RESULTS = 500;
  private static final String THEMES = "THEME_GENERATION";
  private static final Set<String> WITHOUT_BATCH =
      Set.of("aws-trending-now", "aws-next-best-action");

  static final ResourceType TYPE =
      BatchRules.named("batch-inference-job", "batchInferenceJobArn")
          .lifecycle(Lifecycles.job(ofMinutes(1), ofMinutes(19)))
          .defaults("{'numResults': 25, 'batchInferenceJobMode': 'BATCH_INFERENCE'}")
          .holds(Limits.BATCH_INFERENCE_JOBS.holding())
          .build();

  private BatchInferenceJobs() {}

  static void declare(Family family) {
    family
        .quota("Pending or in-progress batch inference jobs", Limits.BATCH_INFERENCE_JOBS.quota())
        .type(TYPE)
        .operation(
            "CreateBatchInferenceJob",
            Create.a(TYPE)
                .requires(
                    SharedRules.FEW_TAGS,
                    BatchRules.VERSION,
                    BatchRules.FILTER,
                    BatchRules.recipe(
                        "a recipe other than Trending-Now, Next-Best-Action and those of user"
                            + " segmentation",
                        recipe ->
                            !WITHOUT_BATCH.contains(recipe.name())
                                && !recipe.type().equals("USER_SEGMENTATION"),
                        "batch inference jobs"),
                    SharedRules.valid(
                        call ->
                            !call.text("batchInferenceJobMode").orElse("").equals(THEMES)
                                || (BatchRules.recipe(call).name().equals("aws-similar-items")
                                    && call.has("themeGenerationConfig")),
                        "THEME_GENERATION only with Similar-Items and a themeGenerationConfig",
                        "Theme generation requires the Similar-Items recipe and a"
                            + " themeGenerationConfig."),
                    BatchRules.numResults(MOST_RESULTS),
                    BatchRules.PATHS)
                .within(Limits.BATCH_INFERENCE_JOBS.quota()))
        .operation("DescribeBatchInferenceJob", Describe.a(TYPE).in("batchInferenceJob"))
        .operation("ListBatchInferenceJobs", ListAll.of(TYPE));
  }
}
