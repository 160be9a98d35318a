package dev.mlsim.services.sagemaker.hyperpod;

import dev.mlsim.service.Family;

/** SageMaker HyperPod: clusters, their nodes and events. */
public final class HyperPod {
  private HyperPod() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Clusters.declare(family);
    Nodes.declare(family);
    NodeBatches.declare(family);
    NodeCare.declare(family);
    ClusterEvents.declare(family);
    Policies.declare(family);
    ClusterFacts.declare(family);
    family.watch("training-plan", "Expired", NodeEffects::planExpired);
  }
}
