package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The candidates of an AutoML job, each the training job of a model with the steps before it, as it
 * was described when it last changed: a note of its own.
 */
final class Candidates {
  private static final String NOTE = "candidates";
  static final String OBJECTIVE = "FinalAutoMLJobObjectiveMetric";

  private Candidates() {}

  static List<ObjectNode> of(Resource job) {
    List<ObjectNode> all = new ArrayList<>();
    job.notes().path(NOTE).forEach(one -> all.add((ObjectNode) one));
    return all;
  }

  /** A training job of a model has been started or has ended. */
  static void note(Resource job, Resource training, World world) {
    ObjectNode candidate = candidate(job, world.shown(training), world);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean known = false;
    for (ObjectNode one : of(job)) {
      boolean same = name(one).equals(training.name());
      all.add(same ? candidate : one);
      known = known || same;
    }
    if (!known) {
      all.add(candidate);
    }
    world.change(job, old -> old.withNote(NOTE, all));
    world.touch(job);
  }

  private static String name(JsonNode candidate) {
    return candidate.path("CandidateName").asText();
  }

  private static ObjectNode candidate(Resource job, ObjectNode training, World world) {
    Problem problem = Problem.of(job);
    String status = training.path("TrainingJobStatus").asText();
    boolean over = !status.equals("InProgress") && !status.equals("Stopping");
    Optional<Double> value = objective(training, problem);
    ObjectNode shown =
        Documents.empty().put("CandidateName", training.path("TrainingJobName").asText());
    if (over && value.isPresent()) {
      ObjectNode metric =
          shown
              .putObject(OBJECTIVE)
              .put("Type", problem.maximizes() ? "Maximize" : "Minimize")
              .put("MetricName", problem.metric())
              .put("StandardMetricName", problem.metric());
      metric.set("Value", FloatNode.valueOf(value.get().floatValue()));
    }
    shown.put("ObjectiveStatus", !over ? "Pending" : value.isPresent() ? "Succeeded" : "Failed");
    shown.set("CandidateSteps", steps(job, training));
    shown.put("CandidateStatus", status);
    if (status.equals("Completed")) {
      shown.set("InferenceContainers", containers(job, training, world));
    }
    shown.set("CreationTime", whole(training.path("CreationTime")));
    if (training.has("TrainingEndTime")) {
      shown.set("EndTime", whole(training.path("TrainingEndTime")));
    }
    shown.set("LastModifiedTime", training.path("LastModifiedTime"));
    if (training.has("FailureReason")) {
      shown.set("FailureReason", training.get("FailureReason"));
    }
    ObjectNode properties = shown.putObject("CandidateProperties");
    properties
        .putObject("CandidateArtifactLocations")
        .put("Explainability", StepRequests.output(job) + "/documentation/explainability/output")
        .put("ModelInsights", StepRequests.output(job) + "/documentation/model_monitor/output");
    return shown;
  }

  private static Optional<Double> objective(ObjectNode training, Problem problem) {
    if (problem.metric().isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode point : training.path("FinalMetricDataList")) {
      if (point.path("MetricName").asText().equals(problem.trainingMetric())) {
        return Optional.of(point.path("Value").asDouble());
      }
    }
    return Optional.empty();
  }

  private static ArrayNode steps(Resource job, ObjectNode training) {
    ArrayNode steps = JsonNodeFactory.instance.arrayNode();
    for (StepsTaken.Taken taken : StepsTaken.of(job)) {
      if (taken.phase().equals(AutoMlLife.ENGINEERING)) {
        taken.shown().ifPresent(steps::add);
      }
    }
    return steps.add(
        Documents.empty()
            .put("CandidateStepType", "AWS::SageMaker::TrainingJob")
            .put("CandidateStepArn", training.path("TrainingJobArn").asText())
            .put("CandidateStepName", training.path("TrainingJobName").asText()));
  }

  /** What serves a model: the features, the model, and the labels where they are classes. */
  private static ArrayNode containers(Resource job, ObjectNode training, World world) {
    ArrayNode containers = JsonNodeFactory.instance.arrayNode();
    String model = training.path("ModelArtifacts").path("S3ModelArtifacts").asText();
    Optional<String> features =
        StepsTaken.of(job).stream()
            .filter(taken -> taken.type().equals("training-job"))
            .filter(taken -> taken.phase().equals(AutoMlLife.ENGINEERING))
            .map(
                taken ->
                    StepRequests.output(job)
                        + "/data-processor-models/"
                        + taken.name()
                        + "/output/model.tar.gz")
            .findFirst();
    String sklearn = StepRequests.image(StepRequests.SKLEARN, world);
    features.ifPresent(
        data ->
            container(containers, sklearn, data)
                .put("AUTOML_TRANSFORM_MODE", "feature-transform")
                .put("AUTOML_SPARSE_ENCODE_RECORDIO_PROTOBUF", "1")
                .put("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "application/x-recordio-protobuf")
                .put("SAGEMAKER_PROGRAM", "sagemaker_serve")
                .put("SAGEMAKER_SUBMIT_DIRECTORY", "/opt/ml/model/sagemaker_serve.py"));
    String image = training.path("AlgorithmSpecification").path("TrainingImage").asText();
    container(containers, image, model)
        .put("MAX_CONTENT_LENGTH", "20971520")
        .put("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv");
    if (features.isPresent() && !Problem.of(job).problemType().equals("Regression")) {
      container(containers, sklearn, features.get())
          .put("AUTOML_TRANSFORM_MODE", "inverse-label-transform")
          .put("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv")
          .put("SAGEMAKER_INFERENCE_INPUT", "predicted_label")
          .put("SAGEMAKER_INFERENCE_OUTPUT", "predicted_label")
          .put("SAGEMAKER_INFERENCE_SUPPORTED", "predicted_label,probability,labels,probabilities")
          .put("SAGEMAKER_PROGRAM", "sagemaker_serve")
          .put("SAGEMAKER_SUBMIT_DIRECTORY", "/opt/ml/model/sagemaker_serve.py");
    }
    return containers;
  }

  private static ObjectNode container(ArrayNode containers, String image, String data) {
    return containers
        .addObject()
        .put("Image", image)
        .put("ModelDataUrl", data)
        .putObject("Environment");
  }

  private static JsonNode whole(JsonNode time) {
    return LongNode.valueOf(
        Timestamps.instant(time).truncatedTo(ChronoUnit.SECONDS).getEpochSecond());
  }

  /** The best of those that have completed. */
  static Optional<ObjectNode> best(Resource job) {
    boolean maximizes = Problem.of(job).maximizes();
    return of(job).stream()
        .filter(one -> one.path("CandidateStatus").asText().equals("Completed"))
        .reduce((a, b) -> isBetter(value(b), value(a), maximizes) ? b : a);
  }

  static Optional<JsonNode> best(Resource job, World world) {
    return best(job).map(best -> best);
  }

  private static boolean isBetter(double value, double other, boolean maximizes) {
    return Double.isNaN(other) || (maximizes ? value > other : value < other);
  }

  static double value(JsonNode candidate) {
    return candidate.path(OBJECTIVE).path("Value").asDouble(Double.NaN);
  }
}
