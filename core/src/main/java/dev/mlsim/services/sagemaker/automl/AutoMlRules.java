package dev.mlsim.services.sagemaker.automl;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.List;
import java.util.Optional;

/**
 * What holds for an AutoML job beyond its shape: the rules of the API reference (CreateAutoMLJob,
 * CreateAutoMLJobV2 and their structures). The text about the header is AWS's, the others are
 * judged.
 */
final class AutoMlRules {
  private static final Precondition DEPLOYMENT =
      Precondition.unless(
          call ->
              !call.flag("ModelDeployConfig.AutoGenerateEndpointName")
                  || !call.has("ModelDeployConfig.EndpointName"),
          "EndpointName only where it isn't generated",
          VALIDATION,
          "Validation Error: An EndpointName cannot be provided while AutoGenerateEndpoint name is"
              + " True.");

  static final Precondition[] OF_FIRST = {
    Precondition.unless(
        call -> call.has("ProblemType") == call.has("AutoMLJobObjective"),
        "ProblemType and AutoMLJobObjective, or neither",
        VALIDATION,
        "Validation Error: ProblemType and AutoMLJobObjective must be provided together."),
    DEPLOYMENT,
    algorithms("AutoMLJobConfig"),
    criteria("AutoMLJobConfig")
  };

  private static final String TABULAR = "AutoMLProblemTypeConfig.TabularJobConfig";

  static final Precondition[] OF_SECOND = {
    Precondition.unless(
        call -> call.input().path("AutoMLProblemTypeConfig").size() == 1,
        "exactly one problem type",
        VALIDATION,
        "Validation Error: Exactly one problem type must be provided in"
            + " AutoMLProblemTypeConfig."),
    Precondition.unless(
        call ->
            !call.has(TABULAR)
                || call.has(TABULAR + ".ProblemType") == call.has("AutoMLJobObjective"),
        "a tabular problem's ProblemType and AutoMLJobObjective, or neither",
        VALIDATION,
        "Validation Error: ProblemType and AutoMLJobObjective must be provided together."),
    Precondition.unless(
        call ->
            !call.has("AutoMLProblemTypeConfig.TextGenerationJobConfig")
                || !call.has("AutoMLJobObjective"),
        "no AutoMLJobObjective for text generation",
        VALIDATION,
        "Validation Error: AutoMLJobObjective is not supported for text generation."),
    Precondition.unless(
        call ->
            !call.has("AutoMLProblemTypeConfig.TimeSeriesForecastingJobConfig")
                || !call.has("DataSplitConfig"),
        "no DataSplitConfig for time series",
        VALIDATION,
        "Validation Error: DataSplitConfig is not supported for time-series forecasting."),
    DEPLOYMENT,
    algorithms(TABULAR),
    criteria(TABULAR)
  };

  static final Precondition[] OF_SURROUNDINGS = {
    SharedErrors.OWN_ROLE,
    Precondition.of("each S3 input is there", VALIDATION, AutoMlRules::missingInput),
    Precondition.of("the target is in the header", VALIDATION, AutoMlRules::missingTarget)
  };

  private AutoMlRules() {}

  private static Precondition criteria(String config) {
    return Precondition.unless(
        call ->
            call.number(config + ".CompletionCriteria.MaxRuntimePerTrainingJobInSeconds").orElse(0L)
                <= call.number(config + ".CompletionCriteria.MaxAutoMLJobRuntimeInSeconds")
                    .orElse(Long.MAX_VALUE),
        "MaxRuntimePerTrainingJobInSeconds of at most MaxAutoMLJobRuntimeInSeconds",
        VALIDATION,
        "Validation Error: MaxRuntimePerTrainingJobInSeconds must not exceed"
            + " MaxAutoMLJobRuntimeInSeconds.");
  }

  /** Algorithms are those of the mode, which has to be said. */
  private static Precondition algorithms(String config) {
    return Precondition.of(
        "algorithms of the mode, which is not AUTO",
        VALIDATION,
        call -> {
          JsonNode asked =
              call.at(config + ".CandidateGenerationConfig.AlgorithmsConfig")
                  .map(list -> list.path(0).path("AutoMLAlgorithms"))
                  .orElseGet(() -> call.input().path(""));
          String mode = call.text(config + ".Mode").orElse("AUTO");
          if (asked.isMissingNode()) {
            return Optional.empty();
          }
          if (mode.equals("AUTO")) {
            return Optional.of(
                "Validation Error: AlgorithmsConfig cannot be provided when Mode is AUTO.");
          }
          List<String> known = mode.equals("ENSEMBLING") ? Problem.ENSEMBLES : Problem.TUNED;
          return Lists.of(asked)
              .map(JsonNode::asText)
              .filter(name -> !known.contains(name))
              .findFirst()
              .map(
                  name ->
                      "Validation Error: The algorithm "
                          + name
                          + " is not supported in mode "
                          + mode
                          + ". Supported algorithms are "
                          + known
                          + ".");
        });
  }

  private static Optional<String> missingInput(Call call) {
    for (String channels : List.of("InputDataConfig", "AutoMLJobInputDataConfig")) {
      for (JsonNode channel : call.input().path(channels)) {
        JsonNode uri = channel.path("DataSource").path("S3DataSource").path("S3Uri");
        if (uri.isTextual() && !call.world().objects().isReadable(uri.textValue())) {
          return Optional.of(SharedErrors.noObjects(call, uri.textValue()));
        }
      }
    }
    return Optional.empty();
  }

  /** Looked at where the test has put a table there. */
  private static Optional<String> missingTarget(Call call) {
    JsonNode channel =
        call.input()
            .path(Versions.isSecond(call) ? "AutoMLJobInputDataConfig" : "InputDataConfig")
            .path(0);
    String target =
        Versions.isSecond(call)
            ? call.text(TABULAR + ".TargetAttributeName").orElse("")
            : channel.path("TargetAttributeName").asText();
    String type = channel.path("ContentType").asText("text/csv;header=present");
    String uri = channel.path("DataSource").path("S3DataSource").path("S3Uri").asText();
    if (target.isEmpty() || !type.equals("text/csv;header=present")) {
      return Optional.empty();
    }
    return call.world().objects().inputs(uri).stream()
        .findFirst()
        .flatMap(object -> call.world().objects().text(object))
        .map(text -> text.lines().findFirst().orElse(""))
        .filter(
            header -> !List.of(header.replace("\"", "").split("\\s*,\\s*", -1)).contains(target))
        .map(header -> "Target attribute name " + target + " does not exist in header.");
  }
}
