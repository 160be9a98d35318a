package dev.mlsim.sdk.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** A random walk over what holds instances in SageMaker, and how many that are by looking. */
final class InstanceWalk {
  private static final List<String> TYPES = List.of("ml.m5.xlarge", "ml.c5.xlarge");
  private static final Set<String> ENDED = Set.of("Completed", "Failed", "Stopped");
  private static final int NAMES = 6;

  private final Random random;
  private final Simulator sim = Simulator.create();
  private final InstanceRequests requests =
      new InstanceRequests(SimulatedClients.of(sim).create(SageMakerClient.class));
  private int jobs;

  InstanceWalk(long seed) {
    random = new Random(seed);
    sim.script().resource("training-job").named("*0").failAt("Training", "AlgorithmError: NaN");
    sim.script().resource("training-job").named("*7").failAt("Starting", "CapacityError: none");
    sim.script().resource("processing-job").named("*3").stuckAt("InProgress");
    sim.script().resource("endpoint").named("e-1").failAt("Creating", "no capacity");
    sim.script().resource("notebook-instance").named("n-1").failAt("Pending", "no capacity");
    requests.model();
    TYPES.forEach(type -> requests.endpointConfig(type, 2));
  }

  /** Does something, and says what. */
  String step() {
    String name = String.valueOf(random.nextInt(NAMES));
    String job = String.valueOf(random.nextInt(jobs + 1));
    String type = TYPES.get(random.nextInt(TYPES.size()));
    int count = 1 + random.nextInt(3);
    int what = random.nextInt(21);
    try {
      switch (what) {
        case 0, 1, 2 -> requests.kept("t-" + ++jobs, type, count, random.nextInt(2) * 3600);
        case 3 -> requests.spot("t-" + ++jobs, type, count);
        case 4 -> requests.grouped("t-" + ++jobs, TYPES, count);
        case 5 -> requests.watched("t-" + ++jobs, type, count);
        case 6 -> requests.process("p-" + ++jobs, type, count);
        case 7 -> requests.endpoint("e-" + name, type);
        case 8 -> requests.redeploy("e-" + name, type);
        case 9 -> requests.scale("e-" + name, count);
        case 10 -> requests.notebook("n-" + name, type);
        case 11 -> requests.startNotebook("n-" + name);
        case 12 -> requests.moveNotebook("n-" + name, type);
        case 13 -> requests.stop(oneOf("t-" + job, "p-" + job));
        case 14 -> requests.stop("n-" + name);
        case 15 -> requests.delete(oneOf("t-" + job, "e-" + name));
        case 16 -> requests.delete("n-" + name);
        default -> sim.clock().advance(Duration.ofSeconds(random.nextInt(1500)));
      }
    } catch (SageMakerException refused) {
      return what + " refused: " + refused.getMessage();
    }
    return what + " of " + name + "/" + job;
  }

  private String oneOf(String... names) {
    return names[random.nextInt(names.length)];
  }

  /** How many instances are in use of each quota. */
  Map<String, Long> recount() {
    Map<String, Long> inUse = new LinkedHashMap<>();
    for (String type : TYPES) {
      inUse.put(type + " for training job usage", training(false, type));
      inUse.put(type + " for spot training job usage", training(true, type));
      inUse.put(type + " for processing job usage", processing(type));
      inUse.put(type + " for endpoint usage", endpoints(type));
      inUse.put(type + " for notebook instance usage", notebooks(type));
    }
    inUse.put("Number of instances across all training jobs", training(false, "ml."));
    inUse.put("Number of instances across all spot training jobs", training(true, "ml."));
    inUse.put("Number of instances across all processing jobs", processing(""));
    inUse.put("Number of instances across active endpoints", endpoints(""));
    inUse.put(
        "Total number of notebook instances", (long) all("notebook-instance", n -> true).size());
    return inUse;
  }

  /** A call that asks for something of a quota which is set to zero for it. */
  void askForMoreThanNone(String quota) {
    String type = TYPES.stream().filter(quota::startsWith).findFirst().orElse(TYPES.get(0));
    sim.quotas().set(quota, 0);
    try {
      if (quota.contains("spot")) {
        requests.spot("one-more", type, 1);
      } else if (quota.contains("training")) {
        requests.alone("one-more", type);
      } else if (quota.contains("processing")) {
        requests.process("one-more", type, 1);
      } else if (quota.contains("endpoint")) {
        requests.endpoint("one-more", type);
      } else {
        requests.notebook("one-more", type);
      }
    } finally {
      sim.quotas().clear();
    }
  }

  private List<ResourceSnapshot> all(String type, Predicate<ResourceSnapshot> which) {
    return sim.resources().all(type).stream().filter(which).toList();
  }

  /** The instances of jobs that have not ended, and those that a pool keeps. */
  private long training(boolean spot, String type) {
    Set<String> kept =
        Set.copyOf(
            all("warm-pool", pool -> pool.state().status().equals("Available")).stream()
                .map(ResourceSnapshot::name)
                .toList());
    return all("training-job", job -> runs(job) || kept.contains(job.name())).stream()
        .map(ResourceSnapshot::attributes)
        .filter(job -> job.path("EnableManagedSpotTraining").asBoolean() == spot)
        .mapToLong(job -> instances(job.path("ResourceConfig"), type))
        .sum();
  }

  private static boolean runs(ResourceSnapshot job) {
    return !ENDED.contains(job.state().status());
  }

  private static long instances(JsonNode config, String type) {
    long sum = config.path("InstanceType").asText().startsWith(type) ? count(config) : 0;
    for (JsonNode group : config.path("InstanceGroups")) {
      sum += group.path("InstanceType").asText().startsWith(type) ? count(group) : 0;
    }
    return sum;
  }

  private static long count(JsonNode group) {
    return group.path("InstanceCount").asLong();
  }

  /** Those of rules included, which are jobs of their own. */
  private long processing(String type) {
    return all("processing-job", InstanceWalk::runs).stream()
        .mapToLong(
            job ->
                instances(job.attributes().path("ProcessingResources").path("ClusterConfig"), type))
        .sum();
  }

  /**
   * As Describe shows the variants, with instances to come; before there are any, as the
   * configuration has them.
   */
  private long endpoints(String type) {
    long sum = 0;
    for (ResourceSnapshot endpoint : all("endpoint", e -> true)) {
      DescribeEndpointResponse shown = requests.describe(endpoint.name());
      if (!shown.endpointStatus().equals(EndpointStatus.FAILED)
          && shown.endpointConfigName().startsWith(InstanceRequests.config(type))) {
        sum +=
            shown.hasProductionVariants()
                ? shown.productionVariants().stream()
                    .mapToInt(v -> Math.max(v.currentInstanceCount(), v.desiredInstanceCount()))
                    .sum()
                : 2;
      }
    }
    return sum;
  }

  private long notebooks(String type) {
    return all(
            "notebook-instance",
            n ->
                !Set.of("Stopped", "Failed", "Deleting").contains(n.state().status())
                    && n.attributes().path("InstanceType").asText().equals(type))
        .size();
  }
}
