package dev.mlsim.contract;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reference to a shape by name, resolved when it is first needed. */
final class ShapeRef {
  private final String name;
  private final Function<String, Shape> resolver;
  private volatile @Nullable Shape shape;

  ShapeRef(String name, Function<String, Shape> resolver) {
    this.name = name;
    this.resolver = resolver;
  }

  String name() {
    return name;
  }

  Shape get() {
    Shape known = shape;
    if (known == null) {
      known = resolver.apply(name);
      shape = known;
    }
    return known;
  }
}
