package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collections;
import java.util.List;

/** An array that refuses to be changed, as {@link FrozenObject} does. */
@SuppressWarnings("unchecked") // of deepCopy, as Jackson declares it
final class FrozenArray extends ArrayNode {
  private static final long serialVersionUID = 1L;

  /** Makes one of elements that are frozen; the list is this array's own from now on. */
  FrozenArray(List<JsonNode> elements) {
    super(JsonNodeFactory.instance, Collections.unmodifiableList(elements));
  }

  @Override
  protected ArrayNode _add(JsonNode value) {
    throw new ReadOnlyDocument();
  }

  @Override
  protected ArrayNode _set(int index, JsonNode value) {
    throw new ReadOnlyDocument();
  }

  @Override
  protected ArrayNode _insert(int index, JsonNode value) {
    throw new ReadOnlyDocument();
  }

  @Override
  public ArrayNode addAll(ArrayNode other) {
    throw new ReadOnlyDocument();
  }

  @Override
  public JsonNode set(int index, JsonNode value) {
    throw new ReadOnlyDocument();
  }

  @Override
  public JsonNode remove(int index) {
    throw new ReadOnlyDocument();
  }

  @Override
  public ArrayNode removeAll() {
    throw new ReadOnlyDocument();
  }

  @Override
  public String toString() {
    return Json.text(this);
  }

  @Override
  public String toPrettyString() {
    return Json.pretty(this);
  }
}
