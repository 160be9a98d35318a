package dev.mlsim.services.sagemaker.aibenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a job finds: worked out from the seed when it is made, best first. */
final class Recommendations {
  /** Notes of a job: what it finds, and what it has published. */
  static final String FOUND = "recommendations";

  static final String PACKAGE = "package";
  static final String ADAPTERS = "adapters";

  private static final List<String> USUAL =
      List.of("ml.g5.12xlarge", "ml.g6.12xlarge", "ml.g6e.12xlarge");

  private record Candidate(String type, double firstToken, double throughput, double cost) {

    /** How good it is by a metric; less is better. */
    double by(String metric) {
      return switch (metric) {
        case "throughput" -> -throughput;
        case "cost" -> cost;
        default -> firstToken;
      };
    }
  }

  private Recommendations() {}

  static ArrayNode of(ObjectNode job, SeededRandom chance) {
    List<String> types = new ArrayList<>();
    job.at("/ComputeSpec/InstanceTypes").forEach(type -> types.add(type.asText()));
    String metric = job.at("/PerformanceTarget/Constraints/0/Metric").asText();
    ArrayNode found = Documents.empty().putArray(FOUND);
    (types.isEmpty() ? USUAL : types)
        .stream()
            .map(type -> candidate(type, chance))
            .sorted(Comparator.comparingDouble(c -> c.by(metric)))
            .forEach(candidate -> found.add(recommendation(candidate, found.size() + 1, job)));
    return found;
  }

  private static Candidate candidate(String type, SeededRandom chance) {
    String size = type.replaceFirst(".*\\.(\\d*)xlarge", "$1");
    double larger = size.isEmpty() ? 1 : size.matches("\\d{1,3}") ? Integer.parseInt(size) : 1;
    return new Candidate(
        type,
        Math.round((40 + 160 * chance.fraction()) / (1 + Math.log(larger) / 2)),
        Math.round(80 * larger * (0.8 + 0.4 * chance.fraction())),
        Math.round(100 * larger * (0.4 + 0.2 * chance.fraction())) / 100.0);
  }

  private static ObjectNode recommendation(Candidate candidate, int rank, ObjectNode job) {
    ObjectNode one = Documents.empty();
    one.put("RecommendationDescription", "Recommendation " + rank + ": " + candidate.type());
    if (job.path("OptimizeModel").asBoolean(true)) {
      one.putArray("OptimizationDetails").addObject().put("OptimizationType", "KernelTuning");
    }
    one.putObject("ModelDetails").put("InferenceSpecificationName", "recommendation-" + rank);
    ObjectNode deployment = one.putObject("DeploymentConfiguration");
    deployment
        .put("InstanceType", candidate.type())
        .put("InstanceCount", 1)
        .put("CopyCountPerInstance", 1)
        .put("MinCpuMemoryRequiredInMb", 1024);
    deployment
        .putArray("S3")
        .addObject()
        .put("ChannelName", "model")
        .put("Uri", job.at("/ModelSource/S3/S3Uri").asText());
    deployment
        .putObject("EnvironmentVariables")
        .put("HF_MODEL_ID", "/opt/ml/model")
        .put("OPTION_TENSOR_PARALLEL_DEGREE", "max");
    ArrayNode expected = one.putArray("ExpectedPerformance");
    metric(expected, "ttft-ms", "p50", candidate.firstToken(), "ms");
    metric(expected, "throughput", "average", candidate.throughput(), "tokens/second");
    metric(expected, "cost", "average", candidate.cost(), "USD/hour");
    return one;
  }

  private static void metric(ArrayNode all, String metric, String stat, double value, String unit) {
    all.addObject()
        .put("Metric", metric)
        .put("Stat", stat)
        .put("Value", String.valueOf(value))
        .put("Unit", unit);
  }

  /** The image in which a model serves. */
  static String image(Resource job, World world) {
    String region = world.account().region();
    return job.attributes().at("/InferenceSpecification/Framework").asText("LMI").equals("VLLM")
        ? "763104351884.dkr.ecr." + region + ".amazonaws.com/vllm:0.11.0-gpu-py312"
        : "763104351884.dkr.ecr." + region + ".amazonaws.com/djl-inference:0.31.0-lmi13.0.0-cu124";
  }

  /** What Describe shows once the job is done. */
  static Optional<JsonNode> shown(Resource job, World world) {
    if (!job.is("Completed")) {
      return Optional.empty();
    }
    ArrayNode all = Documents.empty().putArray(FOUND);
    for (JsonNode found : Lists.of(job.notes().path(FOUND)).toList()) {
      ObjectNode one = found.deepCopy();
      ((ObjectNode) one.get("DeploymentConfiguration")).put("ImageUri", image(job, world));
      Documents.at(job.notes(), PACKAGE)
          .ifPresent(arn -> ((ObjectNode) one.get("ModelDetails")).set("ModelPackageArn", arn));
      Documents.at(job.notes(), ADAPTERS).ifPresent(both -> one.set("AdapterDetails", both));
      all.add(one);
    }
    return Optional.of(all);
  }
}
