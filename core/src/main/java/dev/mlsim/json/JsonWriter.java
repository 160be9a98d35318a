package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Writes JSON in UTF-8, piece by piece, just as Jackson's generators do but without what they need
 * to be set up: most answers are small. Half of a surrogate pair, which can't be encoded, is
 * escaped. For one document, and not for many threads.
 */
public final class JsonWriter {
  /** As deep as Jackson writes. */
  static final int MAX_DEPTH = 1000;

  private static final int USUAL = 512;
  private static final int MOST_BYTES_OF_CHAR = 6; // escaped by its number
  private static final int MOST_BYTES_OF_NUMBER = 20;
  private static final String HEX = "0123456789ABCDEF";

  // What is written as one number of thousandths, such as a time of this century in seconds.
  private static final double LEAST_IN_THOUSANDTHS = 1e7;
  private static final double MOST_IN_THOUSANDTHS = 1e11;
  private static final int THOUSAND = 1000;
  private static final int DIGITS_OF_THOUSAND = 3;

  private static final int SPACE = 0x20;
  private static final int ASCII = 0x80;
  private static final int TWO_BYTES = 0x800;
  private static final int LOW_SIX_BITS = 0x3F;

  private final boolean pretty;
  private byte[] bytes;
  private int size;
  private int depth;
  private int objects; // that are open, which pretty lines are indented by
  private boolean named; // what comes next is the value of a member
  private boolean parted; // what comes next is parted from the value before it

  /** Begins with nothing, in as few bytes as it takes. */
  public JsonWriter() {
    this(false, USUAL);
  }

  /**
   * Begins with nothing.
   *
   * @param pretty whether to write a line for each member
   * @param expected about how many bytes it will be
   */
  JsonWriter(boolean pretty, int expected) {
    this.pretty = pretty;
    this.bytes = new byte[expected];
  }

  /** What has been written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** What has been written, as text. */
  String text() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  /**
   * Opens an object.
   *
   * @throws IllegalArgumentException if it is nested too deeply
   */
  public void startObject() {
    open('{');
    objects++;
  }

  /** Names the member whose value comes next. */
  public void name(String name) {
    if (parted) {
      add(',');
    }
    indent();
    string(name);
    if (pretty) {
      add(' ');
      add(':');
      add(' ');
    } else {
      add(':');
    }
    named = true;
  }

  /** Closes the object that was opened last. */
  public void endObject() {
    objects--;
    if (parted) {
      indent();
    } else if (pretty) {
      add(' ');
    }
    close('}');
  }

  /**
   * Opens an array.
   *
   * @throws IllegalArgumentException if it is nested too deeply
   */
  public void startArray() {
    open('[');
  }

  /** Closes the array that was opened last. */
  public void endArray() {
    if (pretty) {
      add(' ');
    }
    close(']');
  }

  /** Writes a text. */
  public void value(String text) {
    next();
    string(text);
    parted = true;
  }

  /**
   * Writes a document, or a part of one.
   *
   * @throws IllegalArgumentException if it holds an object of Java's, or is nested too deeply
   */
  public void value(JsonNode node) {
    if (node instanceof TextNode) {
      value(node.textValue());
    } else if (node instanceof FrozenObject object) {
      frozen(object.members());
    } else if (node instanceof ObjectNode) {
      startObject();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        name(member.getKey());
        value(member.getValue());
      }
      endObject();
    } else if (node instanceof ArrayNode) {
      startArray();
      for (int i = 0; i < node.size(); i++) {
        value(node.get(i));
      }
      endArray();
    } else {
      next();
      scalar(node);
      parted = true;
    }
  }

  private void frozen(Members members) {
    startObject();
    for (int i = 0; i < members.size(); i++) {
      name(members.name(i));
      value(members.value(i));
    }
    endObject();
  }

  private void open(char bracket) {
    next();
    if (depth == MAX_DEPTH) {
      throw new IllegalArgumentException(
          "mlsim: a document is nested too deeply to be written: deeper than "
              + MAX_DEPTH
              + " levels, the bound");
    }
    depth++;
    add(bracket);
    parted = false;
  }

  private void close(char bracket) {
    depth--;
    add(bracket);
    parted = true;
  }

  /** What parts a value from the one before it. */
  private void next() {
    if (named) {
      named = false;
      return;
    }
    if (parted) {
      add(',');
    }
    if (pretty && depth > 0) {
      add(' ');
    }
  }

  private void indent() {
    if (pretty) {
      plain(System.lineSeparator());
      for (int i = 0; i < objects; i++) {
        add(' ');
        add(' ');
      }
    }
  }

  private void scalar(JsonNode node) {
    switch (node.getNodeType()) {
      case NUMBER -> number(node);
      case BOOLEAN -> plain(node.booleanValue() ? "true" : "false");
      case BINARY -> quoted(Base64.getEncoder().encodeToString(Json.binary(node)));
      case NULL, MISSING -> plain("null");
      case POJO -> throw notJson((POJONode) node);
      default -> throw new IllegalStateException("no scalar: " + node.getNodeType());
    }
  }

  private void number(JsonNode number) {
    switch (number.numberType()) {
      case INT, LONG -> whole(number.longValue());
      case DOUBLE -> floating(number.doubleValue());
      case FLOAT -> {
        float value = number.floatValue();
        finiteOrQuoted(Float.isFinite(value), Float.toString(value));
      }
      case BIG_INTEGER, BIG_DECIMAL -> plain(number.asText());
    }
  }

  private void whole(long value) {
    if (value == Long.MIN_VALUE) { // has no absolute value
      plain(Long.toString(value));
      return;
    }
    room(MOST_BYTES_OF_NUMBER);
    if (value < 0) {
      bytes[size++] = '-';
    }
    digits(Math.abs(value));
  }

  /** There is room. */
  private void digits(long value) {
    int end = size + 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      end++;
    }
    size = end;
    long rest = value;
    do {
      bytes[--end] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
  }

  /** Times in seconds are many, and what Java does for any number is slow. */
  private void floating(double value) {
    if (value >= LEAST_IN_THOUSANDTHS && value < MOST_IN_THOUSANDTHS) {
      long thousandths = Math.round(value * THOUSAND);
      if (thousandths / (double) THOUSAND == value) {
        scientific(thousandths);
        return;
      }
    }
    finiteOrQuoted(Double.isFinite(value), Double.toString(value));
  }

  /** So many thousandths, as {@link Double#toString(double)} says them: {@code 1.7672256E9}. */
  private void scientific(long thousandths) {
    room(2 * MOST_BYTES_OF_NUMBER);
    int start = size + 1;
    size = start;
    digits(thousandths);
    int exponent = size - start - 1 - DIGITS_OF_THOUSAND;
    while (bytes[size - 1] == '0' && size > start + 2) {
      size--;
    }
    bytes[start - 1] = bytes[start];
    bytes[start] = '.';
    bytes[size++] = 'E';
    digits(exponent);
  }

  private void finiteOrQuoted(boolean finite, String number) {
    if (finite) {
      plain(number);
    } else {
      quoted(number);
    }
  }

  private void quoted(String ascii) {
    add('"');
    plain(ascii);
    add('"');
  }

  /** ASCII that needs no escape. */
  private void plain(String ascii) {
    room(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
  }

  private void string(String text) {
    int length = text.length();
    room(length + 2);
    byte[] into = bytes;
    int at = size;
    into[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < SPACE || c >= ASCII || c == '"' || c == '\\') {
        size = at;
        rest(text, i);
        return;
      }
      into[at++] = (byte) c;
    }
    into[at++] = '"';
    size = at;
  }

  /** A text from its first character on that isn't copied as it stands. */
  private void rest(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      room(MOST_BYTES_OF_CHAR);
      char c = text.charAt(i);
      if (c < ASCII) {
        ascii(c);
      } else if (c < TWO_BYTES) {
        bytes[size++] = (byte) (0xC0 | (c >> 6));
        bytes[size++] = (byte) (ASCII | (c & LOW_SIX_BITS));
      } else if (!Character.isSurrogate(c)) {
        bytes[size++] = (byte) (0xE0 | (c >> 12));
        bytes[size++] = (byte) (ASCII | ((c >> 6) & LOW_SIX_BITS));
        bytes[size++] = (byte) (ASCII | (c & LOW_SIX_BITS));
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        int point = text.codePointAt(i++);
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (ASCII | ((point >> 12) & LOW_SIX_BITS));
        bytes[size++] = (byte) (ASCII | ((point >> 6) & LOW_SIX_BITS));
        bytes[size++] = (byte) (ASCII | (point & LOW_SIX_BITS));
      } else {
        numbered(c);
      }
    }
    add('"');
  }

  private void ascii(char c) {
    switch (c) {
      case '"', '\\' -> escaped(c);
      case '\b' -> escaped('b');
      case '\t' -> escaped('t');
      case '\n' -> escaped('n');
      case '\f' -> escaped('f');
      case '\r' -> escaped('r');
      default -> {
        if (c < SPACE) {
          numbered(c);
        } else {
          bytes[size++] = (byte) c;
        }
      }
    }
  }

  private void escaped(char letter) {
    bytes[size++] = '\\';
    bytes[size++] = (byte) letter;
  }

  private void numbered(char c) {
    escaped('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = (byte) HEX.charAt((c >> shift) & 0xF);
    }
  }

  private void add(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  private void room(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  static IllegalArgumentException notJson(POJONode node) {
    Object held = node.getPojo();
    return new IllegalArgumentException(
        "mlsim: a document holds ["
            + (held == null ? "null" : held.getClass().getName())
            + "], an object of Java's; it can hold what JSON can, and bytes");
  }
}
