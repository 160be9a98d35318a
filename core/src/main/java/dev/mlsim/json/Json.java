package dev.mlsim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

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

  /** Names of members are the JVM's own, as those of contracts are: the same are found at once. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private static final int USUAL = 512;
  private static final int MOST_SPARE = 64 * 1024;

  /** Where this thread wrote a document, for its next one: memory that is at hand is quick. */
  private static final ThreadLocal<byte[]> SPARE = new ThreadLocal<>();

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
    byte[] spare = SPARE.get();
    JsonWriter writer = new JsonWriter(false, spare == null ? new byte[USUAL] : spare);
    writer.value(document);
    SPARE.set(writer.spare(MOST_SPARE));
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
    JsonWriter writer = new JsonWriter(pretty, new byte[USUAL]);
    writer.value(document);
    return writer.text();
  }

  /** The member of an object whose name is a part of a text; null if there is none. */
  public static @Nullable JsonNode member(JsonNode node, String text, int start, int end) {
    if (start == 0 && end == text.length()) {
      return node.get(text);
    }
    return node instanceof FrozenObject object
        ? object.members().get(text, start, end)
        : node.get(text.substring(start, end));
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

  /**
   * A copy of the object, to which members can be added and from which they can be taken; what is
   * in its values is shared.
   *
   * @param more about how many will be added
   */
  public static ObjectNode open(ObjectNode object, int more) {
    return OpenObject.copy(object, more);
  }

  /** The same for an object. */
  public static ObjectNode frozen(ObjectNode document) {
    return (ObjectNode) frozen((JsonNode) document);
  }
}
