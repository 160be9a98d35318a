package dev.mlsim.assertj;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.internal.Spans;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SdkCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ListAssert;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Assertions on the calls of an operation, in order. What narrows them ({@link #with}, {@link
 * #failing}, ...) fails if none is left, so that nothing is asserted of no call at all.
 */
@SuppressWarnings("exports") // who uses it has AssertJ, which others need not have
public class CallsAssert extends AbstractAssert<CallsAssert, List<JournalEntry.Called>> {
  private String what = "the calls";
  private Report report = Report.AT_ONCE;

  /** For AssertJ's soft assertions, which are subclasses; begin at {@link MlSimAssertions}. */
  protected CallsAssert(List<JournalEntry.Called> calls) {
    super(calls, CallsAssert.class);
  }

  CallsAssert of(String description, Report to) {
    what = description;
    report = to;
    return this;
  }

  /** There were so many. */
  public CallsAssert times(int count) {
    return counts(n -> n == count, count + (count == 1 ? " time" : " times"));
  }

  /** There was one. */
  public CallsAssert once() {
    return times(1);
  }

  /** There were so many or more. */
  public CallsAssert atLeast(int count) {
    return counts(n -> n >= count, "at least " + count + " times");
  }

  /** There were so many or fewer. */
  public CallsAssert atMost(int count) {
    return counts(n -> n <= count, "at most " + count + " times");
  }

  private CallsAssert counts(IntPredicate fits, String expected) {
    return check(
        fits.test(actual.size()), "to have been called", expected, "it was " + actual.size());
  }

  /** Those whose input has this value at this path, such as {@code ResourceConfig.InstanceType}. */
  public CallsAssert with(String path, Object value) {
    JsonNode wanted = Wanted.document(value);
    return matching(
        "with [" + path + "] = " + Words.json(wanted),
        call -> Wanted.same(Wanted.at(call.input(), path), wanted));
  }

  /** Those that were answered with an error. */
  public CallsAssert failing() {
    return matching("failing", call -> !call.isSuccess());
  }

  /** Those that were answered with this error, such as {@code ThrottlingException}. */
  public CallsAssert failing(String code) {
    return matching("failing with [" + code + "]", call -> call.error().equals(code));
  }

  /** Those that succeeded. */
  public CallsAssert succeeding() {
    return matching("succeeding", JournalEntry.Called::isSuccess);
  }

  /**
   * Those that AWS made by itself for this resource; begin with {@link
   * SimulatorAssert#includingChildren}.
   *
   * @param type such as {@code pipeline-execution}
   * @param name the resource's name
   */
  public CallsAssert causedBy(String type, String name) {
    JournalEntry.Cause parent = new JournalEntry.Cause(type, name);
    return matching("caused by " + parent, call -> call.cause().filter(parent::equals).isPresent());
  }

  /** Those that fit the predicate; the words say in a message which ones are meant. */
  public CallsAssert matching(String words, Predicate<JournalEntry.Called> wanted) {
    List<JournalEntry.Called> left = actual.stream().filter(wanted).toList();
    if (left.isEmpty()) {
      report.failed(failure("to have been called", words, "there was none"));
      return report.saidAlready().calls(what + " " + words, left);
    }
    return report.calls(what + " " + words, left).as(info.description());
  }

  /**
   * Their requests in the SDK's own type, for AssertJ's assertions on lists.
   *
   * @param type such as {@code CreateTrainingJobRequest.class}
   * @throws IllegalArgumentException if they are calls of another operation
   */
  public <Q extends AwsRequest> ListAssert<Q> requests(Class<Q> type) {
    return report
        .list(actual.stream().map(call -> SdkCalls.typed(call, type).request()).toList())
        .as(info.description());
  }

  /** None of them failed. */
  public CallsAssert allSucceeded() {
    long failed = actual.stream().filter(call -> !call.isSuccess()).count();
    return check(failed == 0, "to have", "succeeded each time", failed + " failed");
  }

  /** Between each and the next lay so much virtual time or more: a back-off, a pause. */
  public CallsAssert apartAtLeast(Duration gap) {
    return apart(g -> g.compareTo(gap) >= 0, "at least " + Spans.text(gap));
  }

  /** Between each and the next lay so much virtual time or less. */
  public CallsAssert apartAtMost(Duration gap) {
    return apart(g -> g.compareTo(gap) <= 0, "at most " + Spans.text(gap));
  }

  /** Between each and the next lay exactly so much virtual time: the cadence of a polling loop. */
  public CallsAssert every(Duration gap) {
    return apart(g -> g.equals(gap), "exactly " + Spans.text(gap));
  }

  private CallsAssert apart(Predicate<Duration> fits, String expected) {
    List<Duration> gaps = gaps();
    check(gaps.size() > 0, "to have been called", "twice or more", "it was " + actual.size());
    return check(
        gaps.stream().allMatch(fits),
        "to have been called with gaps of",
        expected,
        "the gaps were " + Words.list(gaps.stream().map(Spans::text).toList()));
  }

  /** The virtual time between each call and the next. */
  public List<Duration> gaps() {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < actual.size(); i++) {
      gaps.add(Duration.between(actual.get(i - 1).at(), actual.get(i).at()));
    }
    return gaps;
  }

  private CallsAssert check(boolean holds, String expecting, String expected, String is) {
    if (!holds) {
      throw failure(expecting, expected, is);
    }
    return this;
  }

  private AssertionError failure(String expecting, String expected, String is) {
    return failure(
        "%s",
        Words.expecting(what, expecting, expected, is) + Words.calls("The calls were", actual));
  }
}
