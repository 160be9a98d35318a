package dev.mlsim.assertj;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.event.Event;
import dev.mlsim.json.Json;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ListAssert;

/**
 * Assertions on events of a type, in order. What narrows them ({@link #withDetail}, {@link #of},
 * ...) fails if none is left, so that nothing is asserted of no event at all.
 */
@SuppressWarnings("exports") // who uses it has AssertJ, which others need not have
public class EventsAssert extends AbstractAssert<EventsAssert, List<Event>> {
  private static final int SHOWN = 12;
  private static final int LONGEST = 300;

  private String what = "the events";
  private Report report = Report.AT_ONCE;

  /** For AssertJ's soft assertions, which are subclasses; begin at {@link MlSimAssertions}. */
  protected EventsAssert(List<Event> events) {
    super(events, EventsAssert.class);
  }

  EventsAssert of(String description, Report to) {
    what = description;
    report = to;
    return this;
  }

  /** There were so many. */
  public EventsAssert times(int count) {
    return counts(n -> n == count, count + (count == 1 ? " time" : " times"));
  }

  /** There was one. */
  public EventsAssert once() {
    return times(1);
  }

  /** There were so many or more. */
  public EventsAssert atLeast(int count) {
    return counts(n -> n >= count, "at least " + count + " times");
  }

  /** There were so many or fewer. */
  public EventsAssert atMost(int count) {
    return counts(n -> n <= count, "at most " + count + " times");
  }

  private EventsAssert counts(IntPredicate fits, String expected) {
    if (!fits.test(actual.size())) {
      throw failure("to have been sent", expected, "it was " + actual.size());
    }
    return this;
  }

  /** Those about a resource of that name. */
  public EventsAssert about(String name) {
    return matching("about [" + name + "]", event -> event.name().equals(name));
  }

  /**
   * Those whose detail has this value at this path, such as {@code TrainingJobStatus} or {@code
   * ResourceConfig.InstanceType}.
   */
  public EventsAssert withDetail(String path, Object value) {
    JsonNode wanted = Wanted.document(value);
    return matching(
        "with [" + path + "] = " + Words.json(wanted),
        event -> Wanted.same(Wanted.at(event.detail(), path), wanted));
  }

  /** Those whose detail has nothing at this path. */
  public EventsAssert withoutDetail(String path) {
    return matching(
        "without [" + path + "]", event -> Wanted.at(event.detail(), path).isMissingNode());
  }

  /** Those that fit the predicate; the words say in a message which ones are meant. */
  public EventsAssert matching(String words, Predicate<Event> wanted) {
    List<Event> left = actual.stream().filter(wanted).toList();
    if (left.isEmpty()) {
      report.failed(failure("to have been sent", words, "there was none"));
      return report.saidAlready().events(what + " " + words, left);
    }
    return report.events(what + " " + words, left).as(info.description());
  }

  /** The events themselves, for AssertJ's assertions on lists. */
  public ListAssert<Event> events() {
    return report.list(actual).as(info.description());
  }

  private AssertionError failure(String expecting, String expected, String is) {
    return failure(
        "%s", Words.expecting(what, expecting, expected, is) + shown("The events were", actual));
  }

  static String shown(String title, List<Event> events) {
    StringBuilder text = new StringBuilder("\n").append(title);
    if (events.isEmpty()) {
      return text.append(": none").toString();
    }
    for (Event event : events.subList(0, Math.min(SHOWN, events.size()))) {
      String detail = Json.text(event.detail());
      text.append("\n  ").append(event.at()).append("  ").append(event).append("  ");
      text.append(detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST) + "...");
    }
    return events.size() <= SHOWN
        ? text.toString()
        : text.append("\n  and ").append(events.size() - SHOWN).append(" more").toString();
  }
}
