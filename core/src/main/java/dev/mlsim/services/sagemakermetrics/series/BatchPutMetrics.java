package dev.mlsim.services.sagemakermetrics.series;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** BatchPutMetrics: each datum on its own; what is wrong with some is said in the answer. */
final class BatchPutMetrics implements Handler {
  private static final Duration PAST = Duration.ofDays(14);
  private static final Duration AHEAD = Duration.ofHours(2);

  @Override
  public ObjectNode answer(Call call) {
    Optional<Resource> component =
        Components.byName(call.world(), call.text("TrialComponentName").orElseThrow());
    ArrayNode errors = JsonNodeFactory.instance.arrayNode();
    int index = 0;
    for (JsonNode datum : call.input().path("MetricData")) {
      String code = put(call, component, datum);
      if (!code.isEmpty()) {
        errors.addObject().put("Code", code).put("MetricIndex", index);
      }
      index++;
    }
    ObjectNode output = Documents.empty();
    if (!errors.isEmpty()) {
      output.set("Errors", errors);
    }
    return output;
  }

  /** Puts a datum, or says what is wrong with it. */
  private static String put(Call call, Optional<Resource> component, JsonNode datum) {
    Instant at = Timestamps.instant(datum.path("Timestamp"));
    boolean isTimely = !at.isBefore(call.now().minus(PAST)) && !at.isAfter(call.now().plus(AHEAD));
    if (component.isEmpty() || !isTimely) {
      return "VALIDATION_ERROR";
    }
    MetricSeries.Room room = MetricSeries.put(call.world(), component.get(), datum);
    return room == MetricSeries.Room.FOUND ? "" : "METRIC_LIMIT_EXCEEDED";
  }

  @Override
  public String kind() {
    return "write";
  }
}
