package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An object that can be changed, kept as a read-only one is: for one that is copied from such and
 * becomes such again, which is quicker so than by tables.
 */
@SuppressWarnings("unchecked") // of deepCopy, as Jackson declares it
final class OpenObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private final Members members;

  private OpenObject(Open members) {
    super(JsonNodeFactory.instance, members);
    this.members = members;
  }

  /** A copy with room for more; what is in its values is shared. */
  static OpenObject copy(ObjectNode object, int more) {
    Open copy = new Open(object.size() + more);
    if (object instanceof FrozenObject frozen) {
      copy.addAll(frozen.members());
    } else {
      object.properties().forEach(member -> copy.add(member.getKey(), member.getValue()));
    }
    return new OpenObject(copy);
  }

  Members members() {
    return members;
  }

  /** The members, by a map that can be changed in every way but through its entries. */
  private static final class Open extends Members {
    private static final long serialVersionUID = 1L;

    Open(int expected) {
      super(expected);
    }

    @Override
    public @Nullable JsonNode put(String name, JsonNode value) {
      return set(name, value);
    }

    @Override
    public @Nullable JsonNode remove(Object name) {
      int place = name instanceof String text ? place(text) : -1;
      return place < 0 ? null : removeAt(place);
    }

    @Override
    void takeOut(int place) {
      removeAt(place);
    }
  }
}
