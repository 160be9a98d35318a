package dev.mlsim.assertj;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.internal.Article;
import dev.mlsim.internal.Nearest;
import dev.mlsim.internal.Spans;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How failed assertions describe things. */
final class Words {
  private static final int SHOWN = 12;

  private Words() {}

  static String expecting(String subject, String what, String expected, String actual) {
    return "\nExpecting " + subject + "\n" + what + "\n  " + expected + "\nbut " + actual;
  }

  static String subject(ResourceSnapshot resource) {
    return resource.type() + " [" + resource.name() + "]";
  }

  static String standing(ResourceSnapshot resource) {
    Instant since = resource.history().get(resource.history().size() - 1).at();
    return "it is ["
        + resource.state()
        + "] since "
        + since
        + (resource.reason().isEmpty() ? "" : " because: " + resource.reason())
        + (resource.isStuck() ? " (and time alone won't bring it on)" : "");
  }

  /** Refuses a status that resources of its type never have. */
  static void requireKnown(ResourceSnapshot resource, String status) {
    Set<String> known = new TreeSet<>();
    resource.lifecycle().states().forEach(state -> known.add(state.status()));
    if (!known.contains(status)) {
      throw new IllegalArgumentException(
          "mlsim: "
              + Article.of(resource.type())
              + " never has the status ["
              + status
              + "]"
              + Nearest.hint(status, known));
    }
  }

  static String history(ResourceSnapshot resource) {
    List<Transition> moves = resource.history();
    int width = moves.stream().mapToInt(m -> m.to().toString().length()).max().orElse(0);
    StringBuilder text = new StringBuilder("\nWhat happened to it, since " + resource.created());
    for (int i = 0; i < moves.size(); i++) {
      Transition move = moves.get(i);
      boolean said = i + 1 < moves.size() && moves.get(i + 1).reason().equals(move.reason());
      String since = "+" + Spans.text(Duration.between(resource.created(), move.at()));
      text.append(
          String.format(
                  Locale.ROOT,
                  "\n  %-12s %s%s%s",
                  since,
                  padded(move, width),
                  quote(move),
                  said ? "" : reason(move))
              .stripTrailing());
    }
    return text.toString();
  }

  private static String padded(Transition move, int width) {
    String state = move.to().toString();
    return state + " ".repeat(width - state.length());
  }

  private static String quote(Transition move) {
    return move.message().isEmpty() ? "" : "  \"" + move.message() + "\"";
  }

  private static String reason(Transition move) {
    return move.reason().isEmpty() ? "" : "  because: " + move.reason();
  }

  static String calls(String title, List<JournalEntry.Called> calls) {
    StringBuilder text = new StringBuilder("\n").append(title);
    if (calls.isEmpty()) {
      return text.append(": none").toString();
    }
    for (JournalEntry.Called call : calls.subList(0, Math.min(SHOWN, calls.size()))) {
      text.append("\n  ").append(call.at()).append("  ").append(call.text());
    }
    return calls.size() <= SHOWN
        ? text.toString()
        : text.append("\n  and ").append(calls.size() - SHOWN).append(" more").toString();
  }

  static String list(List<?> things) {
    if (things.isEmpty()) {
      return "none";
    }
    String shown =
        things.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return things.size() <= SHOWN ? shown : shown + " and " + (things.size() - SHOWN) + " more";
  }

  static String json(JsonNode node) {
    return node.isMissingNode() ? "nothing" : Json.text(node);
  }
}
