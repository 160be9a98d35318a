package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The times in what a Describe shows, held against each other. */
final class ShownTimes {
  private static final String START = "StartTime";
  private static final String END = "EndTime";
  private static final String STATUS = "SecondaryStatus";

  private ShownTimes() {}

  /** What ends has begun, and of what follows each other each begins when the last ends. */
  static void check(ObjectNode described) {
    for (Map.Entry<String, JsonNode> e : described.properties()) {
      if (e.getKey().endsWith(START)) {
        String end = e.getKey().substring(0, e.getKey().length() - START.length()) + END;
        inOrder(e.getValue(), described.path(end), described);
      }
    }
    JsonNode moves = described.path("SecondaryStatusTransitions");
    for (int i = 0; i < moves.size(); i++) {
      inOrder(moves.get(i).path(START), moves.get(i).path(END), described);
      if (i > 0) {
        same(moves.get(i - 1).path(END), moves.get(i).path(START), described);
      }
    }
    if (!moves.isEmpty() && described.has(STATUS)) {
      same(moves.get(moves.size() - 1).path("Status"), described.get(STATUS), described);
    }
  }

  private static void inOrder(JsonNode start, JsonNode end, ObjectNode described) {
    if (start.isNumber() && end.isNumber() && end.asDouble() < start.asDouble()) {
      throw new AssertionError("ends before it begins: " + described);
    }
  }

  private static void same(JsonNode one, JsonNode other, ObjectNode described) {
    if (!one.equals(other)) {
      throw new AssertionError(one + " isn't followed by itself but " + other + ": " + described);
    }
  }
}
