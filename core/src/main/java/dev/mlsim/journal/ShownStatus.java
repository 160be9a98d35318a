package dev.mlsim.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the status that the answer to a look at one resource showed. */
final class ShownStatus {
  private ShownStatus() {}

  /** The status, or nothing if the call is no such look, or its answer shows none. */
  static String in(JournalEntry.Called call) {
    String noun = call.operation().replaceFirst("^(Describe|Get)(?=[A-Z])", "");
    if (noun.equals(call.operation())) {
      return "";
    }
    String own = in(call.output(), noun);
    JsonNode only = only(call.output());
    return own.isEmpty() && only != null ? in(only, noun) : own;
  }

  // EndpointStatus of DescribeEndpoint, Status of its elder sisters, status of the others.
  private static String in(JsonNode document, String noun) {
    String wanted = (noun + "Status").toLowerCase(Locale.ROOT);
    String found = "";
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      String name = member.getKey().toLowerCase(Locale.ROOT);
      if (member.getValue().isTextual() && (name.equals(wanted) || name.equals("status"))) {
        found = member.getValue().asText();
      }
    }
    return found;
  }

  // Services wrap what they describe: {"campaign": {...}}.
  private static @Nullable JsonNode only(JsonNode document) {
    return document.size() == 1 && document.iterator().next().isObject()
        ? document.iterator().next()
        : null;
  }
}
