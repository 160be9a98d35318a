package dev.mlsim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes documents, and makes them read-only.
 *
 * <pre>{@code
 * JsonNode document = Json.read("{\"a\": [1, 2]}");
 * String text = Json.text(document); // {"a":[1,2]}
 * ObjectNode changed = document.<ObjectNode>deepCopy().put("b", true); // itself it can't be changed
 * }</pre>
 */
public final class Json {
  /**
   * How deep a document may be nested that is read or made read-only. Written is twice as deep:
   * answers put what was read into something else, but never that deep.
   */
  public static final int MAX_DEPTH = 500;

  /** Names of members are often a test's own, and so not worth a place in the JVM's own table. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** About as many as a member of an answer takes. */
  private static final int BYTES_OF_MEMBER = 64;

  private Json() {}

  /**
   * Reads a document, which is then read-only; a missing node if there is nothing but space.
   *
   * @throws MalformedJson if it is no JSON, if something stands behind it, or if it is too deep
   */
  public static JsonNode read(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return JsonReader.read(parser);
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }

  /**
   * Reads a document, which is then read-only; a missing node if there is nothing but space.
   *
   * @throws MalformedJson if it is no JSON, if something stands behind it, or if it is too deep
   */
  public static JsonNode read(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return JsonReader.read(parser);
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }

  /**
   * The document in as few bytes as it takes, in UTF-8. Half of a surrogate pair is escaped, so
   * that it can be encoded.
   *
   * @throws IllegalArgumentException if it holds an object of Java's, or is nested too deeply
   */
  public static byte[] bytes(JsonNode document) {
    JsonWriter writer = writer(document, false);
    writer.value(document);
    return writer.bytes();
  }

  /**
   * The document as text of one line.
   *
   * @throws IllegalArgumentException if it holds an object of Java's, or is nested too deeply
   */
  public static String text(JsonNode document) {
    return text(document, false);
  }

  /**
   * The document as text for people, with a line for each member.
   *
   * @throws IllegalArgumentException if it holds an object of Java's, or is nested too deeply
   */
  public static String pretty(JsonNode document) {
    return text(document, true);
  }

  private static String text(JsonNode document, boolean pretty) {
    JsonWriter writer = writer(document, pretty);
    writer.value(document);
    return writer.text();
  }

  private static JsonWriter writer(JsonNode document, boolean pretty) {
    return new JsonWriter(pretty, BYTES_OF_MEMBER * (document.size() + 1));
  }

  /** The bytes of a binary node, or those that a text says in base64. */
  public static byte[] binary(JsonNode node) {
    try {
      return node.binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The document as one that refuses to be changed: itself if it does so already, else a copy,
   * which shares the parts that do. A {@code deepCopy()} of it can be changed.
   *
   * @throws IllegalArgumentException if it holds an object of Java's, or is nested too deeply
   */
  public static JsonNode frozen(JsonNode document) {
    return Freezing.frozen(document, MAX_DEPTH);
  }

  /** The same for an object. */
  public static ObjectNode frozen(ObjectNode document) {
    return (ObjectNode) frozen((JsonNode) document);
  }
}
