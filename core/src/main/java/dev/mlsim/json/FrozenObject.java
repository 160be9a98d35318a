package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/**
 * An object that refuses to be changed, also through its iterators. The usual ways to change it say
 * why; what they leave is stopped by the map.
 */
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Jackson declares them
final class FrozenObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private final Members members;

  /** Makes one of members that are frozen, and to which nobody adds any more. */
  FrozenObject(Members members) {
    super(JsonNodeFactory.instance, members);
    this.members = members;
  }

  Members members() {
    return members;
  }

  @Override
  protected ObjectNode _put(String name, JsonNode value) {
    throw new ReadOnlyDocument();
  }

  @Override
  public <T extends JsonNode> T setAll(ObjectNode other) {
    throw new ReadOnlyDocument();
  }

  @Override
  public JsonNode replace(String name, JsonNode value) {
    throw new ReadOnlyDocument();
  }

  @Override
  public JsonNode remove(String name) {
    throw new ReadOnlyDocument();
  }

  @Override
  public ObjectNode remove(Collection<String> names) {
    throw new ReadOnlyDocument();
  }

  @Override
  public ObjectNode removeAll() {
    throw new ReadOnlyDocument();
  }

  /** As JSON, without the object mapper that Jackson's own would start. */
  @Override
  public String toString() {
    return Json.text(this);
  }

  @Override
  public String toPrettyString() {
    return Json.pretty(this);
  }
}
