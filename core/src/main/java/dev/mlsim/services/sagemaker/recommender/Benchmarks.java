package dev.mlsim.services.sagemaker.recommender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job finds out of a model on some instances: worked out from the seed when the job is made,
 * so that steps and recommendations agree. A larger instance answers sooner, takes more and costs
 * more.
 */
final class Benchmarks {
  private static final List<String> USUAL = List.of("ml.c5.large", "ml.m5.large", "ml.c5.xlarge");
  private static final Pattern SIZE = Pattern.compile("ml\\.([a-z])[^.]*\\.(\\d*)(x?)large");
  private static final double LARGE_PER_HOUR = 0.115;
  private static final double MINUTES = 60;

  private Benchmarks() {}

  /** The instances that a job tries: those that it names, or the usual ones. */
  private static List<JsonNode> configurations(JsonNode input, int most) {
    List<JsonNode> tried = new ArrayList<>();
    input.path("EndpointConfigurations").forEach(tried::add);
    for (String type : tried.isEmpty() ? USUAL : List.<String>of()) {
      tried.add(Documents.empty().put("InstanceType", type));
    }
    return tried.subList(0, Math.min(most, tried.size()));
  }

  /** What is found. */
  static ArrayNode of(JsonNode input, SeededRandom chance) {
    ArrayNode found = Documents.empty().putArray("benchmarks");
    int most = input.path("ResourceLimit").path("MaxNumberOfTests").asInt(10);
    for (JsonNode tried : configurations(input, most)) {
      ObjectNode one = found.addObject();
      ObjectNode endpoint = one.putObject("EndpointConfiguration");
      endpoint.put("EndpointName", "sm-epc-" + chance.id(36));
      endpoint.put("VariantName", "sm-epc-" + chance.id(36));
      if (tried.has("ServerlessConfig")) {
        endpoint.set("ServerlessConfig", tried.get("ServerlessConfig"));
      } else {
        endpoint.put("InstanceType", tried.path("InstanceType").asText(USUAL.get(0)));
        endpoint.put("InitialInstanceCount", 1);
      }
      ObjectNode model = one.putObject("ModelConfiguration");
      Documents.at(tried, "InferenceSpecificationName")
          .ifPresent(name -> model.set("InferenceSpecificationName", name));
      one.set("Metrics", metrics(endpoint.path("InstanceType").asText(), chance));
      one.put("RecommendationId", chance.id(8));
    }
    return found;
  }

  private static ObjectNode metrics(String type, SeededRandom chance) {
    double larges = larges(type);
    int noise = Integer.parseInt(chance.hex(2), 16);
    int latency = (int) ((200_000 + 1_000 * noise) / (1 + Math.log(larges) / 2));
    int invocations = Math.max(1, (int) (larges * 60_000_000.0 / latency));
    float perHour = (float) (LARGE_PER_HOUR * larges * (type.matches("ml\\.[gp].*") ? 3 : 1));
    ObjectNode metrics = Documents.empty();
    metrics.set("CostPerHour", FloatNode.valueOf(perHour));
    metrics.set("CostPerInference", FloatNode.valueOf((float) (perHour / (invocations * MINUTES))));
    metrics.put("MaxInvocations", invocations).put("ModelLatency", latency);
    metrics.set("CpuUtilization", FloatNode.valueOf(60 + noise / 8f));
    metrics.set("MemoryUtilization", FloatNode.valueOf(10 + noise / 16f));
    return metrics;
  }

  /** How many large instances an instance is worth. */
  private static double larges(String type) {
    Matcher size = SIZE.matcher(type);
    if (!size.matches()) {
      return 1;
    }
    int times = size.group(2).isEmpty() ? 1 : Integer.parseInt(size.group(2));
    return size.group(3).isEmpty() ? 1 : 2 * times;
  }
}
