package dev.mlsim.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * Finds out what a call is about: the name, ARN or id in its input that a person would look for.
 */
final class CallSubject {
  private CallSubject() {}

  /** The name, ARN or id, or nothing if the input has none. */
  static String of(JournalEntry.Called call) {
    return of(call.operation(), call.input());
  }

  /** The same of a call that isn't told yet. */
  static String of(String operation, JsonNode input) {
    String best = "";
    int bestRank = 0;
    for (Map.Entry<String, JsonNode> member : input.properties()) {
      int rank = member.getValue().isTextual() ? rank(member.getKey(), operation) : 0;
      if (rank > bestRank) {
        bestRank = rank;
        best = member.getValue().asText();
      }
    }
    return best;
  }

  // TrainingJobName of DescribeTrainingJob before any other name, a name before an ARN.
  private static int rank(String member, String operation) {
    String name = member.toLowerCase(Locale.ROOT);
    if (name.equals("rolearn") || name.endsWith("token")) {
      return 0;
    }
    int kind = name.endsWith("name") ? 3 : name.endsWith("arn") ? 2 : name.endsWith("id") ? 1 : 0;
    String bare = name.replaceAll("(name|arn|id)$", "");
    boolean own =
        bare.isEmpty() || operation.toLowerCase(Locale.ROOT).replaceAll("s$", "").endsWith(bare);
    return kind == 0 ? 0 : own ? kind + 3 : kind;
  }

  /** An ARN without what all of an account's begin with. */
  static String shortened(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn.substring(nameOrArn.lastIndexOf(':') + 1)
        : nameOrArn;
  }
}
