package dev.mlsim.sweep;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How what becomes of a resource is called: in lines that are read back, sentences, and Java. */
final class OutcomeWords {
  private static final Pattern FAILS = Pattern.compile("fails at ([^:]+?)(?:: (.*))?");
  private static final Pattern STOPS = Pattern.compile("is stopped at (.+)");
  private static final Pattern INTERRUPTED = Pattern.compile("is interrupted at (.+)");
  private static final Pattern STUCK = Pattern.compile("is stuck at (.+)");
  private static final Pattern TAKES = Pattern.compile("takes (P\\w[\\w.]*) at (.+)");

  private OutcomeWords() {}

  static String phrase(Outcome outcome) {
    if (outcome instanceof Outcome.Fails fails) {
      boolean usual = fails.reason().equals(ResourceHarm.REASON);
      return "fails at " + fails.phase() + (usual ? "" : ": " + fails.reason());
    }
    if (outcome instanceof Outcome.Meets meets) {
      return (meets.trigger().equals(Lifecycle.STOP) ? "is stopped at " : "is interrupted at ")
          + meets.phase();
    }
    if (outcome instanceof Outcome.IsStuck stuck) {
      return "is stuck at " + stuck.phase();
    }
    if (outcome instanceof Outcome.Takes takes && takes.time().isPresent()) {
      return "takes " + takes.time().get() + " at " + takes.phase();
    }
    return outcome.says();
  }

  static String sentence(Outcome outcome) {
    if (outcome instanceof Outcome.Fails fails) {
      return "fails in " + fails.phase();
    }
    if (outcome instanceof Outcome.Meets meets && meets.trigger().equals(Lifecycle.STOP)) {
      return "is stopped by somebody else in " + meets.phase();
    }
    if (outcome instanceof Outcome.IsStuck stuck) {
      return "never gets beyond " + stuck.phase();
    }
    if (outcome instanceof Outcome.Takes takes && takes.time().isPresent()) {
      return "spends " + takes.time().get() + " in " + takes.phase();
    }
    return phrase(outcome);
  }

  static String java(Outcome outcome) {
    if (outcome instanceof Outcome.Fails fails) {
      return ".failAt(\"" + fails.phase() + "\", \"" + fails.reason() + "\")";
    }
    if (outcome instanceof Outcome.Meets meets) {
      return (meets.trigger().equals(Lifecycle.STOP) ? ".stopAt(\"" : ".interruptAt(\"")
          + meets.phase()
          + "\")";
    }
    if (outcome instanceof Outcome.IsStuck stuck) {
      return ".stuckAt(\"" + stuck.phase() + "\")";
    }
    if (outcome instanceof Outcome.Takes takes && takes.time().isPresent()) {
      return ".takes(\"" + takes.phase() + "\", Duration.parse(\"" + takes.time().get() + "\"))";
    }
    return "...";
  }

  /** The outcome that a line has, if there is such. */
  static Optional<Outcome> read(String phrase) {
    Matcher fails = FAILS.matcher(phrase);
    if (fails.matches()) {
      String reason = fails.group(2) == null ? ResourceHarm.REASON : fails.group(2);
      return Optional.of(new Outcome.Fails(fails.group(1), Optional.empty(), reason));
    }
    Matcher stops = STOPS.matcher(phrase);
    if (stops.matches()) {
      return Optional.of(new Outcome.Meets(Lifecycle.STOP, stops.group(1), Optional.empty()));
    }
    Matcher interrupted = INTERRUPTED.matcher(phrase);
    if (interrupted.matches()) {
      return Optional.of(new Outcome.Meets("interrupt", interrupted.group(1), Optional.empty()));
    }
    Matcher stuck = STUCK.matcher(phrase);
    if (stuck.matches()) {
      return Optional.of(new Outcome.IsStuck(stuck.group(1)));
    }
    Matcher takes = TAKES.matcher(phrase);
    return takes.matches()
        ? Optional.of(takes(takes.group(2), Duration.parse(takes.group(1))))
        : Optional.empty();
  }

  static Outcome takes(String phase, Duration time) {
    return new Outcome.Takes(phase, Optional.of(time), "takes " + time + " in [" + phase + "]");
  }
}
