package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Reads values that travel as text: in paths, query strings and headers. */
final class TextReader {
  private TextReader() {}

  static JsonNode read(Shape shape, Location location, String text) {
    if (shape instanceof NumberShape number) {
      return number(number, text);
    }
    if (shape instanceof BooleanShape) {
      if (text.equals("true") || text.equals("false")) {
        return BooleanNode.valueOf(text.equals("true"));
      }
      throw new MalformedInput("'" + text + "' can not be converted to a Boolean");
    }
    if (shape instanceof TimestampShape timestamp) {
      return timestamp.formatIn(location).read(text);
    }
    return TextNode.valueOf(text);
  }

  private static JsonNode number(NumberShape shape, String text) {
    try {
      return switch (shape.kind()) {
        case INTEGER -> IntNode.valueOf(Integer.parseInt(text));
        case LONG -> LongNode.valueOf(Long.parseLong(text));
        case FLOAT, DOUBLE -> DoubleNode.valueOf(Double.parseDouble(text));
      };
    } catch (NumberFormatException e) {
      throw new MalformedInput(
          "'" + text + "' can not be converted to " + BodyReader.described(shape), e);
    }
  }
}
