package dev.mlsim.services.sagemaker.mlflow;

import dev.mlsim.service.Family;

/** Tracking servers and apps of MLflow. What is tracked in them is not AWS's, and not here. */
public final class Mlflow {
  private Mlflow() {}

  /** Declares the family. */
  public static void declare(Family family) {
    TrackingServers.declare(family);
    MlflowApps.declare(family);
    family.differs(
        "mlflow-itself",
        "mlflow-tracking-server.TrackingServerUrl",
        "Nothing answers at the addresses of servers and apps: experiments, runs and models that"
            + " MLflow tracks are not simulated, nor are the five events about them.");
  }
}
