package dev.mlsim.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;

/**
 * Writes documents. It calls itself for what is nested; the generator bounds how deep that goes.
 */
final class JsonWriter {
  private JsonWriter() {}

  static void write(JsonGenerator out, JsonNode node) throws IOException {
    if (node instanceof TextNode) {
      out.writeString(node.textValue());
    } else if (node instanceof FrozenObject object) {
      frozen(out, object.members());
    } else if (node instanceof ObjectNode) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        out.writeFieldName(member.getKey());
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (node instanceof ArrayNode) {
      out.writeStartArray();
      for (int i = 0; i < node.size(); i++) {
        write(out, node.get(i));
      }
      out.writeEndArray();
    } else {
      scalar(out, node);
    }
  }

  private static void frozen(JsonGenerator out, Members members) throws IOException {
    out.writeStartObject();
    for (int i = 0; i < members.size(); i++) {
      out.writeFieldName(members.name(i));
      write(out, members.value(i));
    }
    out.writeEndObject();
  }

  private static void scalar(JsonGenerator out, JsonNode node) throws IOException {
    switch (node.getNodeType()) {
      case NUMBER -> number(out, node);
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case BINARY -> out.writeBinary(node.binaryValue());
      case NULL, MISSING -> out.writeNull();
      case POJO -> throw notJson((POJONode) node);
      default -> throw new IllegalStateException("no scalar: " + node.getNodeType());
    }
  }

  private static void number(JsonGenerator out, JsonNode number) throws IOException {
    switch (number.numberType()) {
      case INT -> out.writeNumber(number.intValue());
      case LONG -> out.writeNumber(number.longValue());
      case BIG_INTEGER -> out.writeNumber(number.bigIntegerValue());
      case FLOAT -> out.writeNumber(number.floatValue());
      case DOUBLE -> out.writeNumber(number.doubleValue());
      case BIG_DECIMAL -> out.writeNumber(number.decimalValue());
    }
  }

  static IllegalArgumentException notJson(POJONode node) {
    Object held = node.getPojo();
    return new IllegalArgumentException(
        "mlsim: a document holds ["
            + (held == null ? "null" : held.getClass().getName())
            + "], an object of Java's; it can hold what JSON can, and bytes");
  }
}
