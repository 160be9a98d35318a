package dev.mlsim.assertj;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.internal.Given;
import dev.mlsim.internal.Spans;
import dev.mlsim.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on one resource, as it was when the assertion began. */
@SuppressWarnings("exports") // who uses it has AssertJ, which others need not have
public class ResourceAssert extends AbstractAssert<ResourceAssert, ResourceSnapshot> {

  /** For AssertJ's soft assertions, which are subclasses; begin at {@link MlSimAssertions}. */
  protected ResourceAssert(@Nullable ResourceSnapshot actual) {
    super(actual, ResourceAssert.class);
  }

  /**
   * Its status is this one of the SDK's, such as {@code TrainingJobStatus.COMPLETED}.
   *
   * @throws IllegalArgumentException if no resource of its type ever has it
   */
  public ResourceAssert hasStatus(Enum<?> status) {
    return hasStatus(status.toString()); // the SDK's enums spell themselves as the wire
  }

  /**
   * Its status is the one named, as the service spells it, such as {@code InProgress}.
   *
   * @throws IllegalArgumentException if no resource of its type ever has it; the message names the
   *     nearest
   */
  public ResourceAssert hasStatus(String status) {
    isNotNull();
    Words.requireKnown(actual, status);
    return check(
        r -> r.status().equals(status),
        r -> failure(r, "to have status", quoted(status), quoted(r.status()), Words.standing(r)));
  }

  /** Its state is called so: a phase such as {@code Training}, or status and phase. */
  public ResourceAssert isAt(String state) {
    return check(
        r -> r.state().isCalled(state),
        r ->
            failure(r, "to be at", quoted(state), quoted(r.state().toString()), Words.standing(r)));
  }

  /** It has failed, in the sense of its kind. */
  public ResourceAssert isFailed() {
    return check(ResourceSnapshot::isFailed, r -> failure(r, "to be", "failed", Words.standing(r)));
  }

  /** It has not failed, be it on its way or at its goal. */
  public ResourceAssert isNotFailed() {
    return check(
        r -> !r.isFailed(), r -> failure(r, "to be", "anything but failed", Words.standing(r)));
  }

  /** It is on its way: in a state in which its kind doesn't stay for good. */
  public ResourceAssert isInProgress() {
    return check(
        ResourceSnapshot::isUnfinished, r -> failure(r, "to be", "in progress", Words.standing(r)));
  }

  /** It has come to rest, whether it went well or not. */
  public ResourceAssert isAtRest() {
    return check(r -> !r.isUnfinished(), r -> failure(r, "to be", "at rest", Words.standing(r)));
  }

  /** It is on its way, and a script holds it where it is. */
  public ResourceAssert isStuck() {
    return check(ResourceSnapshot::isStuck, r -> failure(r, "to be", "stuck", Words.standing(r)));
  }

  /** The reason of its failure is exactly this. */
  public ResourceAssert hasFailureReason(String reason) {
    return check(
        r -> r.reason().equals(reason),
        r ->
            failure(r, "to have failed because of", quoted(reason), r.reason(), Words.standing(r)));
  }

  /** The reason of its failure contains this. */
  public ResourceAssert hasFailureReasonContaining(String part) {
    return check(
        r -> r.reason().contains(part),
        r -> failure(r, "to have a failure reason with", quoted(part), r.reason(), reason(r)));
  }

  private static String reason(ResourceSnapshot resource) {
    return resource.reason().isEmpty()
        ? "it has none; " + Words.standing(resource)
        : "it is " + quoted(resource.reason());
  }

  /**
   * It went through exactly these states, in this order. A state is a status and phase, or either
   * as a test names it; {@code "..."} stands for any states between.
   */
  public ResourceAssert walked(String... states) {
    List<String> expected = Given.each(states);
    return check(
        r -> Walk.matches(r.walked(), expected),
        r ->
            failure(
                r,
                "to have walked",
                String.join(" -> ", expected),
                r.walked(),
                "it walked\n  " + String.join(" -> ", r.walked())));
  }

  /** It came to rest, and from its creation to there took exactly this long in virtual time. */
  public ResourceAssert took(Duration duration) {
    return check(
        r -> !r.isUnfinished() && r.took().equals(duration),
        r -> failure(r, "to have taken", Spans.text(duration), r.took(), length(r)));
  }

  /** It came to rest, and from its creation to there took this long or longer. */
  public ResourceAssert tookAtLeast(Duration duration) {
    return check(
        r -> !r.isUnfinished() && r.took().compareTo(duration) >= 0,
        r -> failure(r, "to have taken at least", Spans.text(duration), r.took(), length(r)));
  }

  /** It came to rest, and from its creation to there took this long or shorter. */
  public ResourceAssert tookAtMost(Duration duration) {
    return check(
        r -> !r.isUnfinished() && r.took().compareTo(duration) <= 0,
        r -> failure(r, "to have taken at most", Spans.text(duration), r.took(), length(r)));
  }

  private static String length(ResourceSnapshot resource) {
    return resource.isUnfinished()
        ? "it has not come to rest: " + Words.standing(resource)
        : "it took " + Spans.text(resource.took());
  }

  /** All told, it was this long in states of that name, before it moved on. */
  public ResourceAssert stayed(String phase, Duration duration) {
    return check(
        r -> r.timeIn(phase).equals(duration),
        r ->
            failure(
                r,
                "to have stayed in [" + phase + "] for",
                Spans.text(duration),
                r.timeIn(phase),
                "it stayed " + Spans.text(r.timeIn(phase))));
  }

  /**
   * An attribute has this value: what it was created with or updated to, under the wire's names.
   *
   * @param path such as {@code ResourceConfig.InstanceType} or {@code Tags.0.Key}
   * @param value text, a number, a truth value, an instant, an enum of the SDK, a list or a map
   */
  public ResourceAssert hasAttribute(String path, Object value) {
    JsonNode wanted = Wanted.document(value);
    return check(
        r -> Wanted.same(Wanted.at(r.attributes(), path), wanted),
        r ->
            failure(
                r,
                "to have [" + path + "]",
                Words.json(wanted),
                Wanted.at(r.attributes(), path),
                attribute(r, path)));
  }

  /** An attribute was given, whatever its value. */
  public ResourceAssert hasAttribute(String path) {
    return check(
        r -> !Wanted.at(r.attributes(), path).isMissingNode(),
        r -> failure(r, "to have", "[" + path + "]", attribute(r, path)));
  }

  /** An attribute was not given. */
  public ResourceAssert doesNotHaveAttribute(String path) {
    return check(
        r -> Wanted.at(r.attributes(), path).isMissingNode(),
        r -> failure(r, "to have no", "[" + path + "]", attribute(r, path)));
  }

  private static String attribute(ResourceSnapshot resource, String path) {
    return "it has "
        + Words.json(Wanted.at(resource.attributes(), path))
        + "; its attributes are\n  "
        + Json.text(resource.attributes());
  }

  /** It has the tag. */
  public ResourceAssert hasTag(String key, String value) {
    return check(
        r -> value.equals(r.tags().get(key)),
        r -> failure(r, "to have the tag", key + "=" + value, "its tags are " + r.tags()));
  }

  private ResourceAssert check(
      Predicate<ResourceSnapshot> holds, Function<ResourceSnapshot, AssertionError> failure) {
    isNotNull();
    if (!holds.test(actual)) {
      throw failure.apply(actual);
    }
    return this;
  }

  private AssertionError failure(
      ResourceSnapshot resource, String what, String expected, String actual) {
    return failure("%s", text(resource, what, expected, actual));
  }

  private AssertionError failure(
      ResourceSnapshot resource, String what, String expected, Object is, String actual) {
    return failureWithActualExpected(is, expected, "%s", text(resource, what, expected, actual));
  }

  private static String text(
      ResourceSnapshot resource, String what, String expected, String actual) {
    return Words.expecting(Words.subject(resource), what, expected, actual)
        + Words.history(resource);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
