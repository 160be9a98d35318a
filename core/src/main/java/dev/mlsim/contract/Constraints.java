package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The constraints of one value, in AWS's words. */
final class Constraints {
  static final String NOT_NULL = "Member must not be null";

  private Constraints() {}

  /** What a value breaks by itself, not by what is in it. */
  static List<String> broken(Shape shape, JsonNode value) {
    if (shape instanceof StringShape string) {
      return broken(string, value.asText());
    }
    List<String> broken = new ArrayList<>(0);
    if (shape instanceof ListShape list) {
      length(list.length(), value.size(), broken);
    } else if (shape instanceof MapShape map) {
      length(map.length(), value.size(), broken);
    } else if (shape instanceof BlobShape blob && blob.length() != Bounds.NONE) {
      length(blob.length(), Json.binary(value).length, broken);
    } else if (shape instanceof NumberShape number && number.range() != Bounds.NONE) {
      range(number.range(), value, broken);
    }
    return broken;
  }

  static List<String> broken(StringShape shape, String value) {
    List<String> broken = new ArrayList<>(0);
    if (!shape.enumValues().isEmpty() && !shape.enumValues().contains(value)) {
      broken.add(ofEnum(shape));
    }
    shape
        .pattern()
        .filter(pattern -> !pattern.matches(value))
        .ifPresent(pattern -> broken.add(ofPattern(pattern)));
    if (shape.length() != Bounds.NONE) {
      length(shape.length(), value.codePointCount(0, value.length()), broken);
    }
    return broken;
  }

  /** What all elements of a list must satisfy, whichever they break. */
  static String ofElements(Shape element) {
    List<String> all = all(element);
    all.add(NOT_NULL);
    return "Member must satisfy constraint: " + all;
  }

  /** What all keys of a map must satisfy. */
  static String ofKeys(StringShape key) {
    return "Map keys must satisfy constraint: " + all(key);
  }

  /** What all values of a map must satisfy. */
  static String ofValues(Shape value) {
    return "Map value must satisfy constraint: " + all(value);
  }

  private static List<String> all(Shape shape) {
    List<String> all = new ArrayList<>();
    if (shape instanceof StringShape string) {
      string.length().max().ifPresent(max -> all.add(atMost("length", max)));
      string.length().min().ifPresent(min -> all.add(atLeast("length", min)));
      string.pattern().ifPresent(pattern -> all.add(ofPattern(pattern)));
      if (!string.enumValues().isEmpty()) {
        all.add(ofEnum(string));
      }
    } else if (shape instanceof BlobShape blob) {
      blob.length().max().ifPresent(max -> all.add(atMost("length", max)));
      blob.length().min().ifPresent(min -> all.add(atLeast("length", min)));
    } else if (shape instanceof NumberShape number) {
      number.range().max().ifPresent(max -> all.add(atMost("value", max)));
      number.range().min().ifPresent(min -> all.add(atLeast("value", min)));
    }
    return all;
  }

  private static void length(Bounds bounds, long length, List<String> broken) {
    within("length", bounds, BigDecimal.valueOf(length), broken);
  }

  private static void range(Bounds bounds, JsonNode value, List<String> broken) {
    double number = value.asDouble();
    if (Double.isNaN(number)) {
      return;
    }
    if (Double.isInfinite(number)) {
      bounds.max().filter(max -> number > 0).ifPresent(max -> broken.add(atMost("value", max)));
      bounds.min().filter(min -> number < 0).ifPresent(min -> broken.add(atLeast("value", min)));
    } else {
      within("value", bounds, value.decimalValue(), broken);
    }
  }

  private static void within(String what, Bounds bounds, BigDecimal value, List<String> broken) {
    if (bounds.isAbove(value)) {
      broken.add(atMost(what, bounds.max().orElseThrow()));
    }
    if (bounds.isBelow(value)) {
      broken.add(atLeast(what, bounds.min().orElseThrow()));
    }
  }

  private static String atMost(String what, BigDecimal max) {
    return "Member must have " + what + " less than or equal to " + max.toPlainString();
  }

  private static String atLeast(String what, BigDecimal min) {
    return "Member must have " + what + " greater than or equal to " + min.toPlainString();
  }

  private static String ofPattern(ModelPattern pattern) {
    return "Member must satisfy regular expression pattern: " + pattern.text();
  }

  private static String ofEnum(StringShape shape) {
    return "Member must satisfy enum value set: " + shape.enumValues();
  }
}
