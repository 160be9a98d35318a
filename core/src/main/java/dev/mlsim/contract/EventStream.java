package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import dev.mlsim.wire.WirePart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes events as AWS frames them ({@code application/vnd.amazon.eventstream}, "Event stream
 * encoding" of Amazon Transcribe's developer guide): lengths, their checksum, headers, payload,
 * checksum.
 */
final class EventStream {
  static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  /** Beside an event in a document: how many milliseconds after the one before it comes. */
  static final String AFTER = "afterMillis";

  private static final int PRELUDE = 8;
  private static final int CHECKSUM = 4;
  private static final byte TEXT = 7;

  private EventStream() {}

  /** The events of a stream in a document, each of one member that names it. */
  static List<WirePart> write(Contract contract, StructureShape stream, JsonNode events) {
    List<WirePart> parts = new ArrayList<>(events.size());
    for (JsonNode event : events) {
      for (Member kind : stream.members()) {
        JsonNode said = event.get(kind.name());
        if (said != null && kind.shape() instanceof StructureShape shape) {
          boolean isException = contract.error(shape.name()).isPresent();
          parts.add(
              new WirePart(
                  message(headers(kind.name(), shape, isException), payload(shape, said)),
                  Duration.ofMillis(event.path(AFTER).asLong())));
        }
      }
    }
    return parts;
  }

  private static Map<String, String> headers(
      String name, StructureShape shape, boolean isException) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(":message-type", isException ? "exception" : "event");
    headers.put(isException ? ":exception-type" : ":event-type", name);
    headers.put(":content-type", hasBytes(shape) ? "application/octet-stream" : "application/json");
    return headers;
  }

  private static boolean hasBytes(StructureShape shape) {
    return shape.payload().filter(member -> member.shape() instanceof BlobShape).isPresent();
  }

  private static byte[] payload(StructureShape shape, JsonNode event) {
    if (!hasBytes(shape)) {
      return BodyWriter.write(shape, event);
    }
    JsonNode bytes = event.get(shape.payload().orElseThrow().name());
    return bytes == null ? new byte[0] : Json.binary(bytes);
  }

  private static byte[] message(Map<String, String> headers, byte[] payload) {
    int length = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      length += 4 + utf8(header.getKey()).length + utf8(header.getValue()).length;
    }
    int total = PRELUDE + CHECKSUM + length + payload.length + CHECKSUM;
    ByteBuffer message = ByteBuffer.allocate(total);
    message.putInt(total).putInt(length).putInt(checksum(message.array(), PRELUDE));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      byte[] name = utf8(header.getKey());
      byte[] value = utf8(header.getValue());
      message.put((byte) name.length).put(name).put(TEXT);
      message.putShort((short) value.length).put(value);
    }
    message.put(payload);
    message.putInt(checksum(message.array(), total - CHECKSUM));
    return message.array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
