package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.contract.Bounds;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.StringShape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Values at the edges of a constraint: the last that keep it, the first that break it. */
final class Edges {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST = 5_000;

  private Edges() {}

  /** Values that break something, each alone in its place. */
  static List<JsonNode> outside(Spot spot) {
    List<JsonNode> values = new ArrayList<>();
    if (spot.required()) {
      values.add(MissingNode.getInstance());
    }
    if (spot.shape() instanceof StringShape string) {
      if (!string.enumValues().isEmpty()) {
        values.add(JSON.textNode("no-such-value"));
        values.add(JSON.textNode(otherCase(string.enumValues().get(0))));
      }
      string.pattern().filter(p -> !p.matches("\u0007 !")).ifPresent(p -> values.add(bell()));
      sizes(string.length(), -1, 1).forEach(n -> values.add(text(spot, n)));
    } else if (spot.shape() instanceof NumberShape number) {
      BigDecimal one = BigDecimal.ONE;
      number.range().min().ifPresent(min -> add(values, number, min.subtract(one)));
      number.range().max().ifPresent(max -> add(values, number, max.add(one)));
    } else if (spot.shape() instanceof ListShape list) {
      sizes(list.length(), -1, 1).forEach(n -> values.add(list(spot, n)));
    }
    return values;
  }

  /** Values that keep everything, only just. */
  static List<JsonNode> inside(Spot spot) {
    List<JsonNode> values = new ArrayList<>();
    if (spot.shape() instanceof StringShape string) {
      string.enumValues().forEach(value -> values.add(JSON.textNode(value)));
      if (string.enumValues().isEmpty()) {
        sizes(string.length(), 0, 0).stream()
            .flatMap(n -> Stream.of(text(spot, n), JSON.textNode("😀".repeat(n))))
            .filter(v -> string.pattern().map(p -> p.matches(v.asText())).orElse(true))
            .forEach(values::add);
      }
    } else if (spot.shape() instanceof NumberShape number) {
      number.range().min().ifPresent(min -> add(values, number, min));
      number.range().max().ifPresent(max -> add(values, number, max));
    } else if (spot.shape() instanceof ListShape list) {
      sizes(list.length(), 0, 0).forEach(n -> values.add(list(spot, n)));
    }
    return values;
  }

  /** The same letters, which are no value of an enum that has them in one case. */
  private static String otherCase(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals(value) ? value.toUpperCase(Locale.ROOT) + "_" : lower;
  }

  private static JsonNode bell() {
    return JSON.textNode("\u0007 !");
  }

  private static List<Integer> sizes(Bounds length, int below, int above) {
    List<Integer> sizes = new ArrayList<>();
    length.min().map(min -> min.intValue() + below).filter(n -> n >= 0).ifPresent(sizes::add);
    length
        .max()
        .filter(max -> max.compareTo(BigDecimal.valueOf(LONGEST)) < 0)
        .ifPresent(max -> sizes.add(max.intValue() + above));
    return sizes;
  }

  private static JsonNode text(Spot spot, int length) {
    String text = spot.value().asText();
    return JSON.textNode(
        text.length() < length
            ? text + "a".repeat(length - text.length())
            : text.substring(0, length));
  }

  private static JsonNode list(Spot spot, int size) {
    ArrayNode list = JSON.arrayNode();
    for (int i = 0; i < size; i++) {
      list.add(spot.value().get(0));
    }
    return list;
  }

  private static void add(List<JsonNode> values, NumberShape shape, BigDecimal value) {
    boolean small =
        shape.kind() != NumberShape.Kind.INTEGER
            || value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
    boolean fits = value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    if (!shape.kind().isWhole()) {
      values.add(JSON.numberNode(value));
    } else if (small && fits) {
      values.add(JSON.numberNode(value.longValue()));
    }
  }
}
