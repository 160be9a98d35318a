package dev.mlsim.samples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.JournalEntry.Called;
import dev.mlsim.journal.JournalEntry.Moved;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in a simulator in few lines, made from its journal: the calls that changed
 * something or failed, and the way of each resource. {@code sim.journal().story()} tells all of it.
 */
final class Timeline {
  private static final String AT_ONCE = "Exists";

  /**
   * A line.
   *
   * @param at when what it tells was over
   * @param about what it is about
   * @param says what happened to it
   * @param count how often
   */
  private record Line(Instant at, String about, String says, int count) {}

  private final List<Line> lines = new ArrayList<>();

  private Timeline() {}

  static void print(String title, Simulator sim, PrintStream out) {
    Timeline timeline = new Timeline();
    List<JournalEntry> entries =
        sim.journal().entries().stream()
            .filter(e -> e instanceof Called || (e instanceof Moved move && !move.isWordsOnly()))
            .toList();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Called call) {
        timeline.take(call, entries.subList(i + 1, entries.size()).stream().findFirst());
      } else if (entries.get(i) instanceof Moved move) {
        timeline.take(move);
      }
    }
    Duration passed = Duration.between(sim.startedAt(), sim.clock().now());
    out.printf(
        "%n%s%n  %d calls in %s of virtual time%n%n",
        title, sim.journal().calls().size(), clock(passed));
    int width = timeline.lines.stream().mapToInt(line -> line.about().length()).max().orElse(1);
    for (Line line : timeline.lines) {
      out.printf(
          "  %s  %-" + width + "s  %s%s%n",
          clock(Duration.between(sim.startedAt(), line.at())),
          line.about(),
          line.says(),
          line.count() == 1 ? "" : ", " + line.count() + " times");
    }
  }

  private void take(Called call, Optional<JournalEntry> next) {
    boolean looks = call.operation().matches("(Describe|List|Get).*");
    if (looks && (call.isSuccess() || call.message().matches(".*(does not exist|not find).*"))) {
      return;
    }
    String about =
        call.operation()
            + " "
            + next.filter(Moved.class::isInstance)
                .map(Moved.class::cast)
                .filter(move -> call.isSuccess() && move.at().equals(call.at()))
                .map(Moved::key)
                .orElseGet(() -> name(call.input()));
    String says = call.isSuccess() ? "ok" : call.error() + ": " + call.message();
    Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (last != null && last.about().equals(about) && last.says().equals(says)) {
      lines.set(lines.size() - 1, new Line(call.at(), about, says, last.count() + 1));
    } else {
      lines.add(new Line(call.at(), about, says, 1));
    }
  }

  private static String name(JsonNode input) {
    return input.properties().stream()
        .filter(member -> member.getKey().matches("(?i).*name"))
        .map(Map.Entry::getValue)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst()
        .orElse("");
  }

  /** States that follow each other make one line. */
  private void take(Moved move) {
    if (move.to().equals(AT_ONCE) || move.from().equals(AT_ONCE)) {
      return; // the call's line says it all
    }
    String type = move.type().substring(move.type().indexOf(':') + 1);
    String about = "  " + type + " " + move.key();
    String says =
        move.standing() == JournalEntry.Standing.GONE
            ? "is gone"
            : move.to().substring(move.to().indexOf('/') + 1)
                + (move.reason().isEmpty() ? "" : ": " + move.reason());
    Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (last != null && last.about().equals(about)) {
      lines.set(lines.size() - 1, new Line(move.at(), about, last.says() + " > " + says, 1));
    } else {
      lines.add(new Line(move.at(), about, says, 1));
    }
  }

  private static String clock(Duration since) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d",
        since.toHours(),
        since.toMinutesPart(),
        since.toSecondsPart());
  }
}
