package dev.mlsim.contract;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A string, with what the model says of its length and content. */
public final class StringShape implements Shape {
  private final String name;
  private final boolean sensitive;
  private final Bounds length;
  private final List<String> enumValues;
  private final @Nullable ModelPattern pattern;

  StringShape(
      String name,
      boolean sensitive,
      Bounds length,
      List<String> enumValues,
      @Nullable ModelPattern pattern) {
    this.name = name;
    this.sensitive = sensitive;
    this.length = length;
    this.enumValues = List.copyOf(enumValues);
    this.pattern = pattern;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean sensitive() {
    return sensitive;
  }

  /** How many code points are allowed. */
  public Bounds length() {
    return length;
  }

  /** The values allowed, in the order of the model; empty where any is. */
  public List<String> enumValues() {
    return enumValues;
  }

  /** What the whole value must match. */
  public Optional<ModelPattern> pattern() {
    return Optional.ofNullable(pattern);
  }

  @Override
  public String toString() {
    return "string " + name;
  }
}
