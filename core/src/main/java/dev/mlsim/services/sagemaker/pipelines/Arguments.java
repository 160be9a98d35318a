package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.service.Documents;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The arguments of a step, which are the input of an operation but for expressions in it. */
final class Arguments {
  private Arguments() {}

  /**
   * Refuses arguments that no input could have.
   *
   * @throws Rejected if they are none
   */
  static void verify(JsonNode value, Shape shape) {
    if (value.isNull() || Expression.is(value)) {
      return;
    }
    if (shape instanceof StructureShape structure) {
      Rejected.unless(value.isObject(), Rejected.OBJECT);
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        Shape inner =
            structure
                .member(member.getKey())
                .orElseThrow(
                    () -> new Rejected("Unknown Argument member '" + member.getKey() + "'."))
                .shape();
        verify(member.getValue(), inner);
      }
    } else if (shape instanceof ListShape list) {
      Rejected.unless(value.isArray(), Rejected.ARRAY);
      value.forEach(element -> verify(element, list.element()));
    } else if (shape instanceof MapShape map) {
      Rejected.unless(value.isObject(), Rejected.OBJECT);
      value.forEach(element -> verify(element, map.value()));
    } else {
      verifyScalar(value, shape);
    }
  }

  private static void verifyScalar(JsonNode value, Shape shape) {
    Rejected.unless(value.isValueNode(), "Expecting a Json value for '" + shape.name() + "'.");
    if (shape instanceof StringShape string
        && value.isTextual()
        && !string.enumValues().isEmpty()
        && !string.enumValues().contains(value.asText())) {
      throw Rejected.value(value.asText(), shape.name(), string.enumValues());
    }
  }

  /** The same value with each scalar in the form that the shape has: a number as text. */
  static JsonNode fitted(JsonNode value, Shape shape) {
    if (value.isObject() && shape instanceof StructureShape structure) {
      ObjectNode fitted = Documents.empty();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        Optional<Shape> inner = structure.member(member.getKey()).map(m -> m.shape());
        fitted.set(
            member.getKey(),
            inner.map(s -> fitted(member.getValue(), s)).orElse(member.getValue()));
      }
      return fitted;
    }
    if (value.isObject() && shape instanceof MapShape map) {
      ObjectNode fitted = Documents.empty();
      value.properties().forEach(e -> fitted.set(e.getKey(), fitted(e.getValue(), map.value())));
      return fitted;
    }
    if (value.isArray() && shape instanceof ListShape list) {
      ArrayNode fitted = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> fitted.add(fitted(element, list.element())));
      return fitted;
    }
    return scalar(value, shape);
  }

  private static JsonNode scalar(JsonNode value, Shape shape) {
    if (shape instanceof StringShape && value.isValueNode() && !value.isTextual()) {
      return TextNode.valueOf(value.asText());
    }
    boolean isNumeric = shape instanceof NumberShape || shape instanceof TimestampShape;
    return isNumeric && value.isTextual() ? number(value) : value;
  }

  private static JsonNode number(JsonNode text) {
    if (!text.asText().matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
      return text;
    }
    BigDecimal number = new BigDecimal(text.asText());
    return number.scale() <= 0 && number.precision() < 19
        ? LongNode.valueOf(number.longValue())
        : DecimalNode.valueOf(number);
  }
}
