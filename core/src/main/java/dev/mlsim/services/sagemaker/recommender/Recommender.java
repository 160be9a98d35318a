package dev.mlsim.services.sagemaker.recommender;

import dev.mlsim.service.Family;

/** What SageMaker has to make models serve better. */
public final class Recommender {
  private Recommender() {}

  /** Declares the family. */
  public static void declare(Family family) {
    OptimizationJobs.declare(family);
    RecommendationJobs.declare(family);
    ModelMetadata.declare(family);
  }
}
