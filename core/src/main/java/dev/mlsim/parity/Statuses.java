package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.recording.RecordedAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which statuses AWS showed of which resource, and when. Between two polls that show different ones
 * either may be true.
 */
final class Statuses {
  /** A status that was seen. */
  record Seen(String path, Duration at, String status, RecordedAttempt call) {
    int number() {
      return call.number();
    }
  }

  private final Map<String, List<Seen>> byResource = new HashMap<>();

  /** Of what a status was shown: the names of each such resource, under one of them. */
  private final Map<String, Map<String, Set<Set<String>>>> named = new HashMap<>();

  /** What was seen in a recording's answers. */
  static Statuses of(List<RecordedAttempt> attempts) {
    Statuses statuses = new Statuses();
    for (RecordedAttempt attempt : attempts) {
      if (attempt.succeeded() && attempt.operation().matches("(Describe|Get).*")) {
        collect(attempt.output(), "")
            .forEach((path, status) -> statuses.add(attempt, path, status));
      }
    }
    return statuses;
  }

  private void add(RecordedAttempt attempt, String path, String status) {
    byResource
        .computeIfAbsent(key(attempt, path), k -> new ArrayList<>())
        .add(new Seen(path, attempt.answeredAt(), status, attempt));
    Set<String> names = Token.in(attempt.input());
    if (!names.isEmpty()) {
      named
          .computeIfAbsent(status, s -> new HashMap<>())
          .computeIfAbsent(names.iterator().next(), n -> new HashSet<>())
          .add(names);
    }
  }

  private static String key(RecordedAttempt attempt, String path) {
    return attempt.question() + " " + path;
  }

  /** Whether a member's name is that of a status. */
  static boolean isStatus(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return name.endsWith("Status") || name.equals("status");
  }

  private static Map<String, String> collect(JsonNode node, String path) {
    Map<String, String> found = new HashMap<>();
    node.properties()
        .forEach(
            e -> {
              String at = path + "." + e.getKey();
              if (e.getValue().isTextual() && isStatus(at)) {
                found.put(at, e.getValue().textValue());
              } else if (e.getValue().isObject()) {
                found.putAll(collect(e.getValue(), at));
              }
            });
    return found;
  }

  /** Whether AWS showed this status there just before or just after the call. */
  boolean isNear(RecordedAttempt call, String path, String status) {
    String member = path.startsWith("$") ? path.substring(1) : path;
    List<Seen> seen = byResource.getOrDefault(key(call, member), List.of());
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i).number() == call.number()) {
        boolean before = i > 0 && seen.get(i - 1).status().equals(status);
        boolean after = i + 1 < seen.size() && seen.get(i + 1).status().equals(status);
        return before || after;
      }
    }
    return false;
  }

  /** Whether AWS ever showed this status of the resource that an item of a list is about. */
  boolean showed(JsonNode item, String status) {
    Map<String, Set<Set<String>>> shown = named.getOrDefault(status, Map.of());
    Set<String> about = shown.isEmpty() ? Set.of() : Token.in(item);
    for (String name : about) {
      for (Set<String> names : shown.getOrDefault(name, Set.of())) {
        if (about.containsAll(names)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The sights of each resource, by what was asked, oldest first. */
  Map<String, List<Seen>> all() {
    return byResource;
  }
}
