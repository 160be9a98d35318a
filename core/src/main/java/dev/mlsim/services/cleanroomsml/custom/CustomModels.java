package dev.mlsim.services.cleanroomsml.custom;

import dev.mlsim.service.Family;

/** Custom models: what is made of the code and the data of several members. */
public final class CustomModels {
  private CustomModels() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Algorithms.declare(family);
    Associations.declare(family);
    InputChannels.declare(family);
    TrainedModels.declare(family);
    ModelExports.declare(family);
    InferenceJobs.declare(family);
  }
}
