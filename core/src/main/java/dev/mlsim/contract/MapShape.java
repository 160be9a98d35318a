package dev.mlsim.contract;

/** A map; its keys are strings. */
public final class MapShape implements Shape {
  private final String name;
  private final boolean sensitive;
  private final ShapeRef key;
  private final ShapeRef value;
  private final Bounds length;

  MapShape(String name, boolean sensitive, ShapeRef key, ShapeRef value, Bounds length) {
    this.name = name;
    this.sensitive = sensitive;
    this.key = key;
    this.value = value;
    this.length = length;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean sensitive() {
    return sensitive;
  }

  /** The type of the keys, resolved at the first call. */
  public StringShape key() {
    if (key.get() instanceof StringShape string) {
      return string;
    }
    throw new IllegalStateException(
        "mlsim: map " + name + " has keys of [" + key.name() + "], which is not a string");
  }

  /** The type of the values, resolved at the first call. */
  public Shape value() {
    return value.get();
  }

  /** How many entries are allowed. */
  public Bounds length() {
    return length;
  }

  @Override
  public String toString() {
    return "map " + name;
  }
}
