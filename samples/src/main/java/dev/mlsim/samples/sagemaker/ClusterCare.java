package dev.mlsim.samples.sagemaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ClusterNodeSummary;

/** Watches the nodes of a HyperPod cluster, and says when training has all of them again. */
public final class ClusterCare {
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);
  private static final int MOST_LOOKS = 100;

  private final SageMakerClient sageMaker;
  private final Consumer<Duration> sleep;

  /** Works with a client; sleeps as it is told. */
  public ClusterCare(SageMakerClient sageMaker, Consumer<Duration> sleep) {
    this.sageMaker = sageMaker;
    this.sleep = sleep;
  }

  /** Looks until so many nodes run; what it saw of others meanwhile. */
  public List<String> awaitRunning(String cluster, int nodes) {
    List<String> seen = new ArrayList<>();
    for (int look = 0; look < MOST_LOOKS; look++) {
      int running = 0;
      for (ClusterNodeSummary node : nodes(cluster)) {
        String status = node.instanceStatus().statusAsString();
        if (status.equals("Running")) {
          running++;
        } else if (!seen.contains(status)) {
          seen.add(status);
        }
      }
      if (running == nodes) {
        return seen;
      }
      sleep.accept(BETWEEN_LOOKS);
    }
    throw new IllegalStateException("cluster " + cluster + " has not " + nodes + " running nodes");
  }

  /** The nodes that there are. */
  public List<ClusterNodeSummary> nodes(String cluster) {
    return sageMaker.listClusterNodesPaginator(r -> r.clusterName(cluster)).stream()
        .flatMap(page -> page.clusterNodeSummaries().stream())
        .toList();
  }
}
