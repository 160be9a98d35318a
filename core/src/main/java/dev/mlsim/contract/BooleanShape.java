package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

/**
 * A boolean.
 *
 * @param name the name of the type in the model
 * @param sensitive whether AWS leaves its values out of messages
 */
public record BooleanShape(String name, boolean sensitive) implements Shape {
  /** Checks that nothing is missing. */
  public BooleanShape {
    requireNonNull(name, "name");
  }
}
