package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.recording.RecordedRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where two runs of one program on AWS differ: what differs there too is no fault of mlsim's. */
final class Noise {
  private Noise() {}

  /** Operation and path, whatever the kind. */
  static String place(Difference difference) {
    return difference.call().service()
        + ":"
        + difference.call().operation()
        + " "
        + difference.path();
  }

  /** The places in which answers to the same calls differ. */
  static Set<String> between(RecordedRun one, RecordedRun other) {
    Map<String, RecordedAttempt> asked = numbered(other.attempts());
    Set<String> places = new HashSet<>();
    numbered(one.attempts())
        .forEach(
            (call, attempt) -> {
              RecordedAttempt again = asked.get(call);
              if (again != null) {
                compare(attempt, again, places);
              }
            });
    return places;
  }

  /** Each attempt by what it asks, and the how manieth it is that asks so. */
  private static Map<String, RecordedAttempt> numbered(List<RecordedAttempt> attempts) {
    Map<String, RecordedAttempt> numbered = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (RecordedAttempt attempt : attempts) {
      String call = attempt.question();
      numbered.put(call + " " + counts.merge(call, 1, Integer::sum), attempt);
    }
    return numbered;
  }

  private static void compare(RecordedAttempt one, RecordedAttempt other, Set<String> places) {
    String operation = one.service() + ":" + one.operation() + " ";
    if (one.status() != other.status()
        || !one.code().equals(other.code())
        || !Messages.agree(one.message(), other.message())) {
      places.add(operation + "$");
    }
    documents(one.output(), other.output(), operation + "$", places);
  }

  private static void documents(JsonNode one, JsonNode other, String path, Set<String> places) {
    if (one.equals(other)) {
      return;
    }
    if (one.isObject() && other.isObject()) {
      Set<String> names = new HashSet<>();
      one.fieldNames().forEachRemaining(names::add);
      other.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> documents(one.path(name), other.path(name), path + "." + name, places));
    } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        documents(one.get(i), other.get(i), path + "[*]", places);
      }
    } else {
      places.add(path);
    }
  }
}
