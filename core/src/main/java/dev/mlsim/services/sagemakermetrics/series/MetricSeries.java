package dev.mlsim.services.sagemakermetrics.series;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was put of a metric, in parts of bounded size: resources of the simulator's, which the API
 * doesn't show as such. The control plane reads their notes for the summaries of a component.
 */
public final class MetricSeries {
  private static final int MOST_IN_PART = 500;
  private static final int MOST_PARTS = 200;
  private static final int MOST_METRICS = 500;
  private static final String POINTS = "points";
  private static final String METRIC = "metric";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(rest("Stored"))
          .on(DELETE)
          .from("Stored")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("metric-series")
          .identifiedBy("SeriesName")
          .lifecycle(LIFECYCLE)
          .grouped(series -> series.attributes().path("TrialComponentName").asText())
          .build();

  /** Whether a point found room. */
  enum Room {
    FOUND,
    NONE
  }

  private MetricSeries() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(TYPE)
        .watch("experiment-trial-component", "Gone", MetricSeries::clear)
        .operation("BatchPutMetrics", new BatchPutMetrics())
        .operation("BatchGetMetrics", new BatchGetMetrics())
        .differs(
            "metrics-as-resources",
            "metric-series",
            "what was put is shown as resources of the simulator's")
        .judged(
            "metrics-of-nothing",
            "BatchPutMetrics.Errors",
            "a trial component that isn't there is a VALIDATION_ERROR of each datum")
        .judged(
            "metric-times",
            "BatchPutMetrics.Errors",
            "a datum of more than two weeks ago or more than two hours ahead is a VALIDATION_ERROR,"
                + " by what the SageMaker Python SDK lets pass")
        .judged(
            "metric-limits",
            "BatchPutMetrics.Errors",
            "a trial component has at most 500 metrics of 100,000 data each; one more is"
                + " METRIC_LIMIT_EXCEEDED")
        .judged(
            "metric-axes",
            "BatchGetMetrics.XAxisValues",
            "times are epoch seconds, cut to the period; Start and End are inclusive; an axis of"
                + " iterations has the data that have a step, at the period IterationNumber")
        .judged(
            "metric-results",
            "BatchGetMetrics.MetricQueryResults",
            "a result of more than 1,000 values is Truncated; a metric that was never put is"
                + " Complete and empty; the messages");
  }

  private static String group(Resource component) {
    return component.key().toLowerCase(Locale.ROOT);
  }

  /** The parts of one metric, first put first. */
  private static List<Resource> parts(World world, Resource component, String metric) {
    List<Resource> parts = new ArrayList<>();
    for (Resource part : world.registry().group(TYPE, group(component))) {
      if (part.notes().path(METRIC).asText().equals(metric)) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** All data of one metric, as they were put. */
  static List<JsonNode> points(World world, Resource component, String metric) {
    List<JsonNode> points = new ArrayList<>();
    for (Resource part : parts(world, component, metric)) {
      part.notes().path(POINTS).forEach(points::add);
    }
    return points;
  }

  /** Appends a datum to its series. */
  static Room put(World world, Resource component, JsonNode datum) {
    String metric = datum.path("MetricName").asText();
    List<Resource> parts = parts(world, component, metric);
    Optional<Resource> open =
        parts.stream().filter(p -> p.notes().path(POINTS).size() < MOST_IN_PART).findFirst();
    if (open.isPresent()) {
      world.change(open.get(), old -> old.withNotes(added(old.notes(), datum)));
      return Room.FOUND;
    }
    if (parts.size() == MOST_PARTS || (parts.isEmpty() && isFull(world, component))) {
      return Room.NONE;
    }
    String name = component.name() + "/" + metric + "/" + parts.size();
    world.begin(
        TYPE,
        new Resource(
                TYPE.name(),
                name,
                name,
                "",
                TYPE.lifecycle(),
                Documents.empty().put("TrialComponentName", group(component)),
                world.now())
            .withNotes(added(Documents.empty().put(METRIC, metric), datum)));
    return Room.FOUND;
  }

  private static boolean isFull(World world, Resource component) {
    Set<String> metrics = new HashSet<>();
    for (Resource part : world.registry().group(TYPE, group(component))) {
      metrics.add(part.notes().path(METRIC).asText());
    }
    return metrics.size() >= MOST_METRICS;
  }

  /** The notes of a part with one more datum: its sums, and the data themselves. */
  private static ObjectNode added(ObjectNode before, JsonNode datum) {
    double value = datum.path("Value").asDouble();
    boolean isFirst = !before.has(POINTS);
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    before.path(POINTS).forEach(points::add);
    points.add(datum);
    ObjectNode notes = Documents.empty().setAll(before);
    notes.put("count", points.size());
    notes.put("sum", before.path("sum").asDouble() + value);
    notes.put("squares", before.path("squares").asDouble() + value * value);
    notes.put("max", isFirst ? value : Math.max(value, before.path("max").asDouble()));
    notes.put("min", isFirst ? value : Math.min(value, before.path("min").asDouble()));
    if (isFirst || datum.path("Timestamp").asDouble() >= before.path("at").asDouble()) {
      notes.set("at", datum.path("Timestamp"));
      notes.put("last", value);
    }
    notes.set(POINTS, points);
    return notes;
  }

  /** With its component a series is gone. */
  private static void clear(Resource component, World world) {
    for (Resource part : List.copyOf(world.registry().group(TYPE, group(component)))) {
      world.remove(part);
    }
  }
}
