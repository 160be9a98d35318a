package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lists whose elements are asked for by a key, as {@code Tags.team}: the member that holds the key,
 * and the one that is meant if no other is named behind it, as in {@code Metrics.loss.max}.
 */
enum Keyed {
  PAIR("Key", "Value"),
  METRIC("MetricName", "Value"),
  SUMMARY("MetricName", "Last");

  private static final Map<String, String> STATISTICS =
      Map.of(
          "max", "Max", "min", "Min", "last", "Last", "avg", "Avg", "count", "Count", "stddev",
          "StdDev");

  private final String key;
  private final String value;

  Keyed(String key, String value) {
    this.key = key;
    this.value = value;
  }

  /** How elements of that shape are asked for, if by a key. */
  static Optional<Keyed> of(Shape element) {
    if (element instanceof StructureShape structure) {
      for (Keyed keyed : values()) {
        if (structure.member(keyed.key).isPresent() && structure.member(keyed.value).isPresent()) {
          return Optional.of(keyed);
        }
      }
    }
    return Optional.empty();
  }

  /** How elements that look so are asked for, if by a key. */
  static Optional<Keyed> of(JsonNode element) {
    for (Keyed keyed : values()) {
      if (element.has(keyed.key) && element.has(keyed.value)) {
        return Optional.of(keyed);
      }
    }
    return Optional.empty();
  }

  Optional<Form> form(Shape element, String path) {
    return Shapes.form(element, member(path));
  }

  /** The key of an element. */
  String key(JsonNode element) {
    return element.path(key).asText();
  }

  /** Tells what a path asks of one element, if it is the one that is meant. */
  void tell(JsonNode element, String path, Consumer<JsonNode> told) {
    String member = member(path);
    String name = member.equals(value) && !endsInStatistic(path) ? path : Paths.untilLast(path);
    if (key(element).equals(name) && element.has(member)) {
      told.accept(element.path(member));
    }
  }

  private boolean endsInStatistic(String path) {
    return this == SUMMARY
        && path.indexOf('.') >= 0
        && STATISTICS.containsKey(Paths.last(path).toLowerCase(Locale.ROOT));
  }

  private String member(String path) {
    return endsInStatistic(path)
        ? STATISTICS.getOrDefault(Paths.last(path).toLowerCase(Locale.ROOT), value)
        : value;
  }
}
