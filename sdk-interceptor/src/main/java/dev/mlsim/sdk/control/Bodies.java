package dev.mlsim.sdk.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads bodies: one JSON object each, in which no name stands twice. */
final class Bodies {
  private static final String WANTED = "the body is to be a JSON object, ";

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Bodies() {}

  static ObjectNode read(String body) {
    try {
      if (Json.read(body) instanceof ObjectNode object) {
        checkNames(body);
        return object;
      }
    } catch (MalformedJson e) {
      throw Refusal.of(WANTED + "but " + e.problem());
    }
    throw Refusal.of(WANTED + "not [" + body + "]");
  }

  /** Of two members of one name one would be passed over without a word. */
  private static void checkNames(String body) {
    try (JsonParser parser = STRICT.createParser(body)) {
      while (parser.nextToken() != null) {
        // It looks by itself.
      }
    } catch (JsonProcessingException e) {
      throw Refusal.of(WANTED + "but " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a text, that can't be
    }
  }
}
