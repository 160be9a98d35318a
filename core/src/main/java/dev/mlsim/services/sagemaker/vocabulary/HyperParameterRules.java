package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the hyperparameters of a call are those that an algorithm supports. */
final class HyperParameterRules {
  private static final String GIVEN = "HyperParameters";
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

  private HyperParameterRules() {}

  static Optional<String> breach(Call call, JsonNode spec) {
    JsonNode given = call.input().path(GIVEN);
    JsonNode supported = spec.path("SupportedHyperParameters");
    if (supported.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode one : supported) {
      String name = one.path("Name").asText();
      if (!given.has(name) && one.path("IsRequired").asBoolean() && !one.has("DefaultValue")) {
        return Optional.of("The algorithm requires the hyperparameter " + name + ".");
      }
      if (given.has(name) && !fits(one, given.path(name).asText())) {
        return Optional.of(
            "The value "
                + given.path(name).asText()
                + " of the hyperparameter "
                + name
                + " is not one that the algorithm supports.");
      }
    }
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (Lists.of(supported).noneMatch(one -> one.path("Name").asText().equals(name))) {
        return Optional.of("The algorithm does not support the hyperparameter " + name + ".");
      }
    }
    return Optional.empty();
  }

  private static boolean fits(JsonNode one, String value) {
    JsonNode range = one.path("Range");
    return switch (one.path("Type").asText()) {
      case "Integer" ->
          WHOLE.matcher(value).matches()
              && isWithin(range.path("IntegerParameterRangeSpecification"), value);
      case "Continuous" ->
          NUMBER.matcher(value).matches()
              && isWithin(range.path("ContinuousParameterRangeSpecification"), value);
      case "Categorical" -> {
        JsonNode values = range.path("CategoricalParameterRangeSpecification").path("Values");
        yield values.isEmpty() || Lists.hasText(values, value);
      }
      default -> true;
    };
  }

  private static boolean isWithin(JsonNode range, String value) {
    double number = Double.parseDouble(value);
    return !(number < bound(range, "MinValue", Double.NEGATIVE_INFINITY))
        && !(number > bound(range, "MaxValue", Double.POSITIVE_INFINITY));
  }

  private static double bound(JsonNode range, String member, double none) {
    String bound = range.path(member).asText();
    return NUMBER.matcher(bound).matches() ? Double.parseDouble(bound) : none;
  }
}
