package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.List;

/**
 * One definition of the training jobs that a tuning job starts, with what is tuned of it and to
 * what end: where there is only one, the tuning job's configuration says that.
 *
 * @param document the HyperParameterTrainingJobDefinition
 * @param name its name, empty where it has none
 * @param metric the metric that is the objective
 * @param maximizes whether that is to be large
 * @param ranges the ParameterRanges
 */
record Definition(
    JsonNode document, String name, String metric, boolean maximizes, JsonNode ranges) {

  /** Those of a tuning job, or of a request for one. */
  static List<Definition> of(JsonNode job) {
    JsonNode config = job.path("HyperParameterTuningJobConfig");
    List<Definition> all = new ArrayList<>();
    if (job.has("TrainingJobDefinition")) {
      all.add(
          of(
              job.path("TrainingJobDefinition"),
              config.path("HyperParameterTuningJobObjective"),
              config.path("ParameterRanges")));
    }
    for (JsonNode one : job.path("TrainingJobDefinitions")) {
      all.add(of(one, one.path("TuningObjective"), one.path("HyperParameterRanges")));
    }
    return all;
  }

  private static Definition of(JsonNode document, JsonNode objective, JsonNode ranges) {
    JsonNode own = document.path("HyperParameterRanges");
    JsonNode aim = objective.isMissingNode() ? document.path("TuningObjective") : objective;
    return new Definition(
        document,
        document.path("DefinitionName").asText(),
        aim.path("MetricName").asText(),
        aim.path("Type").asText().equals("Maximize"),
        ranges.isMissingNode() ? own : ranges);
  }

  /** Whether a value of the objective is better than another. */
  boolean isBetter(double value, double other) {
    return maximizes ? value > other : value < other;
  }

  /** Where it says on what its jobs run. */
  JsonNode fleet() {
    return Documents.at(document, "ResourceConfig")
        .orElseGet(
            () -> {
              JsonNode config = document.path("HyperParameterTuningResourceConfig");
              JsonNode first = config.path("InstanceConfigs").path(0);
              return first.isMissingNode() ? config : first;
            });
  }
}
