package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a service writes tags: a list of pairs, or a map.
 *
 * @param member the member that holds them in Create and in tag operations
 * @param key the name of a pair's key, empty for a map
 * @param value the name of a pair's value, empty for a map
 * @param reserved the error for a key that AWS keeps to itself, from its message; empty where the
 *     service takes any key
 */
public record TagStyle(
    String member, String key, String value, Optional<Function<String, ServiceError>> reserved) {

  private static final String SYSTEM = "aws:";

  /** Tags as a list of pairs. */
  public static TagStyle list(String member, String key, String value) {
    return new TagStyle(member, key, value, Optional.empty());
  }

  /** Tags as a map. */
  public static TagStyle map(String member) {
    return new TagStyle(member, "", "", Optional.empty());
  }

  /** The same, with an error for keys that AWS keeps to itself. */
  public TagStyle reserving(Function<String, ServiceError> error) {
    return new TagStyle(member, key, value, Optional.of(error));
  }

  /** Throws where one of the keys begins with {@code aws:}, in whatever case. */
  void verify(Collection<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    reserved.ifPresent(
        error ->
            keys.stream()
                .filter(key -> key.regionMatches(true, 0, SYSTEM, 0, SYSTEM.length()))
                .findFirst()
                .ifPresent(
                    key -> {
                      throw error.apply(
                          "System prefix 'aws:' reserved for AWS usage in tag key: " + key);
                    }));
  }

  /** The tags in a document, empty where it has none. */
  public Map<String, String> read(ObjectNode document) {
    Map<String, String> tags = new LinkedHashMap<>();
    JsonNode written = document.path(member);
    if (key.isEmpty()) {
      written.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    } else {
      written.forEach(tag -> tags.put(tag.path(key).asText(), tag.path(value).asText()));
    }
    return tags;
  }

  /** The tags as the service writes them. */
  public JsonNode write(Map<String, String> tags) {
    if (key.isEmpty()) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      tags.forEach(map::put);
      return map;
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    tags.forEach((k, v) -> list.addObject().put(key, k).put(value, v));
    return list;
  }
}
