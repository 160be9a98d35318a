package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is said after a word, in the order of what it takes.
 *
 * @param takes what the word takes
 * @param values as many values, which fit
 */
record Arguments(List<Parameter<?>> takes, List<JsonNode> values) {

  /** Copies. */
  Arguments {
    takes = List.copyOf(takes);
    values = List.copyOf(values);
  }

  /** The value of a parameter that the word takes. */
  <T> T of(Parameter<T> parameter) {
    return parameter.reading().apply(values.get(takes.indexOf(parameter)));
  }

  /** The values of a member: those in a list, or the one; none if it is null or true. */
  static List<JsonNode> in(JsonNode member) {
    List<JsonNode> values = new ArrayList<>();
    if (member.isArray()) {
      member.forEach(values::add);
    } else if (!member.isNull() && !(member.isBoolean() && member.booleanValue())) {
      values.add(member);
    }
    return values;
  }

  /** The values as a person reads them. */
  static String text(List<JsonNode> values) {
    return values.stream()
        .map(value -> value.isTextual() ? value.textValue() : Json.text(value))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
