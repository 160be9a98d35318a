package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which value here stands for which of the recording: the ids that a service makes by itself are
 * others in every run. A user's own words stand for themselves.
 */
final class Bindings {
  private static final Pattern TOKEN = Pattern.compile("name[-_]?\\d+");

  private final Map<String, String> here = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private final Set<String> made = new HashSet<>();

  /** The user has said these words, so that they are the same here. */
  void heard(JsonNode input) {
    if (input.isTextual()) {
      Matcher token = TOKEN.matcher(input.textValue());
      while (token.find()) {
        said.add(token.group());
      }
    }
    input.forEach(this::heard);
  }

  /** What these texts name exists in the recording from now on. */
  void made(JsonNode document) {
    if (document.isTextual()) {
      Matcher token = TOKEN.matcher(document.textValue());
      while (token.find()) {
        made.add(token.group());
      }
    }
    document.forEach(this::made);
  }

  /** Whether a text names something that wasn't made in the recording. */
  boolean namesUnknown(String text) {
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (!made.contains(token.group())) {
        return true;
      }
    }
    return false;
  }

  /** Whether any text of a document names something that was made in the recording. */
  boolean namesMade(JsonNode document) {
    if (document.isTextual()) {
      Matcher token = TOKEN.matcher(document.textValue());
      while (token.find()) {
        if (made.contains(token.group())) {
          return true;
        }
      }
    }
    for (JsonNode item : document) {
      if (namesMade(item)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text here is what the recording has; the first sight of an id binds it. */
  boolean agrees(String recorded, String now) {
    if (recorded.equals(now)) {
      return true;
    }
    String bound = here.get(recorded);
    if (bound != null) {
      return bound.equals(now);
    }
    Matcher token = TOKEN.matcher(recorded);
    boolean ours = false;
    while (token.find()) {
      ours |= !said.contains(token.group());
    }
    if (ours && alike(recorded, now)) {
      here.put(recorded, now);
      return true;
    }
    return false;
  }

  /** Whether they are of one form: what is AWS's own in them, or the user's, is the same. */
  private boolean alike(String recorded, String now) {
    String[] parts = recorded.split("(?<=[/:])|(?=[/:])", -1);
    String[] others = now.split("(?<=[/:])|(?=[/:])", -1);
    if (parts.length != others.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      Matcher token = TOKEN.matcher(parts[i]);
      boolean free = token.find() && !said.contains(token.group());
      if (!free && !parts[i].equals(others[i])) {
        return false;
      }
    }
    return true;
  }

  /** An input of the recording in the words that hold here. */
  ObjectNode translated(ObjectNode input) {
    return (ObjectNode) translated((JsonNode) input);
  }

  private JsonNode translated(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(here.getOrDefault(node.textValue(), node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(translated(item)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> object.set(e.getKey(), translated(e.getValue())));
      return object;
    }
    return node;
  }
}
