package dev.mlsim.junit;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.clock.Pending;
import dev.mlsim.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * Looks every few real seconds whether a test waits on a clock that nobody moves, and says so once:
 * such a test ends in a bare time-out, or never. It only tells; a test in a debugger waits, too.
 */
@SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12: see World
final class StillWatch implements AutoCloseable, CloseableResource {
  private static final int SECONDS = 5;

  private final String test;
  private final Simulator sim;
  private @Nullable Instant seen;
  private boolean told;
  private @Nullable Future<?> looking;

  StillWatch(String test, Simulator sim) {
    this.test = test;
    this.sim = sim;
  }

  /** One thread for all tests of the JVM, which ends soon after the last of them. */
  private static final class Wall {
    private static final ScheduledExecutorService THREAD = thread();

    private static ScheduledExecutorService thread() {
      ScheduledThreadPoolExecutor one =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "mlsim-still-watch");
                thread.setDaemon(true);
                return thread;
              });
      one.setRemoveOnCancelPolicy(true);
      one.setKeepAliveTime(1, TimeUnit.SECONDS);
      one.allowCoreThreadTimeOut(true);
      return one;
    }
  }

  /** Begins to look, until closed. */
  static StillWatch begin(String test, Simulator sim) {
    StillWatch watch = new StillWatch(test, sim);
    watch.looking =
        Wall.THREAD.scheduleWithFixedDelay(
            () -> watch.look().ifPresent(System.err::println), SECONDS, SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  /** What to say, if the clock stands where it stood at the look before, and something waits. */
  synchronized Optional<String> look() {
    Instant now = sim.clock().now();
    boolean stands = now.equals(seen);
    seen = now;
    if (!stands || told) {
      return Optional.empty();
    }
    Optional<String> waiting = waiting();
    told = waiting.isPresent();
    return waiting.map(
        what ->
            "mlsim: ["
                + test
                + "] has been running for some seconds while its clock stands at "
                + now
                + ", with "
                + what
                + ". Nothing moves virtual time by itself. Code that polls needs"
                + " @MlSimulator(polling = \"settle\"), a test says"
                + " sim.clock().advance(Duration.ofHours(1)), a scheduler under test is"
                + " sim.clock().scheduledExecutorService()"
                + answering());
  }

  /** Between polls that a rule answers, a waiter of the SDK sleeps on the wall's clock. */
  private String answering() {
    return sim.faults().rules().stream()
        .filter(rule -> rule.applied() > 0 && answers(rule.fault()))
        .findFirst()
        .map(
            rule ->
                "; a waiter of the SDK whose polls a rule answers, as ["
                    + rule
                    + "] may, pauses for real unless it is built with"
                    + " BackoffStrategy.retryImmediately()")
        .orElse("");
  }

  private static boolean answers(Fault fault) {
    return fault instanceof Fault.Answer
        || fault instanceof Fault.AnswerBy
        || fault instanceof Fault.Amend;
  }

  private Optional<String> waiting() {
    Optional<String> unfinished =
        sim.resources().all().stream()
            .filter(ResourceSnapshot::isUnfinished)
            .findFirst()
            .map(resource -> resource + " on its way");
    List<Pending> pending = sim.clock().pending();
    return unfinished.or(
        () -> pending.stream().findFirst().map(p -> p.what() + " pending at " + p.due()));
  }

  @Override
  public void close() {
    Future<?> task = looking;
    if (task != null) {
      task.cancel(false);
    }
  }
}
