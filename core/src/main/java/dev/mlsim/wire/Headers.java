package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message, in order; a name may have many values. Names are looked up as HTTP
 * does, without regard to case. Immutable.
 */
public final class Headers {
  private static final int USUAL = 16; // that an SDK sends, and a few
  private static final Headers NONE = builder().build();

  // Side by side, and few, so that looking at each is quicker than any table.
  private final List<String> names;
  private final List<List<String>> values;

  private Headers(List<String> names, List<List<String>> values) {
    this.names = names;
    this.values = values;
  }

  /** No headers. */
  public static Headers none() {
    return NONE;
  }

  /** One value a name. */
  public static Headers of(Map<String, String> single) {
    Builder headers = builder();
    for (Map.Entry<String, String> header : single.entrySet()) {
      headers.add(header.getKey(), List.of(header.getValue()));
    }
    return headers.build();
  }

  /** Many values a name; names without any are left out. */
  public static Headers ofAll(Map<String, List<String>> many) {
    Builder headers = builder();
    many.forEach(headers::add);
    return headers.build();
  }

  /** Begins with none. */
  public static Builder builder() {
    return new Builder();
  }

  /** Headers in the making; for one use. */
  public static final class Builder {
    private final List<String> names = new ArrayList<>(USUAL);
    private final List<List<String>> values = new ArrayList<>(USUAL);

    private Builder() {}

    /** With all values of a name, which the others don't have; left out if it has none. */
    public Builder add(String name, List<String> all) {
      if (!all.isEmpty()) {
        names.add(requireNonNull(name, "name"));
        values.add(all.size() == 1 ? List.of(all.get(0)) : List.copyOf(all)); // as most have it
      }
      return this;
    }

    /** With one value of a name, in place of those that it has. */
    public Builder put(String name, String value) {
      int place = place(names, requireNonNull(name, "name"));
      if (place < 0) {
        names.add(name);
        values.add(List.of(value));
      } else {
        values.set(place, List.of(value));
      }
      return this;
    }

    /** Whether it has a name, whatever its case. */
    public boolean has(String name) {
      return place(names, name) >= 0;
    }

    /** The headers. */
    public Headers build() {
      return new Headers(names, values);
    }
  }

  /** The same with one value of a name, in place of those that it has. */
  public Headers with(String name, String value) {
    return replaced(name, List.of(value));
  }

  /** The same with one value of a name more. */
  public Headers and(String name, String value) {
    List<String> all = new ArrayList<>(all(name));
    all.add(value);
    return replaced(name, all);
  }

  private Headers replaced(String name, List<String> all) {
    Builder headers = builder();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equalsIgnoreCase(name)) {
        headers.add(names.get(i), values.get(i));
      }
    }
    return headers.add(name, all).build();
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /** All values of a name, in order; empty if it has none. */
  public List<String> all(String name) {
    int place = place(names, name);
    return place < 0 ? List.of() : values.get(place);
  }

  private static int place(List<String> names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Tells each name as it was given, and all its values. */
  public void forEach(BiConsumer<String, List<String>> action) {
    for (int i = 0; i < names.size(); i++) {
      action.accept(names.get(i), values.get(i));
    }
  }

  /** All of them, by the names as they were given. */
  public Map<String, List<String>> asMap() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    forEach(map::put);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers headers && headers.asMap().equals(asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
