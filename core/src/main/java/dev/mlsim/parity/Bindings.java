package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which value here stands for which of the recording: the ids that a service makes by itself are
 * others in every run. A user's own words stand for themselves.
 */
final class Bindings {
  private final Map<String, String> here = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private final Set<String> made = new HashSet<>();

  /** The user has said these words, so that they are the same here. */
  void heard(JsonNode input) {
    Set<String> words = Token.in(input);
    words.removeAll(here.keySet());
    said.addAll(words);
  }

  /** What these texts name exists in the recording from now on. */
  void made(JsonNode document) {
    made.addAll(Token.in(document));
  }

  /** Whether a text of an answer here names something that wasn't made in the recording. */
  boolean namesUnknown(String text) {
    return !made.containsAll(Token.in(text));
  }

  /** Whether any text of a document names something that was made in the recording. */
  boolean namesMade(JsonNode document) {
    return !Collections.disjoint(made, Token.in(document));
  }

  /** Whether a text is an id that no answer here has told yet. */
  boolean isUntold(String recorded) {
    return !here.containsKey(recorded) && !Token.in(recorded).isEmpty();
  }

  /** What one says there the other says here. */
  void bind(String recorded, String now) {
    here.put(recorded, now);
  }

  /** Whether a text here is what the recording has; the first sight of an id binds it. */
  boolean agrees(String recorded, String now) {
    if (recorded.equals(now)) {
      return true;
    }
    Map<String, String> found = new HashMap<>();
    if (!alike(recorded, now, found)) {
      return false;
    }
    here.putAll(found);
    return true;
  }

  /** Whether it could be, where nothing is bound by it. */
  boolean couldAgree(String recorded, String now) {
    return recorded.equals(now) || alike(recorded, now, new HashMap<>());
  }

  /** Whether they are of one form: what is AWS's own in them, or the user's, is the same. */
  private boolean alike(String recorded, String now, Map<String, String> found) {
    if (here.get(recorded) == null && isFree(recorded) && Token.in(recorded).contains(recorded)) {
      found.put(recorded, now);
      return true;
    }
    String[] parts = segments(recorded);
    String[] others = segments(now);
    if (now.equals(here.get(recorded))) {
      return true;
    }
    if (parts.length != others.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      String bound = here.get(parts[i]);
      boolean same = (bound == null ? parts[i] : bound).equals(others[i]);
      if (!same && (bound != null || !isFree(parts[i]))) {
        return false;
      }
      if (!same) {
        found.put(parts[i], others[i]);
      }
    }
    return true;
  }

  private boolean isFree(String segment) {
    Set<String> tokens = Token.in(segment);
    return !tokens.isEmpty() && Collections.disjoint(tokens, said);
  }

  private static String[] segments(String text) {
    return text.split("(?<=[/:])|(?=[/:])", -1);
  }

  /** An input of the recording in the words that hold here. */
  ObjectNode translated(ObjectNode input) {
    return (ObjectNode) translated((JsonNode) input);
  }

  private JsonNode translated(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(translated(node.textValue()));
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

  private String translated(String text) {
    if (here.containsKey(text)) {
      return here.getOrDefault(text, text);
    }
    StringBuilder translated = new StringBuilder();
    for (String segment : segments(text)) {
      translated.append(here.getOrDefault(segment, segment));
    }
    return translated.toString();
  }
}
