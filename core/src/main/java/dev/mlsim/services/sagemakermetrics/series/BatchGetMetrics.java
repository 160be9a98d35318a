package dev.mlsim.services.sagemakermetrics.series;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** BatchGetMetrics: a result for each query, by time or by iteration. */
final class BatchGetMetrics implements Handler {
  private static final int MOST_VALUES = 1_000;
  private static final String ITERATION = "IterationNumber";
  private static final Map<String, Long> SECONDS =
      Map.of("OneMinute", 60L, "FiveMinute", 300L, "OneHour", 3_600L);

  @Override
  public ObjectNode answer(Call call) {
    ObjectNode output = Documents.empty();
    ArrayNode results = output.putArray("MetricQueryResults");
    for (JsonNode query : call.input().path("MetricQueries")) {
      results.add(result(call.world(), query));
    }
    return output;
  }

  private static ObjectNode result(World world, JsonNode query) {
    boolean byIteration = query.path("XAxisType").asText().equals(ITERATION);
    if (byIteration != query.path("Period").asText().equals(ITERATION)) {
      return invalid("The Period IterationNumber is for the XAxisType IterationNumber only.");
    }
    Optional<Resource> component = Components.byArn(world, query.path("ResourceArn").asText());
    return component.isEmpty()
        ? invalid("The resource " + query.path("ResourceArn").asText() + " does not exist.")
        : shown(buckets(world, component.get(), query, byIteration), query);
  }

  private static ObjectNode invalid(String message) {
    ObjectNode result = Documents.empty().put("Status", "ValidationError").put("Message", message);
    result.putArray("XAxisValues");
    result.putArray("MetricValues");
    return result;
  }

  /** The data by where they stand on the axis. */
  private static Map<Long, List<JsonNode>> buckets(
      World world, Resource component, JsonNode query, boolean byIteration) {
    Map<Long, List<JsonNode>> buckets = new TreeMap<>();
    long period = SECONDS.getOrDefault(query.path("Period").asText(), 1L);
    String metric = query.path("MetricName").asText();
    for (JsonNode point : MetricSeries.points(world, component, metric)) {
      if (!byIteration || point.has("Step")) {
        long at =
            byIteration
                ? point.path("Step").asLong()
                : (long) Math.floor(point.path("Timestamp").asDouble());
        if (at >= query.path("Start").asLong(Long.MIN_VALUE)
            && at <= query.path("End").asLong(Long.MAX_VALUE)) {
          long start = byIteration ? at : Math.floorDiv(at, period) * period;
          buckets.computeIfAbsent(start, s -> new ArrayList<>()).add(point);
        }
      }
    }
    return buckets;
  }

  private static ObjectNode shown(Map<Long, List<JsonNode>> buckets, JsonNode query) {
    ObjectNode result = Documents.empty();
    result.put("Status", buckets.size() > MOST_VALUES ? "Truncated" : "Complete");
    ArrayNode axis = result.putArray("XAxisValues");
    ArrayNode values = result.putArray("MetricValues");
    buckets.forEach(
        (at, points) -> {
          if (axis.size() < MOST_VALUES) {
            axis.add(at);
            values.add(statistic(points, query.path("MetricStat").asText()));
          }
        });
    return result;
  }

  private static double statistic(List<JsonNode> points, String statistic) {
    double[] values = points.stream().mapToDouble(p -> p.path("Value").asDouble()).toArray();
    double sum = 0;
    double min = values[0];
    double max = values[0];
    for (double value : values) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double mean = sum / values.length;
    return switch (statistic) {
      case "Min" -> min;
      case "Max" -> max;
      case "Count" -> values.length;
      case "StdDev" -> deviation(values, mean);
      case "Last" -> last(points);
      default -> mean;
    };
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  /** Of one time it is the one that was put last. */
  private static double last(List<JsonNode> points) {
    List<JsonNode> inTime = new ArrayList<>(points);
    inTime.sort(Comparator.comparingDouble(point -> point.path("Timestamp").asDouble()));
    return inTime.get(inTime.size() - 1).path("Value").asDouble();
  }

  @Override
  public String kind() {
    return "read";
  }
}
