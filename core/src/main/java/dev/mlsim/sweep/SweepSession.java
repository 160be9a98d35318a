package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import dev.mlsim.internal.Remembered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that somebody else runs, such as JUnit: it says what the next run is to suffer, and
 * learns from each. {@link Sweep#run} runs one by itself. For one thread at a time.
 */
public final class SweepSession {
  private static final int CALLS = 10_000;
  private static final int TIMES = 10;
  private static final int CLEAN = 2;

  private final Terms terms;
  private final Optional<Remembered> memory;
  private final List<Trial> trials = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Deque<Trouble> ahead = new ArrayDeque<>();
  private final Deque<Trouble> pairs = new ArrayDeque<>();
  private final Set<String> paired = new HashSet<>();
  private @Nullable Observed learnt;
  private @Nullable Aftermath afterClean;
  private List<Trouble> planned = List.of();
  private int begun;
  private boolean failed;
  private boolean open;

  SweepSession(Terms terms, Optional<Remembered> memory) {
    this.terms = terms;
    this.memory = memory;
  }

  /** What the next run is to suffer; nothing when the sweep is over. */
  public Optional<Trouble> next() {
    int cleanRuns = terms.only().isPresent() ? 1 : CLEAN;
    failed |= open; // the run before came to no end: nothing is to be learnt here
    if (failed || begun >= terms.runs()) {
      return Optional.empty();
    }
    if (begun >= cleanRuns && ahead.isEmpty() && pairs.isEmpty()) {
      return Optional.empty();
    }
    open = true;
    return Optional.of(
        begun < cleanRuns ? Trouble.NONE : ahead.isEmpty() ? pairs.remove() : ahead.remove());
  }

  /** Begins a run in a fresh world; from now on what the body does counts. */
  public SweepRun begin(Trouble trouble, Simulator sim) {
    begun++;
    SweepRun run = new SweepRun(begun, trouble, sim);
    sim.bound(sim.clock().now().plus(longest()), CALLS);
    run.arm();
    return run;
  }

  /** How much virtual time a run may take. */
  private Duration longest() {
    Observed clean = learnt;
    return clean == null ? Duration.ofDays(365) : clean.passed().multipliedBy(TIMES).plusDays(1);
  }

  /**
   * Ends a run, and judges it.
   *
   * @param thrown what the body threw, if it did
   * @param again runs the body again in the same world
   */
  public Trial end(SweepRun run, Optional<Throwable> thrown, SweepRun.Block<Exception> again) {
    boolean isLost = run.sim().unbound() || thrown.filter(Judge::isBound).isPresent();
    run.disarm();
    Optional<Throwable> bare = thrown.map(Judge::bare);
    Observed seen = Observed.in(run);
    Trial trial =
        run.trouble().isNone() ? clean(run, seen, bare) : judged(run, seen, bare, isLost, again);
    trials.add(trial);
    open = false;
    return trial;
  }

  private Trial clean(SweepRun run, Observed seen, Optional<Throwable> thrown) {
    if (thrown.isPresent()) {
      failed = true;
      return trial(
          run,
          new Judge.Finding(
              Verdict.UNSTEADY, "the test fails by itself: " + Judge.words(thrown.get()), ""),
          thrown);
    }
    Observed before = learnt;
    if (before == null) {
      learnt = seen;
      afterClean = Aftermath.inACopyOf(run.sim());
      terms.only().ifPresent(ahead::add);
    } else {
      Optional<String> difference = Repetition.difference(before, seen);
      if (difference.isPresent()) {
        failed = true;
        return trial(
            run, new Judge.Finding(Verdict.UNSTEADY, difference.get(), ""), Optional.empty());
      }
      Set<String> unsteady = Repetition.unsteadyNames(before, seen);
      learnt = before.without(unsteady);
      if (!unsteady.isEmpty()) {
        notes.add("names differ from run to run, so that calls are told by number in " + unsteady);
      }
      plan(run.sim());
    }
    return new Trial(
        run.number(), run.trouble(), Verdict.WORKS, "", "", Optional.empty(), Optional.empty());
  }

  private void plan(Simulator sim) {
    Observed clean = learnt;
    if (clean == null) {
      return;
    }
    planned =
        Places.in(clean, sim).stream().filter(trouble -> terms.tries(trouble.kind())).toList();
    Set<String> texts = new HashSet<>();
    terms.remembered().stream()
        .flatMap(trouble -> stillPlanned(trouble).stream())
        .filter(trouble -> texts.add(trouble.text()))
        .forEach(ahead::add);
    Order.differentFirst(planned).stream()
        .filter(trouble -> texts.add(trouble.text()))
        .forEach(ahead::add);
  }

  /** What was remembered, where it or what began it is still to be tried. */
  private Optional<Trouble> stillPlanned(Trouble remembered) {
    String first = remembered.harms().get(0).text();
    return planned.stream()
        .filter(trouble -> trouble.text().equals(first))
        .findFirst()
        .map(trouble -> new Trouble(trouble.kind(), remembered.harms()));
  }

  private Trial judged(
      SweepRun run,
      Observed seen,
      Optional<Throwable> thrown,
      boolean isLost,
      SweepRun.Block<Exception> again) {
    Observed clean = learnt;
    Aftermath usual = afterClean;
    if (clean == null || usual == null) {
      throw new IllegalStateException("mlsim: a sweep begins with a clean run");
    }
    Judge judge = new Judge(terms, clean, usual);
    if (!run.hasCome()) {
      return notReached(run, thrown);
    }
    pair(run.trouble(), seen, clean);
    Optional<Judge.Finding> found = judge.atOnce(run, seen, thrown, isLost);
    Aftermath after = Aftermath.of(run.sim());
    found = found.or(() -> judge.later(run, after));
    boolean isOver = run.trouble().kind() != FaultKind.RESOURCE_STUCK;
    Optional<Throwable> second = Optional.empty();
    if (found.isEmpty() && terms.heals() && thrown.isPresent() && isOver) {
      second = second(run, again);
      found = second.map(Judge::ofSecondRun);
    }
    Optional<Throwable> failure = second.or(() -> thrown);
    return found
        .map(finding -> trial(run, finding, failure))
        .orElseGet(
            () ->
                new Trial(
                    run.number(),
                    run.trouble(),
                    judge.green(seen, failure.isPresent()),
                    failure.map(Judge::words).orElse(""),
                    "",
                    failure,
                    Optional.empty()));
  }

  private Trial notReached(SweepRun run, Optional<Throwable> thrown) {
    return thrown
        .map(
            failure ->
                trial(run, new Judge.Finding(Verdict.UNSTEADY, Judge.words(failure), ""), thrown))
        .orElseGet(
            () ->
                new Trial(
                    run.number(),
                    run.trouble(),
                    Verdict.NOT_REACHED,
                    "",
                    "",
                    Optional.empty(),
                    Optional.empty()));
  }

  private Optional<Throwable> second(SweepRun run, SweepRun.Block<Exception> again) {
    run.goAgain();
    Simulator sim = run.sim();
    sim.note("the sweep runs the code again, two days later and without the trouble");
    sim.bound(sim.clock().now().plus(longest()), CALLS);
    try {
      again.run();
      return Optional.empty();
    } catch (Throwable e) {
      return Optional.of(Judge.bare(e));
    } finally {
      sim.unbound();
    }
  }

  /** What the code calls only because something went wrong may go wrong, too. */
  private void pair(Trouble first, Observed seen, Observed clean) {
    if (terms.depth() < 2 || first.harms().size() > 1 || first.kind() == FaultKind.GIVEN) {
      return;
    }
    Set<String> usual = new HashSet<>();
    clean.calls().forEach(call -> usual.add(call.subject()));
    for (Observed.OneCall call : Places.withoutPolls(seen.calls())) {
      boolean isNew =
          !usual.contains(call.subject())
              && paired.add(call.key().operation() + " " + call.error());
      if (isNew) {
        pairs.addAll(Places.second(first, call));
      }
    }
  }

  private Trial trial(SweepRun run, Judge.Finding finding, Optional<Throwable> thrown) {
    // Of a second run that fails, it matters little why the first one did.
    boolean isOfFirst = finding.verdict() != Verdict.NOT_HEALED;
    String about = thrown.filter(t -> isOfFirst).map(UserFrames::shortly).orElse("");
    return new Trial(
        run.number(),
        run.trouble(),
        finding.verdict(),
        finding.detail(),
        finding.verdict() + " " + finding.about() + " " + about,
        thrown,
        Optional.of(
            run.sim()
                .journal()
                .story()
                .titled(terms.name() + ": " + run.trouble().text())
                .remarking("what goes wrong: " + run.trouble().says())));
  }

  /** What came of it so far. */
  public SweepReport report() {
    List<String> all = new ArrayList<>(notes);
    if (!ahead.isEmpty() || !pairs.isEmpty()) {
      int left = ahead.size() + pairs.size();
      all.add(left + " more things could go wrong; the bound is " + terms.runs() + " runs");
    }
    List<String> order = new ArrayList<>();
    planned.forEach(trouble -> order.add(trouble.text()));
    List<Trial> ordered = new ArrayList<>(trials);
    // What was remembered ran first; a report doesn't depend on that.
    ordered.sort(Comparator.comparingInt(trial -> place(trial.trouble(), order)));
    return new SweepReport(terms.name(), ordered, all, planned);
  }

  private static int place(Trouble trouble, List<String> order) {
    int at = order.indexOf(trouble.text());
    return trouble.isNone() ? -1 : at < 0 ? order.size() : at;
  }

  /** Ends it: what came of it, which is remembered where that is wanted. */
  public SweepReport finish() {
    SweepReport report = report();
    if (!isOfOne() && !report.isOfNoUse()) {
      List<String> found = report.findings().stream().map(t -> t.trouble().text()).toList();
      memory.ifPresent(remembered -> remembered.become(found));
    }
    return report;
  }

  /** Gives up a run that came to no end, such as one whose assumptions don't hold. */
  public void abandon(SweepRun run) {
    run.sim().unbound();
    run.disarm();
    failed |= run.trouble().isNone();
    open = false;
  }

  /** Whether one thing alone is tried. */
  public boolean isOfOne() {
    return terms.only().isPresent();
  }
}
