package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a tuning job shows of a training job that it has started; times in whole seconds. */
final class Summary {
  private static final List<String> TIMES =
      List.of("CreationTime", "TrainingStartTime", "TrainingEndTime");

  private Summary() {}

  /** Of one as it is now, or as it was when it ended. */
  static ObjectNode of(Resource job, Children.Child child, World world) {
    Definition definition = Definition.of(job.attributes()).get(child.definition());
    return child
        .shown()
        .or(
            () ->
                Children.trainingJob(child, world)
                    .map(
                        training -> {
                          ObjectNode shown = world.shown(training);
                          String state = shown.path("TrainingJobStatus").asText();
                          return of(job, child, definition, shown, Optional.empty(), state);
                        }))
        .orElseGet(Documents::empty);
  }

  static ObjectNode of(
      Resource job,
      Children.Child child,
      Definition definition,
      ObjectNode training,
      Optional<Double> value,
      String state) {
    ObjectNode shown = Documents.empty();
    if (!definition.name().isEmpty()) {
      shown.put("TrainingJobDefinitionName", definition.name());
    }
    shown.put("TrainingJobName", child.name());
    shown.set("TrainingJobArn", training.path("TrainingJobArn"));
    shown.put("TuningJobName", job.name());
    for (String time : TIMES) {
      if (training.has(time)) {
        shown.set(time, whole(training.get(time)));
      }
    }
    shown.put("TrainingJobStatus", state);
    shown.set("TunedHyperParameters", child.tuned());
    if (training.has("FailureReason")) {
      shown.set("FailureReason", training.get("FailureReason"));
    }
    value.ifPresent(
        v ->
            shown
                .putObject("FinalHyperParameterTuningJobObjectiveMetric")
                .put("Type", definition.maximizes() ? "Maximize" : "Minimize")
                .put("MetricName", definition.metric())
                .set("Value", FloatNode.valueOf(v.floatValue())));
    return shown.put("ObjectiveStatus", objectiveStatus(state, value.isPresent()));
  }

  private static String objectiveStatus(String state, boolean known) {
    if (known) {
      return "Succeeded";
    }
    return state.equals("InProgress") || state.equals("Stopping") ? "Pending" : "Failed";
  }

  private static JsonNode whole(JsonNode time) {
    return LongNode.valueOf(
        Timestamps.instant(time).truncatedTo(ChronoUnit.SECONDS).getEpochSecond());
  }

  /** The last value of a metric that a training job reported. */
  static Optional<Double> objective(ObjectNode training, String metric) {
    for (JsonNode point : training.path("FinalMetricDataList")) {
      if (point.path("MetricName").asText().equals(metric)) {
        return Optional.of(point.path("Value").asDouble());
      }
    }
    return Optional.empty();
  }
}
