package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.wire.WireResponse;

/** Reads an answer as an SDK would: the document of a success, the code and words of an error. */
final class AnswerReader {
  private static final int FIRST_ERROR = 300;

  private AnswerReader() {}

  /** The document; what isn't JSON, or not of the types of the contract, is left as it is. */
  static ObjectNode success(Operation operation, WireResponse response) {
    ObjectNode body = object(response);
    if (operation.output().isEmpty()) {
      return body;
    }
    StructureShape shape = operation.output().get();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    if (shape.payload().isPresent()) {
      Member payload = shape.payload().get();
      document.set(payload.name(), read(payload.shape(), body));
    } else {
      document.setAll((ObjectNode) read(shape, body));
    }
    for (Member member : shape.members()) {
      if (member.location() == Location.HEADER) {
        response
            .header(member.locationName())
            .ifPresent(
                text ->
                    document.set(
                        member.name(), TextReader.read(member.shape(), Location.HEADER, text)));
      }
    }
    return document;
  }

  private static JsonNode read(Shape shape, ObjectNode body) {
    try {
      return BodyReader.read(shape, body);
    } catch (MalformedInput otherTypes) {
      return body;
    }
  }

  static boolean isError(WireResponse response) {
    return response.status() >= FIRST_ERROR;
  }

  /** The code without a namespace; empty where the answer has none, as of a proxy's. */
  static String code(WireResponse response) {
    String code = response.header("x-amzn-ErrorType").orElseGet(() -> type(object(response)));
    String bare = code.substring(code.lastIndexOf('#') + 1);
    int end = bare.indexOf(':');
    return end < 0 ? bare : bare.substring(0, end);
  }

  private static String type(ObjectNode body) {
    return body.has("__type") ? body.path("__type").asText() : body.path("code").asText();
  }

  static String message(WireResponse response) {
    ObjectNode body = object(response);
    for (String name : new String[] {"message", "Message", "errorMessage"}) {
      if (body.has(name)) {
        return body.path(name).asText();
      }
    }
    return "";
  }

  private static ObjectNode object(WireResponse response) {
    try {
      return Json.read(response.body()) instanceof ObjectNode object
          ? object
          : JsonNodeFactory.instance.objectNode();
    } catch (MalformedJson notJson) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
