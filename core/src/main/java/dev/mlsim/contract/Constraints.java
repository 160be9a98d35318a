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
    if (shape instanceof ListShape list) {
      return length(list.length(), value.size());
    }
    if (shape instanceof MapShape map) {
      return length(map.length(), value.size());
    }
    if (shape instanceof BlobShape blob && blob.length() != Bounds.NONE) {
      return length(blob.length(), Json.binary(value).length);
    }
    return shape instanceof NumberShape number ? range(number.range(), value) : List.of();
  }

  static List<String> broken(StringShape shape, String value) {
    boolean known = shape.enumValues().isEmpty() || shape.enumValues().contains(value);
    boolean formed = shape.pattern().isEmpty() || shape.pattern().get().matches(value);
    List<String> length =
        shape.length() == Bounds.NONE
            ? List.of()
            : length(shape.length(), value.codePointCount(0, value.length()));
    if (known && formed) {
      return length;
    }
    List<String> broken = new ArrayList<>();
    if (!known) {
      broken.add(ofEnum(shape));
    }
    if (!formed) {
      broken.add(ofPattern(shape.pattern().orElseThrow()));
    }
    broken.addAll(length);
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

  private static List<String> length(Bounds bounds, long length) {
    return bounds.hold(length) ? List.of() : outside("length", bounds, BigDecimal.valueOf(length));
  }

  private static List<String> range(Bounds bounds, JsonNode value) {
    if (bounds == Bounds.NONE
        || (value.isIntegralNumber()
            && value.canConvertToLong()
            && bounds.hold(value.longValue()))) {
      return List.of();
    }
    double number = value.asDouble();
    if (Double.isNaN(number)) {
      return List.of();
    }
    if (Double.isInfinite(number)) {
      return (number > 0 ? bounds.max() : bounds.min())
          .map(bound -> number > 0 ? atMost("value", bound) : atLeast("value", bound)).stream()
              .toList();
    }
    return outside("value", bounds, value.decimalValue());
  }

  private static List<String> outside(String what, Bounds bounds, BigDecimal value) {
    List<String> broken = new ArrayList<>();
    if (bounds.isAbove(value)) {
      broken.add(atMost(what, bounds.max().orElseThrow()));
    }
    if (bounds.isBelow(value)) {
      broken.add(atLeast(what, bounds.min().orElseThrow()));
    }
    return broken;
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
