package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.util.Map;
import java.util.StringJoiner;

/** Values as AWS shows them in messages, which is as Java's collections print themselves. */
final class Rendering {
  private Rendering() {}

  static String of(JsonNode value) {
    if (value instanceof BinaryNode blob) {
      int length = blob.binaryValue().length;
      return "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]";
    }
    if (value.isArray()) {
      StringJoiner items = new StringJoiner(", ", "[", "]");
      value.forEach(item -> items.add(of(item)));
      return items.toString();
    }
    if (value.isObject()) {
      StringJoiner entries = new StringJoiner(", ", "{", "}");
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        entries.add(entry.getKey() + "=" + of(entry.getValue()));
      }
      return entries.toString();
    }
    return value.asText();
  }
}
