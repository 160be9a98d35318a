package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.lifecycle.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an AutoML job is to solve, of either version of the API: V2's problem type, whose
 * configuration is here; V1's is a tabular one, written as V2 has it.
 *
 * @param kind the name of the problem type, such as {@code Tabular}
 * @param config its configuration
 * @param document the job, with V2's members
 */
record Problem(String kind, JsonNode config, JsonNode document) {
  static final List<String> ENSEMBLES =
      List.of(
          "xgboost",
          "lightgbm",
          "catboost",
          "linear-learner",
          "randomforest",
          "extra-trees",
          "nn-torch",
          "fastai");
  static final List<String> TUNED = List.of("xgboost", "linear-learner", "mlp");
  private static final List<String> SERIES =
      List.of("cnn-qr", "deepar", "prophet", "npts", "arima", "ets");
  private static final Set<String> SMALL =
      Set.of("MSE", "RMSE", "MAE", "MAPE", "MASE", "WAPE", "AverageWeightedQuantileLoss");
  private static final Map<String, String> USUAL_METRICS =
      Map.of(
          "BinaryClassification", "F1",
          "MulticlassClassification", "Accuracy",
          "Regression", "MSE",
          "ImageClassification", "Accuracy",
          "TextClassification", "Accuracy",
          "TimeSeriesForecasting", "AverageWeightedQuantileLoss");
  private static final String SUFFIX = "JobConfig";

  static Problem of(JsonNode document) {
    for (Map.Entry<String, JsonNode> one : document.path("AutoMLProblemTypeConfig").properties()) {
      String name = one.getKey();
      return new Problem(
          name.substring(0, name.length() - SUFFIX.length()), one.getValue(), document);
    }
    return new Problem("", MissingNode.getInstance(), document);
  }

  static Problem of(Resource job) {
    return of(job.attributes());
  }

  boolean isTabular() {
    return kind.equals("Tabular");
  }

  /** What kind of tabular problem it is; what the test doesn't say is taken for a binary one. */
  String problemType() {
    return isTabular() ? config.path("ProblemType").asText("BinaryClassification") : kind;
  }

  /** The objective. */
  String metric() {
    return document
        .path("AutoMLJobObjective")
        .path("MetricName")
        .asText(USUAL_METRICS.getOrDefault(problemType(), ""));
  }

  /** The metric of the training jobs that stands for it, such as {@code validation:f1}. */
  String trainingMetric() {
    String metric = metric().isEmpty() ? "loss" : metric();
    return "validation:" + metric.toLowerCase(Locale.ROOT);
  }

  boolean maximizes() {
    return !SMALL.contains(metric()) && !metric().isEmpty();
  }

  /** The mode that was asked for. */
  String mode() {
    return isTabular() ? config.path("Mode").asText("AUTO") : "";
  }

  /** The algorithms that are tried. */
  List<String> algorithms(boolean tunes) {
    List<String> known = kind.equals("TimeSeriesForecasting") ? SERIES : tunes ? TUNED : ENSEMBLES;
    JsonNode asked =
        config
            .path("CandidateGenerationConfig")
            .path("AlgorithmsConfig")
            .path(0)
            .path("AutoMLAlgorithms");
    List<String> some = known.stream().filter(name -> names(asked, name)).toList();
    return isTabular() || kind.equals("TimeSeriesForecasting")
        ? (some.isEmpty() ? known : some)
        : List.of(kind.toLowerCase(Locale.ROOT));
  }

  private static boolean names(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** A number of its completion criteria. */
  Optional<Long> criterion(String name) {
    JsonNode number = config.path("CompletionCriteria").path(name);
    return number.isNumber() ? Optional.of(number.asLong()) : Optional.empty();
  }

  /** Where the data are. */
  Optional<String> input() {
    JsonNode uri =
        document
            .path("AutoMLJobInputDataConfig")
            .path(0)
            .path("DataSource")
            .path("S3DataSource")
            .path("S3Uri");
    return uri.isTextual() ? Optional.of(uri.textValue()) : Optional.empty();
  }

  /** The column that is to be predicted, where there is one. */
  Optional<String> target() {
    JsonNode target = config.path("TargetAttributeName");
    return target.isTextual() ? Optional.of(target.textValue()) : Optional.empty();
  }
}
