package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One hyperparameter that is tuned: where in its range a number from 0 to 1 falls, and what is
 * written there.
 *
 * @param name its name
 * @param kind the member of ParameterRanges that has it
 * @param least its lower end; zero for one of categories
 * @param most its upper end; zero for one of categories
 * @param scaling how it is scaled
 * @param values its categories; none for a number
 */
record Parameter(
    String name, String kind, double least, double most, String scaling, List<String> values) {
  static final String CATEGORICAL = "CategoricalParameterRanges";
  static final String CONTINUOUS = "ContinuousParameterRanges";
  static final String INTEGER = "IntegerParameterRanges";

  /** So many digits of a continuous value are written. */
  private static final MathContext DIGITS = new MathContext(16);

  Parameter {
    values = List.copyOf(values);
  }

  /**
   * The parameters of a ParameterRanges, numbers first.
   *
   * @throws NumberFormatException if an end is no number
   */
  static List<Parameter> of(JsonNode ranges) {
    List<Parameter> all = new ArrayList<>();
    for (String kind : List.of(INTEGER, CONTINUOUS)) {
      for (JsonNode range : ranges.path(kind)) {
        all.add(
            new Parameter(
                range.path("Name").asText(),
                kind,
                Double.parseDouble(range.path("MinValue").asText()),
                Double.parseDouble(range.path("MaxValue").asText()),
                range.path("ScalingType").asText("Auto"),
                List.of()));
      }
    }
    for (JsonNode range : ranges.path(CATEGORICAL)) {
      all.add(
          new Parameter(
              range.path("Name").asText(),
              CATEGORICAL,
              0,
              0,
              "Auto",
              Lists.of(range.path("Values")).map(JsonNode::asText).toList()));
    }
    return all;
  }

  /** How many values it can have; infinitely many if it is continuous. */
  double combinations() {
    return switch (kind) {
      case CATEGORICAL -> values.size();
      case INTEGER -> Math.floor(most) - Math.ceil(least) + 1;
      default -> least == most ? 1 : Double.POSITIVE_INFINITY;
    };
  }

  /** What is written for a place from 0 up to but not including 1. */
  TextNode at(double place) {
    return switch (kind) {
      case CATEGORICAL -> TextNode.valueOf(values.get((int) (place * values.size())));
      case INTEGER -> TextNode.valueOf(Long.toString(whole(place)));
      default ->
          TextNode.valueOf(
              BigDecimal.valueOf(scaled(place, least, most))
                  .round(DIGITS)
                  .stripTrailingZeros()
                  .toPlainString());
    };
  }

  private long whole(double place) {
    long low = (long) Math.ceil(least);
    long high = (long) Math.floor(most);
    long value =
        scaling.equals("Logarithmic")
            ? Math.round(scaled(place, (double) low, (double) high))
            : low + (long) (place * (high - low + 1));
    return Math.min(high, Math.max(low, value));
  }

  private double scaled(double place, double low, double high) {
    return switch (scaling) {
      case "Logarithmic" -> low <= 0 ? linear(place, low, high) : low * Math.pow(high / low, place);
      case "ReverseLogarithmic" ->
          high >= 1
              ? linear(place, low, high)
              : 1 - (1 - low) * Math.pow((1 - high) / (1 - low), place);
      default -> linear(place, low, high);
    };
  }

  private static double linear(double place, double low, double high) {
    return low + place * (high - low);
  }
}
