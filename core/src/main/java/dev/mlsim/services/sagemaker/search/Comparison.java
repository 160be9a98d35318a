package dev.mlsim.services.sagemaker.search;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.json.Json;
import dev.mlsim.service.ServiceError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a filter says of one property: an operator and a value (API reference, Filter).
 *
 * @param property the property
 * @param operator what is asked
 * @param value what it is compared with; empty for whether it is there at all
 */
record Comparison(Property property, String operator, String value) {
  private static final List<String> ORDERS =
      List.of("GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo");

  /** Reads a filter, and refuses what can't be asked of its property. */
  static Comparison of(JsonNode filter, Property property) {
    String operator = filter.path("Operator").asText("Equals");
    boolean needsValue = !operator.equals("Exists") && !operator.equals("NotExists");
    if (needsValue != filter.has("Value")) {
      throw refusal(operator, property, needsValue ? "requires a value" : "doesn't take a value");
    }
    Form form = property.form();
    boolean isText = form == Form.TEXT || form == Form.MIXED;
    boolean isOrder = ORDERS.contains(operator);
    boolean isOfText = operator.equals("Contains") || operator.equals("In");
    if ((isOrder && (form == Form.TEXT || form == Form.FLAG))
        || (isOfText && !isText && form != Form.STRUCTURE)
        || (form == Form.STRUCTURE && needsValue && !operator.equals("Contains"))) {
      throw refusal(operator, property, "is not supported for it");
    }
    Comparison comparison = new Comparison(property, operator, filter.path("Value").asText());
    if (form == Form.NUMBER || form == Form.TIME) {
      comparison.requireComparable(needsValue);
    }
    return comparison;
  }

  private static ServiceError refusal(String operator, Property property, String why) {
    return new ServiceError(
        VALIDATION,
        "Invalid filter on property "
            + property.name()
            + ": operator "
            + operator
            + " "
            + why
            + ".");
  }

  private void requireComparable(boolean needsValue) {
    if (needsValue && asked().isEmpty()) {
      throw new ServiceError(
          VALIDATION, "Invalid value [" + value + "] for property " + property.name() + ".");
    }
  }

  boolean isContains() {
    return operator.equals("Contains");
  }

  /** Whether any of the values is what is asked for; for a denial, none is what is denied. */
  boolean passes(List<JsonNode> values) {
    return switch (operator) {
      case "Exists" -> !values.isEmpty();
      case "NotExists" -> values.isEmpty();
      case "NotEquals" -> values.stream().noneMatch(this::isEqual);
      case "Equals" -> values.stream().anyMatch(this::isEqual);
      case "Contains" -> values.stream().anyMatch(this::contains);
      case "In" -> values.stream().anyMatch(this::isAmong);
      default -> values.stream().anyMatch(this::isOrdered);
    };
  }

  private boolean contains(JsonNode found) {
    return found.isContainerNode()
        ? Json.text(found).contains(value)
        : found.asText().contains(value);
  }

  private boolean isAmong(JsonNode found) {
    return Arrays.stream(value.split(",", -1)).anyMatch(one -> one.strip().equals(found.asText()));
  }

  private boolean isEqual(JsonNode found) {
    Optional<Integer> order = compared(found);
    return order.isPresent() ? order.get() == 0 : found.asText().equals(value);
  }

  private boolean isOrdered(JsonNode found) {
    int order = compared(found).orElseGet(() -> found.asText().compareTo(value));
    return switch (operator) {
      case "GreaterThan" -> order > 0;
      case "GreaterThanOrEqualTo" -> order >= 0;
      case "LessThan" -> order < 0;
      default -> order <= 0;
    };
  }

  /** How a value compares with what is asked, where both are numbers or times. */
  private Optional<Integer> compared(JsonNode found) {
    Optional<BigDecimal> asked = asked();
    Optional<BigDecimal> there =
        property.form() == Form.TIME
            ? Optional.of(BigDecimal.valueOf(Timestamps.instant(found).toEpochMilli(), 3))
            : Numbers.of(found.asText());
    if (property.form() == Form.TEXT || asked.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    // A whole number is compared with the whole part of a hyperparameter, a time without a fraction
    // with the whole second.
    boolean isWhole =
        asked.get().scale() <= 0 && (property.form() == Form.TIME || found.isTextual());
    BigDecimal compared = isWhole ? there.get().setScale(0, RoundingMode.DOWN) : there.get();
    return Optional.of(compared.compareTo(asked.get()));
  }

  private Optional<BigDecimal> asked() {
    return property.form() == Form.TIME ? time(value) : Numbers.of(value);
  }

  private static Optional<BigDecimal> time(String text) {
    try {
      Instant time = Instant.parse(text.endsWith("Z") ? text : text + "Z");
      BigDecimal seconds = BigDecimal.valueOf(time.toEpochMilli(), 3);
      return Optional.of(text.indexOf('.') < 0 ? seconds.setScale(0) : seconds);
    } catch (DateTimeException | ArithmeticException e) { // far beyond what milliseconds count
      return Optional.empty();
    }
  }
}
