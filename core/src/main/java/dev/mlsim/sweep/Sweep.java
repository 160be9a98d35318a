package dev.mlsim.sweep;

import static java.util.Objects.requireNonNull;

import dev.mlsim.Simulator;
import dev.mlsim.internal.Given;
import dev.mlsim.internal.Remembered;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs code again and again, each time in a fresh world in which something else goes wrong: each
 * call throttled, denied, its answer lost; each job failing, stopped, stuck. It passes if the code
 * works or says so by an exception, and finds where it does neither.
 *
 * <pre>{@code
 * SweepReport report =
 *     Sweep.of(
 *             sim -> {
 *               SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
 *               new NightlyTraining(sageMaker).run(NIGHT);
 *             })
 *         .never("two jobs paid", sim -> sim.billing().charges().size() > 1)
 *         .run();
 * report.check();
 * }</pre>
 *
 * <p>The body is first run twice with nothing going wrong; it has to do the same both times, and
 * what it calls is what goes wrong then. Its own assertions hold whenever it returns. For one
 * thread. With JUnit, {@code @FaultSweep} makes a sweep of a test method.
 */
public final class Sweep {
  /** The system property that has a sweep try one thing alone: a line of a report. */
  public static final String ONLY = "mlsim.sweep";

  private final Body body;
  private String name = "the code";
  private Supplier<Simulator> worlds = Simulator::create;
  private final Set<FaultKind> survives = EnumSet.noneOf(FaultKind.class);
  private final List<Class<? extends Throwable>> tells = new ArrayList<>();
  private boolean heals;
  private int runs = Terms.RUNS;
  private int depth = Terms.DEPTH;
  private boolean thorough;
  private final Set<FaultKind> without = EnumSet.noneOf(FaultKind.class);
  private final Set<String> mayLeave = new LinkedHashSet<>();
  private final Map<String, Predicate<? super Simulator>> nevers = new LinkedHashMap<>();
  private Optional<Trouble> only = Optional.empty();
  private Optional<Remembered> memory = Optional.empty();

  /** What is run each time. */
  @FunctionalInterface
  public interface Body {
    /** Runs the code, and asserts what holds when it returns. */
    void run(SweepRun run) throws Exception;
  }

  /** What is run each time, where it needs to know the simulator only. */
  @FunctionalInterface
  public interface InWorld {
    /** Runs the code, and asserts what holds when it returns. */
    void run(Simulator sim) throws Exception;
  }

  private Sweep(Body body) {
    this.body = body;
  }

  /** A sweep of code that is run in a simulator. */
  public static Sweep of(InWorld code) {
    requireNonNull(code, "code");
    return new Sweep(run -> code.run(run.sim()));
  }

  /** A sweep of code that knows of its run: what is spared, and whether anything goes wrong. */
  public static Sweep ofRuns(Body body) {
    return new Sweep(requireNonNull(body, "body"));
  }

  /** What it is called in its report. */
  public Sweep named(String of) {
    name = requireNonNull(of, "named");
    return this;
  }

  /** Where the worlds come from, in place of {@code Simulator.create()}; all of one kind. */
  public Sweep in(Supplier<Simulator> fresh) {
    worlds = requireNonNull(fresh, "in");
    return this;
  }

  /** Kinds of trouble under which the code must work: an exception isn't enough. */
  public Sweep survives(FaultKind... kinds) {
    survives.addAll(Given.each(kinds));
    return this;
  }

  /** What the code may throw, and nothing else; without this word, whatever isn't a bug. */
  @SafeVarargs
  public final Sweep tells(Class<? extends Throwable>... exceptions) {
    List<Class<? extends Throwable>> given = new ArrayList<>();
    for (Class<? extends Throwable> exception : exceptions) {
      given.add(exception);
    }
    tells.addAll(Given.list(given));
    return this;
  }

  /** Where it fails, running the body again two days later, without the trouble, must help. */
  public Sweep heals() {
    heals = true;
    return this;
  }

  /** How many runs at most; 200 unless said. */
  public Sweep runs(int most) {
    runs = most;
    return this;
  }

  /**
   * How many things may go wrong in a run: 1, or 2 where the second call is met only because of the
   * first thing; 2 unless said.
   */
  public Sweep depth(int things) {
    depth = things;
    return this;
  }

  /** Tries all kinds that there are, at every call. */
  public Sweep thorough() {
    thorough = true;
    return this;
  }

  /** Kinds that aren't tried. */
  public Sweep without(FaultKind... kinds) {
    without.addAll(Given.each(kinds));
    return this;
  }

  /** Types of resources that may go on costing; {@code *} and {@code ?} are wild. */
  public Sweep mayLeave(String... types) {
    mayLeave.addAll(Given.each(types));
    return this;
  }

  /** What must never be at the end of a run, by its words. */
  public Sweep never(String words, Predicate<? super Simulator> is) {
    nevers.put(requireNonNull(words, "words"), requireNonNull(is, "is"));
    return this;
  }

  /**
   * Tries one thing alone: a line of a report.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Sweep only(String line) {
    only = Optional.of(Trouble.parse(line));
    return this;
  }

  /**
   * Remembers what found something, under this name in {@code target/mlsim/failed} (Gradle: {@code
   * build/mlsim}): the next sweep tries it first, and forgets what has been mended.
   */
  public Sweep remembering(String as) {
    memory = Optional.of(Remembered.of(as));
    return this;
  }

  /** The sweep, for somebody who runs its runs. */
  public SweepSession session() {
    return new SweepSession(
        new Terms(
            name,
            survives,
            tells,
            heals,
            runs,
            depth,
            thorough,
            without,
            mayLeave,
            nevers,
            only.or(() -> Optional.ofNullable(System.getProperty(ONLY)).map(Trouble::parse)),
            memory.map(Sweep::troubles).orElse(List.of())),
        memory);
  }

  private static List<Trouble> troubles(Remembered memory) {
    return memory.lines().stream().flatMap(line -> Trouble.read(line).stream()).toList();
  }

  /**
   * Runs it, on this thread.
   *
   * @throws AssertionError if the body fails though nothing goes wrong, or doesn't repeat itself
   */
  public SweepReport run() {
    SweepSession session = session();
    for (Optional<Trouble> next = session.next(); next.isPresent(); next = session.next()) {
      SweepRun run = session.begin(next.get(), worlds.get());
      Optional<Throwable> thrown = Optional.empty();
      try {
        body.run(run);
      } catch (Throwable e) {
        thrown = Optional.of(e);
      }
      Trial trial = session.end(run, thrown, () -> body.run(run));
      if (trial.trouble().isNone() && trial.isRed()) {
        throw new AssertionError(
            "mlsim: cannot sweep " + name + ": " + trial.detail(), trial.failure().orElse(null));
      }
    }
    return session.finish();
  }
}
