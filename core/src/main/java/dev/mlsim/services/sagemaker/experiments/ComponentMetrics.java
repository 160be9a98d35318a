package dev.mlsim.services.sagemaker.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The summaries of a component's metrics: of those that its job found, and of those that were put
 * with SageMaker Metrics, whose notes are read by their names.
 */
final class ComponentMetrics {
  private static final TypeRef SERIES = TypeRef.to("metric-series", "ResourceNotFound");

  private ComponentMetrics() {}

  static Optional<JsonNode> of(Resource component, World world) {
    ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
    JobComponents.job(component, world).ifPresent(job -> addFinal(job, world, metrics));
    Map<String, ObjectNode> sums = new LinkedHashMap<>();
    for (Resource series : world.registry().group(SERIES, Experiments.lower(component.key()))) {
      add(
          series.notes(),
          sums.computeIfAbsent(series.notes().path("metric").asText(), name -> Documents.empty()));
    }
    sums.forEach((name, sum) -> metrics.add(summary(name, component.arn(), sum)));
    return metrics.isEmpty() ? Optional.empty() : Optional.of(metrics);
  }

  private static void addFinal(Resource job, World world, ArrayNode metrics) {
    for (JsonNode last : world.shown(job).path("FinalMetricDataList")) {
      ObjectNode metric = metrics.addObject();
      metric.set("MetricName", last.path("MetricName"));
      metric.put("SourceArn", job.arn());
      metric.set("TimeStamp", last.path("Timestamp"));
      for (String statistic : new String[] {"Max", "Min", "Last", "Avg"}) {
        metric.set(statistic, last.path("Value"));
      }
      metric.put("Count", 1).put("StdDev", 0.0);
    }
  }

  /** Adds a part of a series: it knows its sums. */
  private static void add(JsonNode part, ObjectNode sum) {
    boolean isFirst = sum.isEmpty();
    double max = part.path("max").asDouble();
    double min = part.path("min").asDouble();
    sum.put("max", isFirst ? max : Math.max(max, sum.path("max").asDouble()));
    sum.put("min", isFirst ? min : Math.min(min, sum.path("min").asDouble()));
    for (String added : new String[] {"count", "sum", "squares"}) {
      sum.put(added, sum.path(added).asDouble() + part.path(added).asDouble());
    }
    if (isFirst || part.path("at").asDouble() >= sum.path("at").asDouble()) {
      sum.set("at", part.path("at"));
      sum.set("last", part.path("last"));
    }
  }

  private static ObjectNode summary(String name, String arn, ObjectNode sum) {
    double count = sum.path("count").asDouble();
    double mean = sum.path("sum").asDouble() / count;
    double variance = Math.max(0, sum.path("squares").asDouble() / count - mean * mean);
    ObjectNode metric = Documents.empty().put("MetricName", name).put("SourceArn", arn);
    metric.set("TimeStamp", sum.path("at"));
    metric.set("Max", sum.path("max"));
    metric.set("Min", sum.path("min"));
    metric.set("Last", sum.path("last"));
    return metric.put("Count", (int) count).put("Avg", mean).put("StdDev", Math.sqrt(variance));
  }
}
