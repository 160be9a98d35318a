package dev.mlsim.sdk.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads bodies: one JSON object each, in which no name stands twice. */
final class Bodies {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Bodies() {}

  static ObjectNode read(String body) {
    try {
      JsonNode read = MAPPER.readTree(body);
      if (read instanceof ObjectNode object) {
        return object;
      }
      throw Refusal.of(
          "the body is to be a JSON object, not [" + (read.isMissingNode() ? "" : read) + "]");
    } catch (JsonProcessingException e) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "the body is to be a JSON object, but " + e.getOriginalMessage());
    }
  }
}
