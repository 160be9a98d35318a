package dev.mlsim.services.personalize.batch;

import static java.time.Duration.ofMinutes;

import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
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

  private static final Precondition RECIPE =
      BatchRules.recipe(
          "a recipe other than Trending-Now, Next-Best-Action and those of user segmentation",
          recipe ->
              !WITHOUT_BATCH.contains(recipe.name()) && !recipe.type().equals("USER_SEGMENTATION"),
          "batch inference jobs");

  private static final Precondition THEMES_FIT =
      SharedRules.valid(
          call ->
              !call.text("batchInferenceJobMode").orElse("").equals(THEMES)
                  || (BatchRules.recipe(call).name().equals("aws-similar-items")
                      && call.has("themeGenerationConfig")),
          "THEME_GENERATION only with Similar-Items and a themeGenerationConfig",
          "Theme generation requires the Similar-Items recipe and a themeGenerationConfig.");

  private BatchInferenceJobs() {}

  static void declare(Family family) {
    BatchRules.job(family, "BatchInferenceJob", MOST_RESULTS, RECIPE, THEMES_FIT)
        .lifecycle(Lifecycles.job(ofMinutes(1), ofMinutes(19)))
        .defaults("{'numResults': 25, 'batchInferenceJobMode': 'BATCH_INFERENCE'}")
        .counts(Limits.BATCH_INFERENCE_JOBS);
  }
}
