package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a document as XML, its members in their own order. */
final class XmlWriter {
  private static final char SPACE = ' ';

  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  private XmlWriter() {}

  /** The body members of a document, as one element. */
  static byte[] write(String root, String namespace, StructureShape shape, JsonNode document) {
    XmlWriter writer = new XmlWriter();
    writer.out.append('<').append(root).append(" xmlns=\"").append(namespace).append("\">");
    writer.members(shape, document);
    return writer.ended(root);
  }

  /** A text as one element. */
  static byte[] write(String root, String namespace, String text) {
    XmlWriter writer = new XmlWriter();
    writer.out.append('<').append(root).append(" xmlns=\"").append(namespace).append("\">");
    writer.text(text);
    return writer.ended(root);
  }

  /** An error, whose members are texts. */
  static byte[] error(ObjectNode members) {
    XmlWriter writer = new XmlWriter();
    writer.out.append("<Error>");
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      writer.element(member.getKey(), member.getValue().asText());
    }
    return writer.ended("Error");
  }

  private byte[] ended(String root) {
    out.append("</").append(root).append('>');
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void members(StructureShape shape, JsonNode document) {
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      Member member = shape.member(entry.getKey()).orElse(null);
      if (member == null) {
        if (entry.getValue().isValueNode()) {
          element(entry.getKey(), entry.getValue().asText());
        }
      } else if (member.location() == Location.BODY) {
        value(member.locationName(), member.shape(), entry.getValue());
      }
    }
  }

  private void value(String name, Shape shape, JsonNode value) {
    if (shape instanceof StructureShape structure) {
      open(name);
      members(structure, value);
      close(name);
    } else if (shape instanceof ListShape list && list.flattened()) {
      value.forEach(item -> value(name, list.element(), item));
    } else if (shape instanceof ListShape list) {
      open(name);
      value.forEach(item -> value(list.item(), list.element(), item));
      close(name);
    } else if (shape instanceof TimestampShape timestamp && value.isNumber()) {
      TimestampFormat format = timestamp.format().orElse(TimestampFormat.ISO_8601);
      element(
          name,
          format == TimestampFormat.ISO_8601
              ? Timestamps.toTheMillisecond(value)
              : format.format(Timestamps.instant(value)));
    } else {
      element(name, value.asText());
    }
  }

  private void element(String name, String text) {
    open(name);
    text(text);
    close(name);
  }

  private void open(String name) {
    out.append('<').append(name).append('>');
  }

  private void close(String name) {
    out.append("</").append(name).append('>');
  }

  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\n', '\t' -> out.append(c);
        default -> {
          if (c < SPACE) {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
  }
}
