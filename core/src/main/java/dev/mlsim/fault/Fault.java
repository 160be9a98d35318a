package dev.mlsim.fault;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.internal.Given;
import dev.mlsim.json.Json;
import dev.mlsim.wire.ConnectionFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** One way for a call to go wrong. Immutable. */
public sealed interface Fault {

  /** What it does, for rules, journal and reports. */
  String says();

  /** An error by its code, in the words that AWS has for it where they are known. */
  static Failure error(String code) {
    return new Failure(code, "", 0, Map.of());
  }

  /** An error by its code, with a message. */
  static Failure error(String code, String message) {
    return new Failure(code, message, 0, Map.of());
  }

  /**
   * The service's own throttling error.
   *
   * @param retryAfter what it says in {@code Retry-After}, where its shape has a member there
   */
  record Throttle(Duration retryAfter) implements Fault {
    /** Checks that it isn't in the past. */
    public Throttle {
      if (retryAfter.isNegative()) {
        throw new IllegalArgumentException(
            "mlsim: a call cannot be tried again after [" + retryAfter + "]; say zero or more");
      }
      TimeBounds.check(retryAfter, "a call cannot be tried again after");
    }

    /** Throttles, to be tried again in a second. */
    public Throttle() {
      this(Duration.ofSeconds(1));
    }

    @Override
    public String says() {
      return "throttle";
    }
  }

  /**
   * An error of the service's.
   *
   * @param code its code, such as {@code ConflictException}
   * @param message its message, empty for AWS's usual one
   * @param status its HTTP status, 0 for the one that the model has
   * @param members members besides the message, by the model's names
   */
  record Failure(String code, String message, int status, Map<String, JsonNode> members)
      implements Fault {
    /** Copies. */
    public Failure {
      requireNonNull(code, "code");
      requireNonNull(message, "message");
      Map<String, JsonNode> own = new LinkedHashMap<>();
      Given.map(members).forEach((name, value) -> own.put(name, Json.frozen(value)));
      members = Collections.unmodifiableMap(own);
    }

    /** The same error with a member more. */
    public Failure with(String member, String value) {
      return with(member, TextNode.valueOf(value));
    }

    /** The same error with a member more. */
    public Failure with(String member, int value) {
      return with(member, IntNode.valueOf(value));
    }

    /** The same error with a member more. */
    public Failure with(String member, JsonNode value) {
      Map<String, JsonNode> more = new LinkedHashMap<>(members);
      more.put(member, value);
      return new Failure(code, message, status, more);
    }

    /** The same error with another HTTP status; its code may then be one that no model has. */
    public Failure status(int other) {
      return new Failure(code, message, other, members);
    }

    @Override
    public String says() {
      return "fail with " + code;
    }
  }

  /** The caller's identity doesn't allow the call. */
  record AccessDenied() implements Fault {
    @Override
    public String says() {
      return "deny access to";
    }
  }

  /** The service fails: its own modelled 500, or {@code InternalFailure}. */
  record ServerError() implements Fault {
    @Override
    public String says() {
      return "fail inside on";
    }
  }

  /**
   * A document in place of the simulation's.
   *
   * @param output the output, under the names of the wire
   */
  record Answer(ObjectNode output) implements Fault {
    /** Copies. */
    public Answer {
      output = Json.frozen(output);
    }

    @Override
    public String says() {
      return "answer " + output + " to";
    }
  }

  /**
   * What a function of the test's makes of the input, in place of what the simulation makes of it.
   *
   * @param output gives the output, under the names of the wire; it only computes, and may not call
   *     the simulator
   */
  record AnswerBy(Function<? super JsonNode, ? extends ObjectNode> output) implements Fault {
    /** Checks that it is there. */
    public AnswerBy {
      requireNonNull(output, "answer");
    }

    @Override
    public String says() {
      return "answer by a function to";
    }
  }

  /**
   * The service does what was asked, and a function of the test's changes the answer.
   *
   * @param change changes a copy of the output, under the names of the wire; it only computes, and
   *     may not call the simulator
   */
  record Amend(Consumer<? super ObjectNode> change) implements Fault {
    /** Checks that it is there. */
    public Amend {
      requireNonNull(change, "amend");
    }

    @Override
    public String says() {
      return "amend the answer to";
    }
  }

  /**
   * The service answers at once, but the answer takes long to arrive. Other rules still apply.
   *
   * @param least the shortest time it takes, in virtual time
   * @param most the longest; drawn between the two from the simulator's seed
   */
  record Delay(Duration least, Duration most) implements Fault {
    /** Checks the order. */
    public Delay {
      if (least.isNegative() || most.compareTo(least) < 0) {
        throw new IllegalArgumentException(
            "mlsim: a delay goes from zero or more to as much or more, not from ["
                + least
                + "] to ["
                + most
                + "]");
      }
      TimeBounds.check(most, "an answer cannot be late by");
    }

    @Override
    public String says() {
      return "delay by " + least + (least.equals(most) ? "" : " to " + most);
    }
  }

  /**
   * The connection breaks before the service has seen the call: nothing is done.
   *
   * @param kind how it breaks
   */
  record Disconnect(ConnectionFailure.Kind kind) implements Fault {
    @Override
    public String says() {
      return switch (kind) {
        case RESET -> "reset the connection of";
        case CONNECT_TIMEOUT -> "let time out the connecting of";
        case READ_TIMEOUT -> "let time out the reading of";
      };
    }
  }

  /** The service does what was asked, but the connection is reset before the answer arrives. */
  record LoseAnswer() implements Fault {
    @Override
    public String says() {
      return "lose the answer to";
    }
  }

  /**
   * The service does what was asked, but its answer arrives spoilt.
   *
   * @param manner how
   */
  record Garble(Manner manner) implements Fault {
    /** How an answer can be spoilt. */
    public enum Manner {
      /** Half of the body arrives, then the connection breaks. */
      TRUNCATED,
      /** The body is no JSON. */
      MALFORMED,
      /** A proxy's page of HTML in place of it. */
      WRONG_CONTENT_TYPE
    }

    @Override
    public String says() {
      return switch (manner) {
        case TRUNCATED -> "truncate the answer to";
        case MALFORMED -> "spoil the JSON of";
        case WRONG_CONTENT_TYPE -> "answer HTML to";
      };
    }
  }

  /**
   * A list is answered by what was known a while ago: what is newer is not on it yet. Calls that
   * list nothing are answered as ever.
   *
   * @param age how long ago, in virtual time
   */
  record StaleList(Duration age) implements Fault {
    /** Checks that it is past. */
    public StaleList {
      if (age.isNegative()) {
        throw new IllegalArgumentException(
            "mlsim: a list cannot be [" + age + "] old; say zero or more");
      }
      TimeBounds.check(age, "a list cannot be so old:");
    }

    @Override
    public String says() {
      return "list as of " + age + " ago in";
    }
  }

  /**
   * One of several, drawn from the simulator's seed for each call.
   *
   * @param faults which; one that is there twice is drawn twice as often
   */
  record OneOf(List<Fault> faults) implements Fault {
    /** Copies. */
    public OneOf {
      faults = Given.list(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("mlsim: one of no faults is none");
      }
    }

    @Override
    public String says() {
      return "spoil in one of " + faults.size() + " ways";
    }
  }

  /**
   * A delivery of an event or a notification goes wrong; it is no fault of calls.
   *
   * @param manner how
   * @param by how much later it comes, where it comes late
   */
  record Misdeliver(Mishap manner, Duration by) implements Fault {

    /** How a delivery can go wrong. */
    public enum Mishap {
      /** It comes late. */
      LATE("comes late"),
      /** It comes twice. */
      TWICE("comes twice"),
      /** It comes after the next one. */
      OUT_OF_ORDER("comes out of order"),
      /** It never comes. */
      LOST("is lost");

      private final String says;

      Mishap(String says) {
        this.says = says;
      }
    }

    /** Checks that it isn't early. */
    public Misdeliver {
      requireNonNull(manner, "manner");
      if (by.isNegative()) {
        throw new IllegalArgumentException(
            "mlsim: an event cannot come [" + by + "] late; say zero or more");
      }
      TimeBounds.check(by, "an event cannot be late by");
    }

    @Override
    public String says() {
      return manner.says + (by.isZero() ? "" : " by " + by);
    }
  }
}
