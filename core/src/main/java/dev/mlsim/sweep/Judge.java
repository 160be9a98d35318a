package dev.mlsim.sweep;

import dev.mlsim.RunOutOfBounds;
import dev.mlsim.internal.Glob;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.service.Charge;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** Says what came of a run: the code works, or it says so, or something is to be mended. */
final class Judge {
  private static final List<Class<? extends Throwable>> BUGS =
      List.of(
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          ArrayStoreException.class,
          NegativeArraySizeException.class,
          ArithmeticException.class,
          NoSuchElementException.class,
          ConcurrentModificationException.class,
          NumberFormatException.class);

  /** What the SDK adds to AWS's words. */
  private static final Pattern SDKS_OWN =
      Pattern.compile(" \\((Service: [^)]*|SDK Attempt Count: \\d+)\\)");

  private final Terms terms;
  private final Observed clean;
  private final Aftermath afterClean;

  /**
   * A finding: what it is, in words, and what tells it from others.
   *
   * @param verdict the verdict
   * @param detail what exactly
   * @param about what it is about, which other runs that find it have in common
   */
  record Finding(Verdict verdict, String detail, String about) {}

  Judge(Terms terms, Observed clean, Aftermath afterClean) {
    this.terms = terms;
    this.clean = clean;
    this.afterClean = afterClean;
  }

  /** What is to be said at the end of the body. */
  Optional<Finding> atOnce(SweepRun run, Observed seen, Optional<Throwable> thrown, boolean lost) {
    if (lost) {
      return Optional.of(endless(run, seen));
    }
    Set<String> unknown = seen.notSimulated();
    if (!unknown.isEmpty() && !clean.notSimulated().containsAll(unknown)) {
      return Optional.of(
          new Finding(Verdict.UNSIMULATED, "it called " + unknown, unknown.toString()));
    }
    return thrown.isEmpty()
        ? Optional.empty()
        : ofFailure(run.trouble().kind(), thrown.get())
            .map(verdict -> new Finding(verdict, words(thrown.get()), place(thrown.get())));
  }

  private static Finding endless(SweepRun run, Observed seen) {
    String last = "";
    if (!seen.calls().isEmpty()) {
      last = seen.calls().get(seen.calls().size() - 1).subject();
    }
    return new Finding(
        Verdict.ENDLESS,
        "after "
            + run.passed()
            + " and "
            + seen.calls().size()
            + " calls it went on"
            + (last.isEmpty() ? "" : ", the last time with " + last),
        last);
  }

  private Optional<Verdict> ofFailure(FaultKind kind, Throwable thrown) {
    if (thrown instanceof AssertionError) {
      return Optional.of(Verdict.SILENT);
    }
    boolean isTold = terms.tells().stream().anyMatch(type -> type.isInstance(thrown));
    boolean isBug =
        thrown instanceof Error || BUGS.stream().anyMatch(type -> type.isInstance(thrown));
    if (isBug && !isTold) {
      return Optional.of(Verdict.BUG);
    }
    if (!terms.tells().isEmpty() && !isTold) {
      return Optional.of(Verdict.UNDECLARED);
    }
    return terms.survives().contains(kind) ? Optional.of(Verdict.NOT_SURVIVED) : Optional.empty();
  }

  /** What is to be said two days later. */
  Optional<Finding> later(SweepRun run, Aftermath after) {
    List<JournalEntry> entries = run.sim().journal().entries();
    for (Charge charge : after.running()) {
      String name = Observed.named(charge.type(), charge.name());
      if (terms.mayLeave().stream().anyMatch(type -> Glob.of(type).matches(charge.type()))) {
        continue;
      }
      if (!Aftermath.isTold(charge, entries)) {
        return Optional.of(
            new Finding(
                Verdict.ORPHAN,
                name + " goes on costing, and no answer ever told the code that it is there",
                charge.type()));
      }
      if (!afterClean.leaves(charge) && !Aftermath.isTried(charge, entries)) {
        return Optional.of(
            new Finding(
                Verdict.LEFT_ON,
                name + " goes on costing, and the code has not tried to end it",
                charge.type()));
      }
    }
    return twice(after).or(() -> broken(run));
  }

  private Optional<Finding> twice(Aftermath after) {
    for (Map.Entry<String, Set<String>> paid : after.charged().entrySet()) {
      int usual = afterClean.charged().getOrDefault(paid.getKey(), Set.of()).size();
      if (usual > 0 && paid.getValue().size() > usual) {
        return Optional.of(
            new Finding(
                Verdict.PAID_TWICE,
                "paid for " + paid.getValue() + ", of which none failed; usual is " + usual,
                paid.getKey()));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> broken(SweepRun run) {
    return terms.nevers().entrySet().stream()
        .filter(never -> never.getValue().test(run.sim()))
        .findFirst()
        .map(never -> new Finding(Verdict.BROKEN_RULE, never.getKey(), never.getKey()));
  }

  /** What is to be said of the body's second run in the same world. */
  static Finding ofSecondRun(Throwable thrown) {
    return new Finding(Verdict.NOT_HEALED, words(thrown), place(thrown));
  }

  /** What a run is that has found nothing. */
  Verdict green(Observed seen, boolean failed) {
    return failed ? Verdict.SAYS_SO : costsMore(seen) ? Verdict.COSTS_MORE : Verdict.WORKS;
  }

  private boolean costsMore(Observed seen) {
    for (Map.Entry<String, Duration> total : seen.totals().entrySet()) {
      Duration usual = clean.totals().getOrDefault(total.getKey(), Duration.ZERO);
      if (total.getValue().compareTo(usual.plusMinutes(1)) > 0) {
        return true;
      }
    }
    return false;
  }

  /** What was thrown, without what carries it from another thread or through reflection. */
  static Throwable bare(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean carries =
        thrown instanceof CompletionException
            || thrown instanceof ExecutionException
            || thrown instanceof InvocationTargetException
            || thrown instanceof UndeclaredThrowableException;
    return carries && cause != null ? bare(cause) : thrown;
  }

  static boolean isBound(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < 20 && at != null; i++) {
      if (at instanceof RunOutOfBounds) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  /** What was thrown in words, with the user's line. */
  static String words(Throwable thrown) {
    String message = SDKS_OWN.matcher(String.valueOf(thrown.getMessage())).replaceAll("").strip();
    message = message.replaceAll("\\s+", " ");
    String shown = message.length() <= 300 ? message : message.substring(0, 300) + " ...";
    String line = UserFrames.shortly(thrown);
    return thrown.getClass().getSimpleName()
        + (thrown.getMessage() == null ? "" : ": " + shown)
        + (line.isEmpty() ? "" : " (" + line + ")");
  }

  private static String place(Throwable thrown) {
    return thrown.getClass().getName() + " " + UserFrames.shortly(thrown);
  }
}
