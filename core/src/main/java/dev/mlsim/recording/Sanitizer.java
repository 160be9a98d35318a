package dev.mlsim.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.contract.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes of documents what may be written. Denied by default: numbers, booleans, values of enums,
 * AWS's own words and times, relative to the recording's beginning, are kept; a user's words become
 * {@linkplain Tokens tokens}; all else is left out. Not safe for threads.
 */
final class Sanitizer {
  private static final int LONG = 256;
  private static final Pattern PREFIX = Pattern.compile("([A-Z][a-zA-Z]{2,30}Error)(?=:|$)");
  private static final double MILLIS = 1000;

  private final Instant beginning;
  private final Words words;
  private final Set<Sanitizing> rules;
  private final Tokens tokens = new Tokens();
  private final Names names;

  /**
   * Makes one for a recording.
   *
   * @param beginning when the recording begins
   * @param words AWS's own
   * @param lifted the rules that don't hold
   */
  Sanitizer(Instant beginning, Words words, Set<Sanitizing> lifted) {
    this.beginning = beginning;
    this.words = words;
    this.rules = EnumSet.allOf(Sanitizing.class);
    rules.removeAll(lifted);
    this.names = new Names(tokens, words, rules);
  }

  boolean holds(Sanitizing rule) {
    return rules.contains(rule);
  }

  /** What an error says, as it may be written. */
  String message(String text) {
    return names.message(text);
  }

  /** A document as it may be written. */
  Sanitized document(Optional<StructureShape> shape, ObjectNode document) {
    Walk walk = new Walk();
    ObjectNode kept =
        shape.isPresent()
            ? walk.structure(shape.get(), document, "")
            : JsonNodeFactory.instance.objectNode();
    return new Sanitized(kept, walk.leftOut, walk.unknown);
  }

  private final class Walk {
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private ObjectNode structure(StructureShape shape, JsonNode value, String path) {
      ObjectNode kept = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String name = entry.getKey();
        String at = path.isEmpty() ? name : path + "." + name;
        Optional<Member> member = shape.member(name);
        if (member.isEmpty()) {
          unknown(name, at, entry.getValue(), kept);
        } else if (isTagValue(shape, name)) {
          leaveOut(at, entry.getValue());
          kept.put(name, "-");
        } else {
          member(member.get(), entry.getValue(), at).ifPresent(v -> kept.set(name, v));
        }
      }
      return kept;
    }

    private void unknown(String name, String at, JsonNode value, ObjectNode kept) {
      if (!holds(Sanitizing.UNKNOWN)) {
        kept.set(name, value);
        return;
      }
      leaveOutAll(value);
      if (name.matches("[A-Za-z][A-Za-z0-9]{0,60}")) {
        unknown.add(typed(at, value));
      }
    }

    private boolean isTagValue(StructureShape shape, String name) {
      return holds(Sanitizing.TAGS)
          && name.equalsIgnoreCase("value")
          && shape.members().size() == 2
          && shape.members().stream().anyMatch(m -> m.name().equalsIgnoreCase("key"));
    }

    private Optional<JsonNode> member(Member member, JsonNode value, String at) {
      if (value.isTextual() && member.shape() instanceof StringShape shape && isReason(member)) {
        return reason(shape, value.textValue(), at);
      }
      return value(member.shape(), value, at);
    }

    private Optional<JsonNode> value(Shape shape, JsonNode value, String at) {
      if (value.isNull()) {
        return Optional.of(value);
      }
      if (shape.sensitive()) {
        return left(at, value);
      }
      if (shape instanceof StructureShape structure && value.isObject()) {
        return Optional.of(structure(structure, value, at));
      }
      if (shape instanceof ListShape list && value.isArray()) {
        return Optional.of(list(list, value, at));
      }
      if (shape instanceof MapShape map && value.isObject()) {
        return map(map, value, at);
      }
      if (shape instanceof StringShape string && value.isTextual()) {
        return string(string, value.textValue(), at);
      }
      if (shape instanceof TimestampShape && value.isNumber()) {
        return Optional.of(since(Timestamps.instant(value)));
      }
      boolean plain =
          (shape instanceof NumberShape && value.isNumber())
              || (shape instanceof BooleanShape && value.isBoolean());
      if (!plain && !(shape instanceof BlobShape)) {
        unknown.add(typed(at, value)); // another type than mlsim knows
      }
      return plain ? Optional.of(value) : left(at, value);
    }

    private static String typed(String at, JsonNode value) {
      return at + ":" + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private JsonNode since(Instant instant) {
      return DoubleNode.valueOf(Duration.between(beginning, instant).toMillis() / MILLIS);
    }

    private ArrayNode list(ListShape shape, JsonNode value, String at) {
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      int i = 0;
      for (JsonNode item : value) {
        value(shape.element(), item, at + "[" + i++ + "]").ifPresent(kept::add);
      }
      return kept;
    }

    private Optional<JsonNode> map(MapShape shape, JsonNode value, String at) {
      if (shape.value() instanceof StringShape && holds(Sanitizing.MAPS)) {
        return left(at, value);
      }
      ObjectNode kept = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        Optional<JsonNode> key = string(shape.key(), entry.getKey(), at);
        Optional<JsonNode> item = value(shape.value(), entry.getValue(), at + ".*");
        if (key.isPresent() && item.isPresent()) {
          kept.set(key.get().textValue(), item.get());
        }
      }
      return Optional.of(kept);
    }

    private Optional<JsonNode> string(StringShape shape, String text, String at) {
      if (shape.enumValues().contains(text) || words.isStatus(text)) {
        return Optional.of(TextNode.valueOf(text));
      }
      if (isText(text) && holds(Sanitizing.TEXTS)) {
        return left(at, TextNode.valueOf(text));
      }
      Optional<JsonNode> named = names.of(text, shape).map(TextNode::valueOf);
      return named.isPresent() ? named : left(at, TextNode.valueOf(text));
    }

    private static boolean isText(String text) {
      return text.length() > LONG
          || text.startsWith("http")
          || text.startsWith("{")
          || text.startsWith("[");
    }

    private static boolean isReason(Member member) {
      String name = member.name().toLowerCase(Locale.ROOT);
      return name.endsWith("reason") || name.endsWith("message");
    }

    private Optional<JsonNode> reason(StringShape shape, String text, String at) {
      if (shape.enumValues().contains(text)) {
        return Optional.of(TextNode.valueOf(text));
      }
      if (!holds(Sanitizing.REASONS)) {
        return Optional.of(TextNode.valueOf(names.message(text)));
      }
      Matcher prefix = PREFIX.matcher(text);
      Optional<JsonNode> kept =
          prefix.lookingAt() ? Optional.of(TextNode.valueOf(prefix.group(1))) : Optional.empty();
      leaveOut(at, TextNode.valueOf(text));
      return kept;
    }

    private Optional<JsonNode> left(String at, JsonNode value) {
      leaveOut(at, value);
      return Optional.empty();
    }

    private void leaveOut(String at, JsonNode value) {
      leftOut.add(at);
      leaveOutAll(value);
    }

    /** No message may say it either. */
    private static List<String> texts(JsonNode value) {
      if (value.isTextual()) {
        return List.of(value.textValue());
      }
      List<String> texts = new ArrayList<>();
      value.fieldNames().forEachRemaining(texts::add);
      value.forEach(item -> texts.addAll(texts(item)));
      return Collections.unmodifiableList(texts);
    }

    private void leaveOutAll(JsonNode value) {
      texts(value).forEach(tokens::leaveOut);
    }
  }
}
