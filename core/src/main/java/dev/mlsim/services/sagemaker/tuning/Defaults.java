package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.List;

/**
 * What SageMaker adds to a tuning job that it wasn't sent, as the Terraform provider
 * (hyper_parameter_tuning_job.go) has to expect it.
 */
final class Defaults {
  private static final String CONFIG = "HyperParameterTuningJobConfig";
  private static final String DEFINITION = "TrainingJobDefinition";
  private static final String DEFINITIONS = "TrainingJobDefinitions";
  private static final long USUAL_NUMBER = 10;

  private static final ObjectNode USUAL =
      Documents.of(
          """
          {'TrainingJobEarlyStoppingType': 'Off',
           'ResourceLimits': {'MaxRuntimeInSeconds': 2592000}}
          """);

  private Defaults() {}

  static void fill(Call call, Draft job) {
    ObjectNode attributes = job.attributes();
    hint(attributes);
    ObjectNode config = Documents.withDefaults((ObjectNode) attributes.path(CONFIG), USUAL);
    if (!config.path("ResourceLimits").has("MaxNumberOfTrainingJobs")) {
      long number = (long) Math.min(Integer.MAX_VALUE, TuningRules.combinations(attributes));
      boolean grid = config.path("Strategy").asText().equals("Grid");
      config =
          Documents.merged(
              config,
              Documents.of(
                  "{'ResourceLimits': {'MaxNumberOfTrainingJobs': "
                      + (grid ? number : Math.min(number, USUAL_NUMBER))
                      + "}}"));
    }
    attributes.set(CONFIG, config);
    List<Definition> definitions = Definition.of(attributes);
    if (attributes.has(DEFINITION)) {
      attributes.set(DEFINITION, filled(definitions.get(0), call));
    } else {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      definitions.forEach(definition -> all.add(filled(definition, call)));
      attributes.set(DEFINITIONS, all);
    }
    WarmStart.inherit(call, job);
  }

  private static ObjectNode filled(Definition definition, Call call) {
    ObjectNode changes = Documents.empty();
    changes.putObject("StaticHyperParameters").put("_tuning_objective_metric", definition.metric());
    JsonNode algorithm = definition.document().path("AlgorithmSpecification");
    ObjectNode specification = changes.putObject("AlgorithmSpecification");
    String name = algorithm.path("AlgorithmName").asText();
    if (!name.isEmpty() && !name.startsWith("arn:")) {
      specification.set(
          "AlgorithmName", TextNode.valueOf(SharedErrors.arn(call, "algorithm", name)));
    }
    if (algorithm.path("MetricDefinitions").isEmpty()) {
      specification
          .putArray("MetricDefinitions")
          .addObject()
          .put("Name", definition.metric())
          .put("Regex", regex(definition.metric()));
    }
    return Documents.merged((ObjectNode) definition.document(), changes);
  }

  /** As XGBoost's metrics are found: {@code validation:auc} is logged as validation-auc. */
  private static String regex(String metric) {
    return ".*\\[[0-9]+\\].*#011"
        + metric.replace(':', '-')
        + ":([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*";
  }

  /** Autotune makes ranges of hints: from half to twice a number; a text is the only category. */
  private static void hint(ObjectNode attributes) {
    JsonNode hints = attributes.path(CONFIG).path("ParameterRanges").path("AutoParameters");
    if (hints.isEmpty()) {
      return;
    }
    ObjectNode ranges = ((ObjectNode) attributes.path(CONFIG).path("ParameterRanges")).deepCopy();
    for (JsonNode hint : hints) {
      String name = hint.path("Name").asText();
      String value = hint.path("ValueHint").asText();
      double number = number(value);
      if (Double.isFinite(number)) {
        ranges
            .withArray(number == Math.rint(number) ? Parameter.INTEGER : Parameter.CONTINUOUS)
            .addObject()
            .put("Name", name)
            .put("MinValue", text(number / 2, number))
            .put("MaxValue", text(number * 2, number));
      } else {
        ranges
            .withArray(Parameter.CATEGORICAL)
            .addObject()
            .put("Name", name)
            .putArray("Values")
            .add(value);
      }
    }
    ObjectNode changes = Documents.empty();
    changes.set("ParameterRanges", ranges);
    attributes.set(CONFIG, Documents.merged((ObjectNode) attributes.path(CONFIG), changes));
  }

  private static String text(double bound, double hint) {
    return hint == Math.rint(hint) ? Long.toString(Math.round(bound)) : Double.toString(bound);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
