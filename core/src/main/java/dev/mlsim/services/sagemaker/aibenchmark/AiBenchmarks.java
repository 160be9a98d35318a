package dev.mlsim.services.sagemaker.aibenchmark;

import dev.mlsim.service.Family;

/** How SageMaker measures generative models, and what it recommends for them. */
public final class AiBenchmarks {
  private AiBenchmarks() {}

  /** Declares the family. */
  public static void declare(Family family) {
    WorkloadConfigs.declare(family);
    BenchmarkJobs.declare(family);
    RecommendationJobs.declare(family);
  }
}
