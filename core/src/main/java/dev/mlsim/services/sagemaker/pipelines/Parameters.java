package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an execution: what is given, or else their defaults, each of its type. */
final class Parameters {
  private Parameters() {}

  /** Whether a value of the definition is of a type. */
  static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "Integer" -> value.isIntegralNumber();
      case "Float" -> value.isNumber();
      case "Boolean" -> value.isBoolean();
      default -> value.isTextual();
    };
  }

  /** A text as a value of a type, if it can be read as one. */
  static Optional<JsonNode> read(String type, String text) {
    return switch (type) {
      case "Integer" ->
          text.matches("[+-]?\\d{1,18}")
              ? Optional.of(LongNode.valueOf(Long.parseLong(text)))
              : Optional.empty();
      case "Float" ->
          text.matches("[+-]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})([eE][+-]?\\d{1,3})?")
              ? Optional.of(DecimalNode.valueOf(new BigDecimal(text)))
              : Optional.empty();
      case "Boolean" ->
          text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
              ? Optional.of(BooleanNode.valueOf(Boolean.parseBoolean(text)))
              : Optional.empty();
      default -> Optional.of(TextNode.valueOf(text));
    };
  }

  /**
   * The values of all parameters that are declared, in order.
   *
   * @param given the list that the call has
   * @throws ServiceError if they don't fit the declaration
   */
  static ObjectNode values(List<JsonNode> declared, JsonNode given) {
    Map<String, String> left = new LinkedHashMap<>();
    given.forEach(one -> left.put(one.path("Name").asText(), one.path("Value").asText()));
    ObjectNode values = Documents.empty();
    List<String> missing = new ArrayList<>();
    for (JsonNode parameter : declared) {
      String name = parameter.path("Name").asText();
      String text = left.remove(name);
      if (text != null) {
        values.set(name, value(parameter, name, text));
      } else if (parameter.hasNonNull("DefaultValue")) {
        values.set(name, parameter.path("DefaultValue"));
      } else {
        missing.add(name);
      }
    }
    refuse(!left.isEmpty(), "Unknown parameter(s): " + left.keySet());
    refuse(!missing.isEmpty(), "Parameters " + missing + " do not have default values");
    return values;
  }

  private static JsonNode value(JsonNode parameter, String name, String text) {
    // As quoted in aws/sagemaker-python-sdk#4016.
    refuse(text.isEmpty(), "[string \"\" is too short (length: 0, required minimum: 1)]");
    String type = parameter.path("Type").asText();
    JsonNode value =
        read(type, text)
            .orElseThrow(
                () ->
                    new ServiceError(
                        VALIDATION,
                        "Unable to parse value '"
                            + text
                            + "' for parameter '"
                            + name
                            + "' of type "
                            + type));
    List<String> allowed = new ArrayList<>();
    parameter.path("EnumValues").forEach(one -> allowed.add(one.asText()));
    refuse(
        !allowed.isEmpty() && !allowed.contains(text),
        "Value '" + text + "' of parameter '" + name + "' is not in the allowed values " + allowed);
    return value;
  }

  private static void refuse(boolean broken, String message) {
    if (broken) {
      throw new ServiceError(VALIDATION, message);
    }
  }

  /** As ListPipelineParametersForExecution shows them. */
  static List<ObjectNode> shown(JsonNode values) {
    List<ObjectNode> shown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      shown.add(
          Documents.empty()
              .put("Name", value.getKey())
              .put("Value", Expression.text(value.getValue())));
    }
    return shown;
  }
}
