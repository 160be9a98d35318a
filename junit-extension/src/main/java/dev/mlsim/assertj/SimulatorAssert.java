package dev.mlsim.assertj;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.clock.Pending;
import dev.mlsim.event.Event;
import dev.mlsim.internal.Article;
import dev.mlsim.internal.Given;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.internal.Spans;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.service.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ListAssert;

/** Assertions on a simulator: its resources, the calls it was sent, and its time. */
@SuppressWarnings("exports") // who uses it has AssertJ, which others need not have
public class SimulatorAssert extends AbstractAssert<SimulatorAssert, Simulator> {
  private static final double PRECISION = 0.0005;

  private Report report = Report.AT_ONCE;
  private boolean children;

  /** For AssertJ's soft assertions, which are subclasses; begin at {@link MlSimAssertions}. */
  protected SimulatorAssert(Simulator actual) {
    super(actual, SimulatorAssert.class);
  }

  SimulatorAssert reporting(Report to) {
    report = to;
    return this;
  }

  /**
   * There is such a resource; goes on with it.
   *
   * @param type such as {@code training-job}
   * @param nameOrArn its name, the latest of that name counts, or its ARN
   * @throws IllegalArgumentException if there is no such type; the message names the nearest
   */
  public ResourceAssert resource(String type, String nameOrArn) {
    isNotNull();
    Optional<ResourceSnapshot> found = actual.resources().find(type, nameOrArn);
    if (found.isEmpty()) {
      report.failed(failure("%s", missing(type, nameOrArn)));
      return report.saidAlready().resource(null);
    }
    return report.resource(found.get()).as(info.description());
  }

  private String missing(String type, String name) {
    List<String> names = actual.resources().all(type).stream().map(ResourceSnapshot::name).toList();
    Optional<JournalEntry.Moved> last =
        actual.journal().moves().stream()
            .filter(m -> m.type().endsWith(type) && m.key().equals(name))
            .reduce((one, other) -> other);
    return Words.expecting(
        Article.of(type),
        "of the name",
        "[" + name + "]",
        last.map(m -> "it was deleted at " + m.at())
            .orElseGet(
                () ->
                    names.isEmpty()
                        ? "there is none, of any name"
                        : "there is none" + Nearest.hint(name, names)));
  }

  /** There is no such resource, or no longer. */
  public SimulatorAssert doesNotHaveResource(String type, String nameOrArn) {
    isNotNull();
    actual
        .resources()
        .find(type, nameOrArn)
        .ifPresent(
            r -> {
              throw failure(
                  "%s",
                  Words.expecting("no", "such", Words.subject(r), Words.standing(r))
                      + Words.history(r));
            });
    return this;
  }

  /** All resources of a type, oldest first, for AssertJ's assertions on lists. */
  public ListAssert<ResourceSnapshot> resources(String type) {
    isNotNull();
    return report.list(actual.resources().all(type)).as(info.description());
  }

  /**
   * From here on, calls are those, too, that AWS makes by itself for resources that start others,
   * such as a pipeline's training jobs; see {@link CallsAssert#causedBy}.
   */
  public SimulatorAssert includingChildren() {
    children = true;
    return this;
  }

  /**
   * The operation was called at least once; goes on with these calls.
   *
   * @param operation its name; {@code *} and {@code ?} are wild
   * @throws IllegalArgumentException if there is no such operation; the message names the nearest
   */
  public CallsAssert called(String operation) {
    isNotNull();
    List<JournalEntry.Called> calls = calls(operation);
    if (calls.isEmpty()) {
      report.failed(
          failure(
              "%s",
              Words.expecting("calls of", "the operation", operation, "there was none")
                  + ofChildren(operation)
                  + Words.calls("The calls were", calls())));
      return report.saidAlready().calls(operation, calls);
    }
    return report.calls(operation, calls).as(info.description());
  }

  private String ofChildren(String operation) {
    Glob glob = known(operation);
    long made =
        actual.journal().includingChildren().calls().stream()
            .filter(c -> glob.matches(c.operation()))
            .count();
    return made == 0
        ? ""
        : "\nResources made " + made + " of their own; includingChildren() counts those, too";
  }

  /** The operation was never called. */
  public SimulatorAssert notCalled(String operation) {
    isNotNull();
    List<JournalEntry.Called> calls = calls(operation);
    if (!calls.isEmpty()) {
      throw failure(
          "%s",
          Words.expecting("no", "calls of", operation, "there were " + calls.size())
              + Words.calls("They were", calls));
    }
    return this;
  }

  /** These operations were called in this order; others may lie between. */
  public SimulatorAssert calledInOrder(String... operations) {
    isNotNull();
    List<JournalEntry.Called> calls = calls();
    int next = 0;
    for (String operation : Given.each(operations)) {
      Glob glob = known(operation);
      while (next < calls.size() && !glob.matches(calls.get(next).operation())) {
        next++;
      }
      if (next == calls.size()) {
        throw failure(
            "%s",
            Words.expecting(
                    "calls in",
                    "the order",
                    Words.list(Arrays.asList(operations)),
                    "[" + operation + "] did not come where it was expected")
                + Words.calls("The calls were", calls));
      }
      next++;
    }
    return this;
  }

  private List<JournalEntry.Called> calls(String operation) {
    Glob glob = known(operation);
    return calls().stream().filter(c -> glob.matches(c.operation())).toList();
  }

  private List<JournalEntry.Called> calls() {
    return children ? actual.journal().includingChildren().calls() : actual.journal().calls();
  }

  private Glob known(String operation) {
    Glob glob = Glob.of(operation);
    if (actual.operations().stream().noneMatch(glob::matches)) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has an operation ["
              + operation
              + "]"
              + Nearest.hint(operation, actual.operations()));
    }
    return glob;
  }

  /**
   * Such an event was sent to EventBridge at least once; goes on with these events.
   *
   * @param detailType such as {@code SageMaker Training Job State Change}; {@code *} is wild
   * @throws IllegalArgumentException if nothing that is simulated sends such events; the message
   *     names the nearest
   */
  public EventsAssert emitted(String detailType) {
    isNotNull();
    List<Event> events = actual.events().list(detailType);
    if (events.isEmpty()) {
      report.failed(
          failure(
              "%s",
              Words.expecting("events of", "the type", detailType, "there was none")
                  + EventsAssert.shown("The events were", actual.events().list())));
      return report.saidAlready().events(detailType, events);
    }
    return report.events(detailType, events).as(info.description());
  }

  /** No such event was sent. */
  public SimulatorAssert notEmitted(String detailType) {
    isNotNull();
    List<Event> events = actual.events().list(detailType);
    if (!events.isEmpty()) {
      throw failure(
          "%s",
          Words.expecting("no", "events of", detailType, "there were " + events.size())
              + EventsAssert.shown("They were", events));
    }
    return this;
  }

  /** No resource has failed. */
  public SimulatorAssert hasNoFailedResource() {
    return hasNone(
        "failed", actual.resources().all().stream().filter(ResourceSnapshot::isFailed).toList());
  }

  /** No resource is on its way: all have come to rest. */
  public SimulatorAssert hasNothingInProgress() {
    return hasNone(
        "in progress",
        actual.resources().all().stream().filter(ResourceSnapshot::isUnfinished).toList());
  }

  private SimulatorAssert hasNone(String what, List<ResourceSnapshot> found) {
    if (!found.isEmpty()) {
      ResourceSnapshot first = found.get(0);
      throw failure(
          "%s",
          Words.expecting(
                  "no resource",
                  "to be",
                  what,
                  "so is " + Words.list(found.stream().map(Words::subject).toList()))
              + Words.history(first));
    }
    return this;
  }

  /** Nothing is left on that costs as long as it is there. */
  public SimulatorAssert hasNothingBilling() {
    isNotNull();
    List<Charge> running = actual.billing().running();
    if (!running.isEmpty()) {
      throw failure(
          "%s", Words.expecting("nothing", "to be", "billing", "so is " + Words.list(running)));
    }
    return this;
  }

  /**
   * So much of a unit was used so far, to the thousandth of an hour, such as 1.5 instance hours.
   */
  public SimulatorAssert hasBilled(String unit, double hours) {
    isNotNull();
    double billed = actual.billing().hours(unit);
    if (Math.abs(billed - hours) > PRECISION) {
      throw failureWithActualExpected(
          billed,
          hours,
          "%s",
          Words.expecting(
              "the hours",
              "of [" + unit + "] to be",
              String.valueOf(hours),
              "they are " + billed + "; used were " + Words.list(actual.billing().charges())));
    }
    return this;
  }

  /** Time alone would bring about nothing more. */
  public SimulatorAssert hasNothingPending() {
    isNotNull();
    List<Pending> pending = actual.clock().pending();
    if (!pending.isEmpty()) {
      throw failure(
          "%s",
          Words.expecting(
              "nothing",
              "to be",
              "pending",
              "pending is "
                  + Words.list(
                      pending.stream().map(p -> "[" + p.what() + "] at " + p.due()).toList())));
    }
    return this;
  }

  /** So much virtual time has passed since the simulator's start, to the millisecond. */
  public SimulatorAssert hasPassed(Duration duration) {
    return isAt(actual.startedAt().plus(duration));
  }

  /** It is this time in the simulator. */
  public SimulatorAssert isAt(Instant instant) {
    isNotNull();
    Instant now = actual.clock().now();
    if (!now.equals(instant)) {
      Duration passed = Duration.between(actual.startedAt(), now);
      throw failureWithActualExpected(
          now,
          instant,
          "%s",
          Words.expecting(
              "virtual time",
              "to be",
              instant + " (+" + Spans.text(Duration.between(actual.startedAt(), instant)) + ")",
              "it is " + now + " (+" + Spans.text(passed) + ")"));
    }
    return this;
  }
}
