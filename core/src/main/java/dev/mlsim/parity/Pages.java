package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.recording.RecordedAttempt;
import java.util.Locale;
import java.util.Optional;

/** The pages of lists, on which others' resources may stand too. */
final class Pages {
  private final RecordedAttempt call;
  private final Bindings bindings;
  private final boolean shared;

  Pages(RecordedAttempt call, Bindings bindings) {
    this.call = call;
    this.bindings = bindings;
    this.shared = call.operation().startsWith("List") && hasOthers();
  }

  private boolean hasOthers() {
    for (JsonNode member : call.output()) {
      for (JsonNode item : member) {
        if (item.isObject() && !isOurs(item)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether something stands there that wasn't made in the recording. */
  boolean areShared() {
    return shared;
  }

  boolean isOurs(JsonNode item) {
    return bindings.namesMade(item);
  }

  /** Where the list here has what an item of AWS's is; negative if nowhere. */
  int indexOf(JsonNode item, JsonNode here) {
    for (int i = 0; i < here.size(); i++) {
      if (isSame(item, here.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean isSame(JsonNode item, JsonNode other) {
    boolean named = false;
    for (var member : item.properties()) {
      String name = member.getKey().toLowerCase(Locale.ROOT);
      if (name.endsWith("arn") || name.endsWith("name")) {
        if (!bindings.couldAgree(
            member.getValue().asText(), other.path(member.getKey()).asText())) {
          return false;
        }
        named = true;
      }
    }
    return named;
  }

  /** Whether a member says where the next page begins. */
  static boolean isToken(String member) {
    return member.equalsIgnoreCase("NextToken");
  }

  /** Compares whether there is a next page; the words of it are each side's own. */
  Optional<Kind> next(JsonNode aws, JsonNode here) {
    if (aws.isTextual() && here.isTextual()) {
      bindings.bind(aws.textValue(), here.textValue());
    }
    if (shared || aws.isTextual() == here.isTextual()) {
      return Optional.empty();
    }
    return Optional.of(aws.isTextual() ? Kind.ONLY_ON_AWS : Kind.ONLY_HERE);
  }

  /** Whether a call asks for a page that can't be found here. */
  static boolean isLost(RecordedAttempt call, Bindings bindings) {
    for (var member : call.input().properties()) {
      if (isToken(member.getKey()) && bindings.isUntold(member.getValue().asText())) {
        return true;
      }
    }
    return false;
  }
}
