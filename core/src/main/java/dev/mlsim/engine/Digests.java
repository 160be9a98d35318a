package dev.mlsim.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Puts in the place of large texts and blobs how long they are, and their digest. For one use. */
final class Digests {
  /** What is longer is large. */
  static final int LARGE = 1024;

  private long saved;

  /** How many bytes of JSON it has saved so far. */
  long saved() {
    return saved;
  }

  /** The document, read-only, with short texts for large values. */
  JsonNode of(JsonNode document) {
    return hasLarge(document) ? Json.frozen(digested(document)) : document;
  }

  private static boolean hasLarge(JsonNode node) {
    if (node.isContainerNode()) {
      for (JsonNode child : node) {
        if (hasLarge(child)) {
          return true;
        }
      }
      return false;
    }
    return isLarge(node);
  }

  private static boolean isLarge(JsonNode node) {
    return node instanceof TextNode text
        ? text.textValue().length() > LARGE
        : node instanceof BinaryNode blob && blob.binaryValue().length > LARGE;
  }

  private JsonNode digested(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode less = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        less.set(member.getKey(), digested(member.getValue()));
      }
      return less;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode less = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> less.add(digested(element)));
      return less;
    }
    return isLarge(node) ? shortened(node) : node;
  }

  private TextNode shortened(JsonNode large) {
    byte[] bytes = bytes(large);
    saved += large.isBinary() ? bytes.length * 4L / 3 : bytes.length;
    return TextNode.valueOf(bytes.length + " bytes, SHA-256 " + sha256(bytes));
  }

  private static byte[] bytes(JsonNode large) {
    try {
      return large.isBinary()
          ? large.binaryValue()
          : large.textValue().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: a blob that can't be read", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("mlsim: every JVM has SHA-256", e);
    }
  }
}
