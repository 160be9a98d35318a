package dev.mlsim.services.personalize.training;

import dev.mlsim.service.Family;

/** Training, and what serves what was trained. */
public final class Training {
  private Training() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Solutions.declare(family);
    SolutionVersions.declare(family);
    Campaigns.declare(family);
    Recommenders.declare(family);
    family
        .judged("UpdateCampaign", "members of the configuration that are not given stay")
        .judged("CreateSolution", "the first automatic training comes after exactly an hour")
        .differs(
            "CreateSolutionVersion",
            "without required inputs a training needs no data, so that a first test has none")
        .judged(
            "CreateRecommender",
            "the weekly retraining of an ACTIVE recommender changes its modelMetrics and"
                + " lastUpdatedDateTime; time in which it is stopped does not count");
  }
}
