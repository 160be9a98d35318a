package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.ShortNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private static final int AROUND = 6; // what may stand around a text, a bracket or a number
  private static final int MOST_BYTES_OF_NUMBER = 20;
  private static final int MOST_DIGITS = 19;
  private static final String HEX = "0123456789ABCDEF";

  // What is written as one number of thousandths, such as a time of this century in seconds.
  private static final double LEAST_IN_THOUSANDTHS = 1e7;
  private static final double MOST_IN_THOUSANDTHS = 1e11;
  private static final int THOUSAND = 1000;
  private static final int DIGITS_OF_THOUSAND = 3;

  private static final int HUNDRED = 100;
  private static final byte[] PAIRS = pairs(); // of digits, each number below a hundred

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
    this(false, new byte[USUAL]);
  }

  /**
   * Begins with nothing.
   *
   * @param pretty whether to write a line for each member
   * @param room where to write, as far as it goes
   */
  JsonWriter(boolean pretty, byte[] room) {
    this.pretty = pretty;
    this.bytes = room;
  }

  /** What has been written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Where it was written, for another writer; nothing if that is larger than so many bytes. */
  byte @Nullable [] spare(int most) {
    return bytes.length > most ? null : bytes;
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
    room(AROUND);
    if (parted) {
      bytes[size++] = ',';
    }
    indent();
    room(name.length() + AROUND);
    string(name);
    plain(pretty ? " : " : ":");
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
    room(text.length() + AROUND);
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
      room(AROUND);
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
    room(AROUND);
    next();
    if (depth == MAX_DEPTH) {
      throw new IllegalArgumentException(
          "mlsim: a document is nested too deeply to be written: deeper than "
              + MAX_DEPTH
              + " levels, the bound");
    }
    depth++;
    bytes[size++] = (byte) bracket;
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
      bytes[size++] = ',';
    }
    if (pretty && depth > 0) {
      bytes[size++] = ' ';
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
    if (node instanceof NumericNode) {
      number(node);
      return;
    }
    switch (node.getNodeType()) {
      case BOOLEAN -> plain(node.booleanValue() ? "true" : "false");
      case BINARY -> quoted(Base64.getEncoder().encodeToString(Json.binary(node)));
      case NULL, MISSING -> plain("null");
      case POJO -> throw notJson((POJONode) node);
      default -> throw new IllegalStateException("no scalar: " + node.getNodeType());
    }
  }

  private void number(JsonNode number) {
    if (number instanceof DoubleNode) {
      floating(number.doubleValue());
    } else if (number instanceof IntNode
        || number instanceof LongNode
        || number instanceof ShortNode) {
      whole(number.longValue());
    } else if (number instanceof FloatNode) {
      float value = number.floatValue();
      finiteOrQuoted(Float.isFinite(value), Float.toString(value));
    } else {
      plain(number.asText());
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
    int at = size + length(value);
    size = at;
    long rest = value;
    while (rest >= HUNDRED) {
      at = pair(at, (int) (rest % HUNDRED));
      rest /= HUNDRED;
    }
    if (rest < 10) {
      bytes[at - 1] = (byte) ('0' + rest);
    } else {
      pair(at, (int) rest);
    }
  }

  private int pair(int end, int number) {
    bytes[end - 1] = PAIRS[2 * number + 1];
    bytes[end - 2] = PAIRS[2 * number];
    return end - 2;
  }

  private static int length(long value) {
    int length = 1;
    for (long bound = 10; length < MOST_DIGITS && value >= bound; bound *= 10) {
      length++;
    }
    return length;
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[2 * HUNDRED];
    for (int i = 0; i < HUNDRED; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  /** Times in seconds are many, and what Java does for any number is slow. */
  private void floating(double value) {
    if (value >= LEAST_IN_THOUSANDTHS && value < MOST_IN_THOUSANDTHS) {
      long whole = (long) value;
      if (whole == value) {
        scientific(whole, 0);
        return;
      }
      long thousandths = Math.round(value * THOUSAND);
      if (thousandths / (double) THOUSAND == value) {
        scientific(thousandths, DIGITS_OF_THOUSAND);
        return;
      }
    }
    finiteOrQuoted(Double.isFinite(value), Double.toString(value));
  }

  /**
   * A number whose last so many digits are a fraction, as {@link Double#toString(double)} says it:
   * {@code 1.7672256E9}.
   */
  private void scientific(long digits, int fraction) {
    room(2 * MOST_BYTES_OF_NUMBER);
    int start = size + 1;
    size = start;
    digits(digits);
    int exponent = size - start - 1 - fraction;
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

  /** There is room for a text that is plain; what follows it has some too. */
  @SuppressWarnings("deprecation")
  private void string(String text) {
    bytes[size++] = '"';
    int length = text.length();
    if (isPlain(text, length)) {
      text.getBytes(0, length, bytes, size);
      size += length;
    } else {
      escaping(text);
    }
    bytes[size++] = '"';
  }

  private static boolean isPlain(String text, int length) {
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < SPACE || c >= ASCII || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** A text that isn't copied as it stands; what follows it has some room too. */
  private void escaping(String text) {
    for (int i = 0; i < text.length(); i++) {
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
    room(AROUND);
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
