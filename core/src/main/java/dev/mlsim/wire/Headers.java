package dev.mlsim.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message, in order; a name may have many values. Names are looked up as HTTP
 * does, without regard to case. Immutable.
 */
public final class Headers {
  private static final Headers NONE = new Headers(Map.of());

  private final Map<String, List<String>> values;

  private Headers(Map<String, List<String>> values) {
    this.values = values;
  }

  /** No headers. */
  public static Headers none() {
    return NONE;
  }

  /** One value a name. */
  public static Headers of(Map<String, String> single) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : single.entrySet()) {
      values.put(header.getKey(), List.of(header.getValue()));
    }
    return new Headers(Collections.unmodifiableMap(values));
  }

  /** Many values a name; names without any are left out. */
  public static Headers ofAll(Map<String, List<String>> many) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    many.forEach(
        (name, all) -> {
          if (!all.isEmpty()) {
            values.put(name, List.copyOf(all));
          }
        });
    return new Headers(Collections.unmodifiableMap(values));
  }

  /** The same with one value of a name, in place of those that it has. */
  public Headers with(String name, String value) {
    Map<String, List<String>> others = new LinkedHashMap<>(values);
    others.keySet().removeIf(other -> other.equalsIgnoreCase(name));
    others.put(name, List.of(value));
    return new Headers(Collections.unmodifiableMap(others));
  }

  /** The same with one value of a name more. */
  public Headers and(String name, String value) {
    List<String> all = new ArrayList<>(all(name));
    all.add(value);
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.keySet().removeIf(other -> other.equalsIgnoreCase(name));
    more.put(name, List.copyOf(all));
    return new Headers(Collections.unmodifiableMap(more));
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** All values of a name, in order; empty if it has none. */
  public List<String> all(String name) {
    @Nullable List<String> exact = values.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, List<String>> header : values.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return List.of();
  }

  /** All of them, by the names as they were given. */
  public Map<String, List<String>> asMap() {
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers headers && headers.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
