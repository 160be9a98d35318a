package dev.mlsim.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.internal.CheckReturnValue;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The calls that a fault rule is to be about, and at its end what becomes of them. What narrows it
 * by content or time counts first; then {@link #first}, {@link #every} and the like pick from what
 * is left, each from what the one before let through. For one thread.
 */
public interface FaultSpec {

  /**
   * Those calls, too, that AWS makes by itself for a resource that starts others, such as a
   * pipeline's training jobs. They count with the caller's, and so does what picks among them; an
   * error is answered to the resource, which makes of it what it does on AWS, and so is a
   * connection that breaks. Nobody waits for a late answer. Without this word a rule is about
   * callers' calls only, limits of rates included.
   */
  @CheckReturnValue
  FaultSpec includingChildren();

  /** Only those whose input document fits; members are under the names of the wire. */
  @CheckReturnValue
  FaultSpec where(Predicate<JsonNode> input);

  /**
   * Only those with such a value in their input.
   *
   * @param path a member, or with dots a path, such as {@code ResourceConfig.InstanceType}
   * @param glob the value, in which {@code *} and {@code ?} are wild
   */
  @CheckReturnValue
  FaultSpec where(String path, String glob);

  /**
   * Only those about a resource of that name: its name, ARN or id as the input has it. {@code *}
   * and {@code ?} are wild.
   */
  @CheckReturnValue
  FaultSpec about(String nameOrArn);

  /** But not those of another operation, which may be a glob too. */
  @CheckReturnValue
  FaultSpec except(String other);

  /** Only those from one virtual time until before another. */
  @CheckReturnValue
  FaultSpec between(Instant from, Instant until);

  /** Only those in the next so much virtual time, counted from now. */
  @CheckReturnValue
  FaultSpec within(Duration time);

  /** Only those when so much virtual time has passed, counted from now. */
  @CheckReturnValue
  FaultSpec later(Duration time);

  /**
   * Only those while a resource is in a state.
   *
   * @param type the type of resource, such as {@code training-job}
   * @param name its name, in which {@code *} and {@code ?} are wild
   * @param state a status, or a phase in it, such as {@code Training}
   * @throws IllegalArgumentException if there is no such type or state
   */
  @CheckReturnValue
  FaultSpec during(String type, String name, String state);

  /** Only the first n of them. */
  @CheckReturnValue
  FaultSpec first(int n);

  /** Only the first of them. */
  @CheckReturnValue
  default FaultSpec once() {
    return first(1);
  }

  /** Only the nth of them, counted from 1. */
  @CheckReturnValue
  FaultSpec nth(int n);

  /** All but the first n of them. */
  @CheckReturnValue
  FaultSpec after(int n);

  /**
   * Only the nth call of the code's among them, counted from 1, with all attempts that the SDK
   * makes of it; {@link #nth} counts attempts. So {@code nthCall(1).throttle()} is a call that is
   * throttled until its client gives up.
   */
  @CheckReturnValue
  FaultSpec nthCall(int n);

  /** All calls of the code's but the first n of them, each with all its attempts. */
  @CheckReturnValue
  FaultSpec afterCalls(int n);

  /** Only the nth attempt at each call of the code's, counted from 1, as its SDK counts. */
  @CheckReturnValue
  FaultSpec nthAttempt(int n);

  /** Only every nth of them. */
  @CheckReturnValue
  FaultSpec every(int n);

  /** Each of them with a probability, from the simulator's seed. */
  @CheckReturnValue
  FaultSpec withProbability(double probability);

  /** They are answered with the service's throttling error. */
  default FaultRule throttle() {
    return suffer(new Fault.Throttle());
  }

  /**
   * They are answered with the service's throttling error, which asks to be tried again after so
   * long where its shape has a member for {@code Retry-After}: whole seconds.
   */
  default FaultRule throttle(Duration retryAfter) {
    return suffer(new Fault.Throttle(retryAfter));
  }

  /** They may come so many times a second, with bursts of as many; more are throttled. */
  default FaultRule limitedTo(double perSecond) {
    return limitedTo(perSecond, Math.max(1, perSecond));
  }

  /** Each operation may be called so many times a second, with bursts; more are throttled. */
  FaultRule limitedTo(double perSecond, double burst);

  /**
   * They fail with an error of the service's model, or one that all of AWS has.
   *
   * @throws IllegalArgumentException if the service has no such error; the message names the
   *     nearest
   */
  default FaultRule fail(String code) {
    return fail(Fault.error(code));
  }

  /** They fail with an error of the service's model, or one that all of AWS has. */
  default FaultRule fail(String code, String message) {
    return fail(Fault.error(code, message));
  }

  /** They fail with an error, which may have members: {@code Fault.error(...).with(...)}. */
  default FaultRule fail(Fault.Failure error) {
    return suffer(error);
  }

  /** The caller isn't allowed to make them. */
  default FaultRule accessDenied() {
    return suffer(new Fault.AccessDenied());
  }

  /** The service fails inside: a 500 that SDKs retry. */
  default FaultRule serverError() {
    return suffer(new Fault.ServerError());
  }

  /** The service is unavailable: a 503 that SDKs retry. */
  default FaultRule unavailable() {
    return suffer(Fault.error("ServiceUnavailable"));
  }

  /** The caller's credentials have expired. */
  default FaultRule expiredToken() {
    return suffer(Fault.error("ExpiredTokenException"));
  }

  /** Their answers take so much longer to arrive, in virtual time; other rules still apply. */
  default FaultRule delay(Duration latency) {
    return delay(latency, latency);
  }

  /** Their answers take longer to arrive, by something between the two, from the seed. */
  default FaultRule delay(Duration least, Duration most) {
    return suffer(new Fault.Delay(least, most));
  }

  /** Their connection is reset before the service sees them. */
  default FaultRule resetConnection() {
    return suffer(new Fault.Disconnect(Kind.RESET));
  }

  /** No connection can be made for them in time. */
  default FaultRule connectTimeout() {
    return suffer(new Fault.Disconnect(Kind.CONNECT_TIMEOUT));
  }

  /** Nothing is done, and no answer comes in time. */
  default FaultRule readTimeout() {
    return suffer(new Fault.Disconnect(Kind.READ_TIMEOUT));
  }

  /** They are done, but the connection is reset before the answer arrives. */
  default FaultRule loseAnswer() {
    return suffer(new Fault.LoseAnswer());
  }

  /** They are done, but only half of the answer arrives. */
  default FaultRule truncateBody() {
    return suffer(new Fault.Garble(Fault.Garble.Manner.TRUNCATED));
  }

  /** They are done, but the answer is no JSON. */
  default FaultRule malformedJson() {
    return suffer(new Fault.Garble(Fault.Garble.Manner.MALFORMED));
  }

  /** They are done, but what arrives is a proxy's page of HTML. */
  default FaultRule wrongContentType() {
    return suffer(new Fault.Garble(Fault.Garble.Manner.WRONG_CONTENT_TYPE));
  }

  /**
   * They are answered with this document instead of by the simulation, and nothing is done.
   *
   * @throws IllegalArgumentException if the operation's output can't be so; the message names the
   *     nearest member
   */
  default FaultRule answer(ObjectNode output) {
    return suffer(new Fault.Answer(output));
  }

  /** They are answered with this JSON instead of by the simulation, and nothing is done. */
  default FaultRule answer(String json) {
    try {
      return answer((ObjectNode) Json.read(json));
    } catch (MalformedJson | ClassCastException e) {
      throw new IllegalArgumentException(
          "mlsim: an answer is a JSON object, not [" + json + "]", e);
    }
  }

  /**
   * They are answered with what a function makes of their input, and nothing is done. It only
   * computes: it may not call the simulator, and gets a document that it can't change.
   */
  default FaultRule answer(Function<? super JsonNode, ? extends ObjectNode> output) {
    return suffer(new Fault.AnswerBy(output));
  }

  /**
   * They are simulated, and what they are answered is changed: {@code amend(output ->
   * output.put("FailureReason", "..."))}. The world is as if nobody had changed it. The function
   * only computes: it may not call the simulator.
   */
  default FaultRule amend(Consumer<? super ObjectNode> change) {
    return suffer(new Fault.Amend(change));
  }

  /** They suffer one of these, drawn from the simulator's seed each time. */
  default FaultRule oneOf(Fault... mix) {
    return suffer(new Fault.OneOf(Arrays.asList(mix)));
  }

  /** They suffer this. */
  FaultRule suffer(Fault fault);

  /** They suffer this as part of their surroundings: no test expects it to apply. */
  FaultRule sufferAtTimes(Fault fault);
}
