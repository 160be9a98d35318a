package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers as HTTP carries them. */
final class Reply {
  private static final int OK = 200;
  private static final String JSON = "application/json";

  private Reply() {}

  static WireResponse json(JsonNode answer) {
    return of(OK, JSON, bytes(Json.pretty(answer)));
  }

  static WireResponse text(String type, String text) {
    return of(OK, type + "; charset=utf-8", bytes(text));
  }

  static WireResponse binary(byte[] content) {
    return of(OK, "application/octet-stream", content);
  }

  /** A file that lies beside this class. */
  static WireResponse file(String name) {
    try (InputStream file = Reply.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("mlsim: [" + name + "] is not on the class path");
      }
      return of(OK, JSON, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot read [" + name + "]", e);
    }
  }

  static WireResponse refusal(int status, String says) {
    return of(status, JSON, Json.bytes(Answers.object().put("message", "mlsim: " + says)));
  }

  private static WireResponse of(int status, String type, byte[] body) {
    return new WireResponse(status, Map.of("Content-Type", type), body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
