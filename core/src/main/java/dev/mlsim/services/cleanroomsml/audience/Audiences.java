package dev.mlsim.services.cleanroomsml.audience;

import dev.mlsim.service.Family;

/** The audience half of Clean Rooms ML. */
public final class Audiences {
  private Audiences() {}

  /** Declares the family. */
  public static void declare(Family family) {
    TrainingDatasets.declare(family);
    AudienceModels.declare(family);
    ConfiguredAudienceModels.declare(family);
    AudienceGenerationJobs.declare(family);
    AudienceExportJobs.declare(family);
  }
}
