package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A read-only object in the making, without the detour of one that can be changed. For one use. */
public final class ObjectBuilder {
  private final Members members;
  private boolean built;

  /**
   * Begins with nothing.
   *
   * @param expected how many members it will have, more or less
   */
  public ObjectBuilder(int expected) {
    members = new Members(expected);
  }

  /**
   * With a member behind the others, which are of other names.
   *
   * @throws IllegalArgumentException if the value holds an object of Java's, or is nested too
   *     deeply
   * @throws IllegalStateException if the object is built
   */
  public ObjectBuilder set(String name, JsonNode value) {
    if (built) {
      throw new IllegalStateException(
          "mlsim: [" + name + "] comes too late: the object is built; make another ObjectBuilder");
    }
    members.add(name, Json.frozen(value));
    return this;
  }

  /** The object. */
  public ObjectNode build() {
    built = true;
    members.trim();
    return new FrozenObject(members);
  }
}
