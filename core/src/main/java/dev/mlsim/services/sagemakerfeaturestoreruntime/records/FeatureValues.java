package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import static dev.mlsim.services.sagemakerfeaturestoreruntime.records.Group.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of a record, which have to be of their features' types. */
final class FeatureValues {
  private static final Pattern INTEGRAL = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern FRACTIONAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|[+-]?Infinity|NaN");

  private FeatureValues() {}

  static void check(Group group, JsonNode record) {
    Set<String> seen = new HashSet<>();
    for (JsonNode value : record) {
      String name = value.path("FeatureName").asText();
      if (!seen.add(name)) {
        throw invalid("The record has the feature [" + name + "] more than once.");
      }
      JsonNode definition =
          group
              .feature(name)
              .orElseThrow(
                  () ->
                      invalid(
                          "Feature ["
                              + name
                              + "] is not defined in FeatureGroup "
                              + group.name()
                              + "."));
      check(name, value, definition);
    }
  }

  private static void check(String name, JsonNode value, JsonNode definition) {
    boolean isCollection = definition.has("CollectionType");
    if (value.has("ValueAsString") == value.has("ValueAsStringList")) {
      throw invalid("Feature [" + name + "] must have either ValueAsString or ValueAsStringList.");
    }
    if (value.has("ValueAsStringList") != isCollection) {
      throw invalid(
          "Feature ["
              + name
              + "] "
              + (isCollection
                  ? "is a collection and must have ValueAsStringList."
                  : "is not a collection and must have ValueAsString."));
    }
    String type = definition.path("FeatureType").asText();
    if (!isCollection) {
      checkType(name, value.path("ValueAsString").asText(), type);
      return;
    }
    JsonNode elements = value.path("ValueAsStringList");
    elements.forEach(element -> checkType(name, element.asText(), type));
    JsonNode dimension = definition.at("/CollectionConfig/VectorConfig/Dimension");
    if (dimension.isNumber() && dimension.asInt() != elements.size()) {
      throw invalid(
          "Feature ["
              + name
              + "] is a vector of dimension "
              + dimension.asInt()
              + ", but has "
              + elements.size()
              + " elements.");
    }
  }

  private static void checkType(String name, String text, String type) {
    boolean fits =
        switch (type) {
          case "Integral" -> INTEGRAL.matcher(text).matches();
          case "Fractional" -> FRACTIONAL.matcher(text).matches();
          default -> true;
        };
    if (!fits) {
      throw invalid(
          "The value [" + text + "] of feature [" + name + "] is not of type " + type + ".");
    }
  }
}
