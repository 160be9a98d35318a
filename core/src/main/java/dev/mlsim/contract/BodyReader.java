package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Map;

/**
 * Turns the JSON of a body into a document, and refuses JSON of the wrong types. Both are
 * read-only, and share what is the same in both.
 *
 * <p>The words are those clients of AWS report; which of them SageMaker, Personalize, Clean Rooms
 * ML and Lookout for Vision use in each case was not to be found.
 */
final class BodyReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The document of a request that says nothing. */
  static final ObjectNode NOTHING = Json.frozen(NODES.objectNode());

  private static final String LIST_UNEXPECTED = "Start of list found where not expected";
  private static final String STRUCTURE_UNEXPECTED =
      "Start of structure or map found where not expected.";

  private BodyReader() {}

  static ObjectNode readStructure(StructureShape shape, JsonNode json) {
    if (json.isNull() || json.isMissingNode()) {
      return NOTHING;
    }
    ObjectNode given = object(json);
    ObjectNode document = null; // until it is not as it was given
    int place = 0;
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      JsonNode value = entry.getValue();
      Member member = shape.bodyMember(entry.getKey()).orElse(null);
      JsonNode read = member == null || value.isNull() ? value : read(member.shape(), value);
      String name = member == null ? entry.getKey() : member.name();
      if (document == null
          && (value.isNull() || !isSame(read, value) || !name.equals(entry.getKey()))) {
        document = first(given, place);
      }
      if (document != null && !value.isNull()) {
        document.set(name, read);
      }
      place++;
    }
    return document == null ? given : Json.frozen(document);
  }

  /** The first members of an object. */
  private static ObjectNode first(ObjectNode object, int number) {
    ObjectNode first = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (first.size() < number) {
        first.set(member.getKey(), member.getValue());
      }
    }
    return first;
  }

  static JsonNode read(Shape shape, JsonNode json) {
    if (shape instanceof StructureShape structure) {
      return readStructure(structure, json);
    }
    if (shape instanceof ListShape list) {
      return list(list, json);
    }
    if (shape instanceof MapShape map) {
      return map(map, json);
    }
    return scalar(shape, json);
  }

  /** Nulls stay in lists, for the validator to refuse. */
  private static JsonNode list(ListShape shape, JsonNode json) {
    if (json.isObject()) {
      throw new MalformedInput(STRUCTURE_UNEXPECTED);
    }
    if (!json.isArray()) {
      throw new MalformedInput("Expected list or null");
    }
    ArrayNode list = NODES.arrayNode(json.size());
    boolean same = true;
    for (JsonNode item : json) {
      JsonNode read = item.isNull() ? item : read(shape.element(), item);
      list.add(read);
      same &= isSame(read, item);
    }
    return same ? json : Json.frozen(list);
  }

  private static JsonNode map(MapShape shape, JsonNode json) {
    ObjectNode given = object(json);
    ObjectNode map = NODES.objectNode();
    boolean same = true;
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      JsonNode value = entry.getValue();
      JsonNode read = value.isNull() ? value : read(shape.value(), value);
      if (!read.isNull()) {
        map.set(entry.getKey(), read);
      }
      same &= isSame(read, value) && !read.isNull();
    }
    return same ? given : Json.frozen(map);
  }

  @SuppressWarnings("ReferenceEquality") // whether it was left as it is, to share it
  private static boolean isSame(JsonNode read, JsonNode given) {
    return read == given;
  }

  private static ObjectNode object(JsonNode json) {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedInput(json.isArray() ? LIST_UNEXPECTED : "Expected null");
  }

  private static JsonNode scalar(Shape shape, JsonNode json) {
    if (json.isContainerNode()) {
      throw new MalformedInput(json.isArray() ? LIST_UNEXPECTED : STRUCTURE_UNEXPECTED);
    }
    if ((shape instanceof StringShape && json.isTextual())
        || (shape instanceof BooleanShape && json.isBoolean())) {
      return json;
    }
    if (shape instanceof NumberShape number) {
      return number(number, json);
    }
    if (shape instanceof BlobShape && json.isTextual()) {
      return blob(json.textValue());
    }
    if (shape instanceof TimestampShape timestamp) {
      return timestamp(timestamp, json);
    }
    throw mismatch(shape, json);
  }

  private static JsonNode number(NumberShape shape, JsonNode json) {
    if (!shape.kind().isWhole()) {
      return json.isNumber() ? json : notFinite(shape, json);
    }
    boolean fits =
        json.isNumber()
            && (shape.kind() == NumberShape.Kind.INTEGER
                ? json.canConvertToInt()
                : json.canConvertToLong());
    if (!fits || !json.canConvertToExactIntegral()) {
      throw mismatch(shape, json);
    }
    return json.isIntegralNumber() ? json : LongNode.valueOf(json.longValue());
  }

  private static DoubleNode notFinite(Shape shape, JsonNode json) {
    return switch (json.asText()) {
      case "NaN" -> DoubleNode.valueOf(Double.NaN);
      case "Infinity" -> DoubleNode.valueOf(Double.POSITIVE_INFINITY);
      case "-Infinity" -> DoubleNode.valueOf(Double.NEGATIVE_INFINITY);
      default -> throw mismatch(shape, json);
    };
  }

  private static BinaryNode blob(String text) {
    try {
      return BinaryNode.valueOf(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedInput("STRING_VALUE can not be converted to a Blob: no base64", e);
    }
  }

  private static DoubleNode timestamp(TimestampShape shape, JsonNode json) {
    TimestampFormat format = shape.formatIn(Location.BODY);
    if (format == TimestampFormat.EPOCH_SECONDS && json.isNumber()) {
      try {
        return Timestamps.given(json.doubleValue());
      } catch (DateTimeException e) {
        throw mismatch(shape, json);
      }
    }
    if (format != TimestampFormat.EPOCH_SECONDS && json.isTextual()) {
      return format.read(json.textValue());
    }
    throw mismatch(shape, json);
  }

  private static MalformedInput mismatch(Shape shape, JsonNode json) {
    String token =
        switch (json.getNodeType()) {
          case NUMBER -> "NUMBER_VALUE";
          case BOOLEAN -> json.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE";
          default -> "STRING_VALUE";
        };
    return new MalformedInput(token + " can not be converted to " + described(shape));
  }

  static String described(Shape shape) {
    if (shape instanceof NumberShape number) {
      return switch (number.kind()) {
        case INTEGER -> "an Integer";
        case LONG -> "a Long";
        case FLOAT -> "a Float";
        case DOUBLE -> "a Double";
      };
    }
    if (shape instanceof BooleanShape) {
      return "a Boolean";
    }
    if (shape instanceof BlobShape) {
      return "a Blob";
    }
    return shape instanceof TimestampShape ? "a Timestamp" : "a String";
  }
}
