package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.services.personalize.RecordFailure;

/**
 * What is given for the placeholders of a filter's expression.
 *
 * @param values the values by placeholder, as the wire has them
 * @param mayOmit whether an EXCLUDE whose placeholder has no value is left out, as the API
 *     reference has it for campaigns and recommenders
 */
public record FilterValues(JsonNode values, boolean mayOmit) {

  /** Those of a record of a batch job. */
  public static FilterValues ofRecord(JsonNode input) {
    return new FilterValues(input.path("filterValues"), false);
  }

  /** Those of a call. */
  public static FilterValues ofCall(JsonNode input) {
    return new FilterValues(input.path("filterValues"), true);
  }

  /** The value of an operand that is a placeholder, with its dollar. */
  String of(String placeholder) {
    JsonNode given = values.path(placeholder.substring(1));
    if (given.isMissingNode()) {
      throw new RecordFailure(
          mayOmit
              ? "The filter requires a value for the parameter " + placeholder + "."
              : "The input record has no filterValues for " + placeholder + ".");
    }
    return given.asText();
  }

  boolean leavesOut(FilterExpression.Statement statement) {
    return mayOmit
        && !statement.includes()
        && statement
            .tests()
            .flatMap(test -> test.operands().stream())
            .anyMatch(o -> o.startsWith("$") && !values.has(o.substring(1)));
  }
}
