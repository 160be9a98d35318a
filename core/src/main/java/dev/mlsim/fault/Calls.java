package dev.mlsim.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Operation;
import dev.mlsim.internal.Glob;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The calls that a fault rule is to be about, and at its end what becomes of them. What narrows it
 * by content or time counts first; then {@link #first}, {@link #every} and the like pick from what
 * is left, each from what the one before let through. For one thread.
 */
public final class Calls {
  private final Faults faults;
  private final Glob operation;
  private final List<Operation> meant;
  private final SplittableRandom random;
  private final List<FaultRule.Filter> filters = new ArrayList<>();
  private final List<Supplier<Pick>> picks = new ArrayList<>(); // each rule counts by itself
  private boolean environment;

  Calls(Faults faults, Glob operation, List<Operation> meant) {
    this.faults = faults;
    this.operation = operation;
    this.meant = meant;
    this.random = faults.newRandom();
  }

  /** Only those whose input document fits; members are under the names of the wire. */
  public Calls where(Predicate<JsonNode> input) {
    return filter(" where its input fits", call -> input.test(call.input()));
  }

  /**
   * Only those with such a value in their input.
   *
   * @param path a member, or with dots a path, such as {@code ResourceConfig.InstanceType}
   * @param glob the value, in which {@code *} and {@code ?} are wild
   */
  public Calls where(String path, String glob) {
    Glob value = Glob.of(glob);
    String pointer = "/" + path.replace('.', '/');
    return filter(
        " where " + path + " is " + glob,
        call -> {
          JsonNode found = call.input().at(pointer);
          return !found.isMissingNode() && value.matches(found.asText());
        });
  }

  /** But not those of another operation, which may be a glob too. */
  public Calls except(String other) {
    Glob not = Glob.of(other);
    return filter(" except " + other, call -> !FaultRule.isAbout(not, call.operation()));
  }

  /** Only those from one virtual time until before another. */
  public Calls between(Instant from, Instant until) {
    return filter(
        " from " + from + " until " + until, call -> Pick.isWithin(call.at(), from, until));
  }

  /** Only those in the next so much virtual time, counted from now. */
  public Calls within(Duration time) {
    return between(faults.now(), faults.now().plus(time));
  }

  /** Only those when so much virtual time has passed, counted from now. */
  public Calls later(Duration time) {
    return between(faults.now().plus(time), Instant.MAX);
  }

  /**
   * Only those while a resource is in a state.
   *
   * @param type the type of resource, such as {@code training-job}
   * @param name its name, in which {@code *} and {@code ?} are wild
   * @param state a status, or a phase in it, such as {@code Training}
   * @throws IllegalArgumentException if there is no such type or state
   */
  public Calls during(String type, String name, String state) {
    faults.standing().check(type, state);
    return filter(
        " while " + type + " [" + name + "] is " + state,
        call -> faults.standing().anyIn(type, name, state));
  }

  private Calls filter(String says, Predicate<Incoming> holds) {
    filters.add(new FaultRule.Filter(says, holds));
    return this;
  }

  /** Only the first n of them. */
  public Calls first(int n) {
    return pick(positive(n, "the first"), Pick::first);
  }

  /** Only the first of them. */
  public Calls once() {
    return first(1);
  }

  /** Only the nth of them, counted from 1. */
  public Calls nth(int n) {
    return pick(positive(n, "number"), Pick::nth);
  }

  /** All but the first n of them. */
  public Calls after(int n) {
    return pick(positive(n, "all after the first"), Pick::after);
  }

  /** Only every nth of them. */
  public Calls every(int n) {
    return pick(positive(n, "every"), Pick::every);
  }

  /** Each of them with a probability, from the simulator's seed. */
  public Calls withProbability(double probability) {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "mlsim: a probability of ["
              + probability
              + "] is none that can happen; say more than 0 and at most 1");
    }
    return pick(() -> Pick.chance(probability, random));
  }

  private Calls pick(int n, IntFunction<Pick> kind) {
    return pick(() -> kind.apply(n));
  }

  private Calls pick(Supplier<Pick> pick) {
    picks.add(pick);
    return this;
  }

  private static int positive(int n, String which) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "mlsim: " + which + " [" + n + "] calls are none; say 1 or more");
    }
    return n;
  }

  /** They are answered with the service's throttling error. */
  public FaultRule throttle() {
    return suffer(new Fault.Throttle());
  }

  /**
   * They are answered with the service's throttling error, which asks to be tried again after so
   * long where its shape has a member for {@code Retry-After}: whole seconds.
   */
  public FaultRule throttle(Duration retryAfter) {
    return suffer(new Fault.Throttle(retryAfter));
  }

  /** They may come so many times a second, with bursts of as many; more are throttled. */
  public FaultRule limitedTo(double perSecond) {
    return limitedTo(perSecond, Math.max(1, perSecond));
  }

  /** Each operation may be called so many times a second, with bursts; more are throttled. */
  public FaultRule limitedTo(double perSecond, double burst) {
    RateLimit.check(perSecond, burst);
    environment = true;
    Duration refill = Duration.ofSeconds((long) Math.ceil(1 / perSecond));
    return pick(() -> Pick.beyond(perSecond, burst)).suffer(new Fault.Throttle(refill));
  }

  /**
   * They fail with an error of the service's model, or one that all of AWS has.
   *
   * @throws IllegalArgumentException if the service has no such error; the message names the
   *     nearest
   */
  public FaultRule fail(String code) {
    return fail(Fault.error(code));
  }

  /** They fail with an error of the service's model, or one that all of AWS has. */
  public FaultRule fail(String code, String message) {
    return fail(Fault.error(code, message));
  }

  /** They fail with an error, which may have members: {@code Fault.error(...).with(...)}. */
  public FaultRule fail(Fault.Failure error) {
    return suffer(error);
  }

  /** The caller isn't allowed to make them. */
  public FaultRule accessDenied() {
    return suffer(new Fault.AccessDenied());
  }

  /** The service fails inside: a 500 that SDKs retry. */
  public FaultRule serverError() {
    return suffer(new Fault.ServerError());
  }

  /** The service is unavailable: a 503 that SDKs retry. */
  public FaultRule unavailable() {
    return suffer(Fault.error("ServiceUnavailable"));
  }

  /** The caller's credentials have expired. */
  public FaultRule expiredToken() {
    return suffer(Fault.error("ExpiredTokenException"));
  }

  /** Their answers take so much longer to arrive, in virtual time; other rules still apply. */
  public FaultRule delay(Duration latency) {
    return delay(latency, latency);
  }

  /** Their answers take longer to arrive, by something between the two, from the seed. */
  public FaultRule delay(Duration least, Duration most) {
    return suffer(new Fault.Delay(least, most));
  }

  /** Their connection is reset before the service sees them. */
  public FaultRule resetConnection() {
    return suffer(new Fault.Disconnect(Kind.RESET));
  }

  /** No connection can be made for them in time. */
  public FaultRule connectTimeout() {
    return suffer(new Fault.Disconnect(Kind.CONNECT_TIMEOUT));
  }

  /** Nothing is done, and no answer comes in time. */
  public FaultRule readTimeout() {
    return suffer(new Fault.Disconnect(Kind.READ_TIMEOUT));
  }

  /** They are done, but the connection is reset before the answer arrives. */
  public FaultRule loseAnswer() {
    return suffer(new Fault.LoseAnswer());
  }

  /** They are done, but only half of the answer arrives. */
  public FaultRule truncateBody() {
    return suffer(new Fault.Garble(Fault.Garble.Manner.TRUNCATED));
  }

  /** They are done, but the answer is no JSON. */
  public FaultRule malformedJson() {
    return suffer(new Fault.Garble(Fault.Garble.Manner.MALFORMED));
  }

  /** They are done, but what arrives is a proxy's page of HTML. */
  public FaultRule wrongContentType() {
    return suffer(new Fault.Garble(Fault.Garble.Manner.WRONG_CONTENT_TYPE));
  }

  /** They are answered with this document instead of by the simulation, and nothing is done. */
  public FaultRule answer(ObjectNode output) {
    return suffer(new Fault.Answer(output));
  }

  /** They are answered with this JSON instead of by the simulation, and nothing is done. */
  public FaultRule answer(String json) {
    try {
      return answer((ObjectNode) Json.read(json));
    } catch (MalformedJson | ClassCastException e) {
      throw new IllegalArgumentException(
          "mlsim: an answer is a JSON object, not [" + json + "]", e);
    }
  }

  /** They suffer one of these, drawn from the simulator's seed each time. */
  public FaultRule oneOf(Fault... mix) {
    return suffer(new Fault.OneOf(List.of(mix)));
  }

  /** They suffer this. */
  public FaultRule suffer(Fault fault) {
    KnownErrors.check(fault, operation, meant);
    List<Pick> own = picks.stream().map(Supplier::get).toList();
    return faults.add(operation, filters, own, fault, random, environment);
  }

  /** They suffer this as part of their surroundings: no test expects it to apply. */
  public FaultRule sufferAtTimes(Fault fault) {
    environment = true;
    return suffer(fault);
  }
}
