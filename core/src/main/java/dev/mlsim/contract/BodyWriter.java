package dev.mlsim.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a document as JSON where the wire differs from it: ISO timestamps, other names. */
final class BodyWriter {
  private final JsonGenerator out;

  private BodyWriter(JsonGenerator out) {
    this.out = out;
  }

  static byte[] write(Shape shape, JsonNode document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = Json.generator(bytes)) {
      new BodyWriter(generator).value(shape, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What the contract doesn't know is written as it is. */
  private void value(@Nullable Shape shape, JsonNode value) throws IOException {
    if (shape instanceof StructureShape structure && value.isObject()) {
      structure(structure, value);
    } else if (shape instanceof ListShape list && value.isArray()) {
      out.writeStartArray();
      for (JsonNode item : value) {
        value(list.element(), item);
      }
      out.writeEndArray();
    } else if (shape instanceof MapShape map && value.isObject()) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        out.writeFieldName(entry.getKey());
        value(map.value(), entry.getValue());
      }
      out.writeEndObject();
    } else if (shape instanceof TimestampShape timestamp
        && timestamp.formatIn(Location.BODY) != TimestampFormat.EPOCH_SECONDS
        && value.isNumber()) {
      out.writeString(timestamp.formatIn(Location.BODY).format(Timestamps.instant(value)));
    } else {
      Json.write(out, value);
    }
  }

  private void structure(StructureShape shape, JsonNode value) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      Member member = shape.member(entry.getKey()).orElse(null);
      out.writeFieldName(member == null ? entry.getKey() : member.locationName());
      value(member == null ? null : member.shape(), entry.getValue());
    }
    out.writeEndObject();
  }
}
