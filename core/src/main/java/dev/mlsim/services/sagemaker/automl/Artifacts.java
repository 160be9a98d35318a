package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Optional;

/** What an AutoML job shows once it has analyzed its data. */
final class Artifacts {
  private static final String EMPTY =
      "{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 2}";

  private Artifacts() {}

  private static Optional<String> folder(Resource job) {
    return StepsTaken.of(job).stream()
        .filter(taken -> taken.phase().equals(AutoMlLife.ANALYZING))
        .map(
            taken ->
                StepRequests.output(job)
                    + "/sagemaker-automl-candidates/"
                    + taken.name()
                    + "/notebooks/SageMakerAutopilot")
        .findFirst();
  }

  /** The notebooks are there, and are empty ones. */
  static void write(Resource job, World world) {
    if (Problem.of(job).isTabular()) {
      folder(job)
          .ifPresent(
              folder -> {
                world.write(job, folder + "CandidateDefinitionNotebook.ipynb", EMPTY);
                world.write(job, folder + "DataExplorationNotebook.ipynb", EMPTY);
              });
    }
  }

  private static boolean isAnalyzed(Resource job) {
    for (Transition move : job.history()) {
      if (move.trigger().equals(AutoMlLife.ENGINEER)
          || move.trigger().equals(AutoMlLife.DEFINE)
          || move.trigger().equals(AutoMlLife.TRAIN)) {
        return true;
      }
    }
    return false;
  }

  static Optional<JsonNode> notebooks(Resource job, World world) {
    return isAnalyzed(job) && Problem.of(job).isTabular()
        ? folder(job)
            .map(
                folder ->
                    Documents.empty()
                        .put(
                            "CandidateDefinitionNotebookLocation",
                            folder + "CandidateDefinitionNotebook.ipynb")
                        .put(
                            "DataExplorationNotebookLocation",
                            folder + "DataExplorationNotebook.ipynb"))
        : Optional.empty();
  }

  /** What was found out, and what was asked for, as the second version shows it. */
  static Optional<JsonNode> resolved(Resource job, World world) {
    if (!isAnalyzed(job)) {
      return Optional.empty();
    }
    Problem problem = Problem.of(job);
    ObjectNode resolved = Documents.empty();
    if (!problem.metric().isEmpty()) {
      resolved.putObject("AutoMLJobObjective").put("MetricName", problem.metric());
    }
    if (problem.config().has("CompletionCriteria")) {
      resolved.set("CompletionCriteria", problem.config().get("CompletionCriteria"));
    }
    if (problem.isTabular()) {
      resolved
          .putObject("AutoMLProblemTypeResolvedAttributes")
          .putObject("TabularResolvedAttributes")
          .put("ProblemType", problem.problemType());
    } else if (problem.kind().equals("TextGeneration")) {
      resolved
          .putObject("AutoMLProblemTypeResolvedAttributes")
          .putObject("TextGenerationResolvedAttributes")
          .put("BaseModelName", problem.config().path("BaseModelName").asText("Falcon7BInstruct"));
    }
    return Optional.of(resolved);
  }

  /** Why a part of its results is missing, though it has completed. */
  static Optional<JsonNode> partialFailures(Resource job, World world) {
    if (!job.is("Completed") || job.reason().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode failure = Documents.empty().put("PartialFailureMessage", job.reason());
    return Optional.of(JsonNodeFactory.instance.arrayNode().add(failure));
  }

  static Optional<JsonNode> failure(Resource job, World world) {
    return job.is("Failed") ? SharedErrors.failureReason(job, world) : Optional.empty();
  }
}
