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
        .judged(
            "campaign-config-merged",
            "UpdateCampaign.campaignConfig",
            "members of the configuration that are not given stay")
        .judged(
            "first-automatic-training",
            "CreateSolution.performAutoTraining",
            "the first automatic training comes after exactly an hour")
        .judged(
            "automatic-training-data",
            "CreateSolution.performAutoTraining",
            "after the first, an automatic training happens if an import into a dataset of the group"
                + " has ended, or a record was put into one, since the last training that did not"
                + " fail began")
        .differs(
            "training-without-data",
            "CreateSolutionVersion",
            "without required inputs a training needs no data, so that a first test has none")
        .judged(
            "weekly-retraining",
            "recommender.modelMetrics",
            "the weekly retraining of an ACTIVE recommender changes its modelMetrics and"
                + " lastUpdatedDateTime; time in which it is stopped does not count");
  }
}
