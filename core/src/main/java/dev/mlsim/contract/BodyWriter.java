package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.JsonWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a document as JSON where the wire differs from it: ISO timestamps, other names. */
final class BodyWriter {
  private final JsonWriter out = new JsonWriter();

  static byte[] write(Shape shape, JsonNode document) {
    BodyWriter writer = new BodyWriter();
    writer.value(shape, document);
    return writer.out.bytes();
  }

  /** What the contract doesn't know is written as it is. */
  private void value(@Nullable Shape shape, JsonNode value) {
    if (shape instanceof StructureShape structure && value.isObject()) {
      structure(structure, value);
    } else if (shape instanceof ListShape list && value.isArray()) {
      out.startArray();
      for (JsonNode item : value) {
        value(list.element(), item);
      }
      out.endArray();
    } else if (shape instanceof MapShape map && value.isObject()) {
      out.startObject();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        out.name(entry.getKey());
        value(map.value(), entry.getValue());
      }
      out.endObject();
    } else if (shape instanceof TimestampShape timestamp
        && timestamp.formatIn(Location.BODY) != TimestampFormat.EPOCH_SECONDS
        && value.isNumber()) {
      out.value(timestamp.formatIn(Location.BODY).format(Timestamps.instant(value)));
    } else {
      out.value(value);
    }
  }

  private void structure(StructureShape shape, JsonNode value) {
    out.startObject();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      Member member = shape.member(entry.getKey()).orElse(null);
      out.name(member == null ? entry.getKey() : member.locationName());
      value(member == null ? null : member.shape(), entry.getValue());
    }
    out.endObject();
  }
}
