package dev.mlsim.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one document. It calls itself for what is nested; the parser bounds how deep that goes. Of
 * members of one name the last counts.
 */
final class JsonReader {
  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static JsonNode read(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return MissingNode.getInstance();
    }
    JsonNode document = new JsonReader(parser).value(first);
    JsonToken next = parser.nextToken();
    if (next != null) {
      throw new JsonParseException(parser, "Trailing token (" + next + ") found after the value");
    }
    return document;
  }

  private JsonNode value(JsonToken token) throws IOException {
    return switch (token.id()) {
      case JsonTokenId.ID_START_OBJECT -> object();
      case JsonTokenId.ID_START_ARRAY -> array();
      case JsonTokenId.ID_STRING -> TextNode.valueOf(parser.getText());
      case JsonTokenId.ID_NUMBER_INT -> whole();
      case JsonTokenId.ID_NUMBER_FLOAT -> DoubleNode.valueOf(parser.getDoubleValue());
      case JsonTokenId.ID_TRUE -> BooleanNode.TRUE;
      case JsonTokenId.ID_FALSE -> BooleanNode.FALSE;
      case JsonTokenId.ID_NULL -> NullNode.getInstance();
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  private FrozenObject object() throws IOException {
    Members members = new Members(4);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      members.set(name, value(parser.nextToken()));
    }
    members.trim();
    return new FrozenObject(members);
  }

  private FrozenArray array() throws IOException {
    List<JsonNode> elements = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      elements.add(value(t));
    }
    return new FrozenArray(elements);
  }

  private NumericNode whole() throws IOException {
    JsonParser.NumberType size = parser.getNumberType();
    if (size == JsonParser.NumberType.INT) {
      return IntNode.valueOf(parser.getIntValue());
    }
    return size == JsonParser.NumberType.LONG
        ? LongNode.valueOf(parser.getLongValue())
        : BigIntegerNode.valueOf(parser.getBigIntegerValue());
  }
}
