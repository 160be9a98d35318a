package dev.mlsim.sdk.control;

import static dev.mlsim.sdk.control.Parameter.MORE_THAN_ZERO;
import static dev.mlsim.sdk.control.Parameter.count;
import static dev.mlsim.sdk.control.Parameter.document;
import static dev.mlsim.sdk.control.Parameter.duration;
import static dev.mlsim.sdk.control.Parameter.instant;
import static dev.mlsim.sdk.control.Parameter.number;
import static dev.mlsim.sdk.control.Parameter.text;
import static dev.mlsim.sdk.control.Word.narrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fault.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What can be said to the faults of a world. */
final class FaultWords {
  private static final double LEAST_RATE = 1e-6;
  private static final double MOST_RATE = 1e9;
  private static final int LONG_TEXT = 1_000_000;

  private static final Parameter<String> OPERATION = text("operation");
  private static final Parameter<String> PATH = text("path");
  private static final Parameter<String> VALUE = text("value");
  private static final Parameter<Instant> FROM = instant("from");
  private static final Parameter<Instant> UNTIL = instant("until");
  private static final Parameter<Duration> TIME = duration("time");
  private static final Parameter<String> TYPE = text("type");
  private static final Parameter<String> NAME = text("name");
  private static final Parameter<String> STATE = text("state");
  private static final Parameter<Integer> N = count("n");
  private static final Parameter<Double> PROBABILITY = number("probability", MORE_THAN_ZERO, 1);
  private static final Parameter<Duration> RETRY_AFTER = duration("retryAfter");
  private static final Parameter<Double> RATE = number("perSecond", LEAST_RATE, MOST_RATE);
  private static final Parameter<Double> BURST = number("burst", 1, MOST_RATE);
  private static final Parameter<String> CODE = text("code");
  private static final Parameter<String> MESSAGE = text("message", 0, LONG_TEXT);
  private static final Parameter<Duration> LATENCY = duration("latency");
  private static final Parameter<Duration> LEAST = duration("least");
  private static final Parameter<Duration> MOST = duration("most");
  private static final Parameter<ObjectNode> OUTPUT = document("output");
  private static final Parameter<String> JSON = text("json", 2, LONG_TEXT);

  private static final Vocabulary<FaultRule> RULE = Vocabulary.none();

  /** Which calls, and at the end what befalls them. */
  private static final Vocabulary<FaultSpec> CALLS =
      Vocabulary.chain(
          "calls",
          "nothing is set up: this says which calls, but not what befalls them, such as throttle",
          calls());

  /** What all faults begin with. */
  static final Vocabulary<Faults> FAULTS =
      Vocabulary.chain(
          "faults",
          "nothing is set up: this says nothing; begin with on, onAll, onEvents, usualRates or"
              + " clear",
          List.of(
              Word.begins(
                  "on",
                  "Calls of an operation: CreateTrainingJob, Create*, personalize:*.",
                  CALLS,
                  (faults, given) -> faults.on(given.of(OPERATION)),
                  OPERATION),
              Word.begins("onAll", "All calls.", CALLS, (faults, given) -> faults.onAll()),
              Word.begins(
                  "onEvents",
                  "What is delivered to those who listen to events of a type.",
                  DeliveryWords.DELIVERIES,
                  (faults, given) -> faults.onEvents(given.of(NAME)),
                  NAME),
              Word.does(
                  "usualRates",
                  "Limits the rates of calls as AWS does, where that is known.",
                  (faults, given) -> faults.usualRates()),
              Word.does("clear", "Forgets every rule.", (faults, given) -> faults.clear())));

  private FaultWords() {}

  private static List<Word<FaultSpec>> calls() {
    List<Word<FaultSpec>> words = new ArrayList<>(narrowing());
    words.addAll(
        List.of(
            befalls("throttle", "They are throttled.", (calls, given) -> calls.throttle()),
            befalls(
                "throttle",
                "They are throttled, and told when to try again.",
                (calls, given) -> calls.throttle(given.of(RETRY_AFTER)),
                RETRY_AFTER),
            befalls(
                "limitedTo",
                "They may come so many times a second; more are throttled.",
                (calls, given) -> calls.limitedTo(given.of(RATE)),
                RATE),
            befalls(
                "limitedTo",
                "They may come so many times a second, with bursts; more are throttled.",
                (calls, given) -> calls.limitedTo(given.of(RATE), given.of(BURST)),
                RATE,
                BURST),
            befalls(
                "fail",
                "They fail with an error of the service's.",
                (calls, given) -> calls.fail(given.of(CODE)),
                CODE),
            befalls(
                "fail",
                "They fail with an error of the service's, in these words.",
                (calls, given) -> calls.fail(given.of(CODE), given.of(MESSAGE)),
                CODE,
                MESSAGE),
            befalls(
                "accessDenied",
                "The caller isn't allowed to make them.",
                (calls, given) -> calls.accessDenied()),
            befalls(
                "serverError",
                "The service fails inside: a 500.",
                (calls, given) -> calls.serverError()),
            befalls(
                "unavailable",
                "The service is unavailable: a 503.",
                (calls, given) -> calls.unavailable()),
            befalls(
                "expiredToken",
                "The caller's credentials have expired.",
                (calls, given) -> calls.expiredToken())));
    words.addAll(
        List.of(
            befalls(
                "delay",
                "Their answers take so much longer, in virtual time.",
                (calls, given) -> calls.delay(given.of(LATENCY)),
                LATENCY),
            befalls(
                "delay",
                "Their answers take longer by something between the two, in virtual time.",
                (calls, given) -> calls.delay(given.of(LEAST), given.of(MOST)),
                LEAST,
                MOST),
            befalls(
                "resetConnection",
                "Their connection is reset before the service sees them.",
                (calls, given) -> calls.resetConnection()),
            befalls(
                "connectTimeout",
                "No connection can be made for them in time.",
                (calls, given) -> calls.connectTimeout()),
            befalls(
                "readTimeout",
                "Nothing is done, and no answer comes.",
                (calls, given) -> calls.readTimeout()),
            befalls(
                "loseAnswer",
                "They are done, but the connection is reset before the answer.",
                (calls, given) -> calls.loseAnswer()),
            befalls(
                "truncateBody",
                "They are done, but half of the answer arrives.",
                (calls, given) -> calls.truncateBody()),
            befalls(
                "malformedJson",
                "They are done, but the answer is no JSON.",
                (calls, given) -> calls.malformedJson()),
            befalls(
                "wrongContentType",
                "They are done, but a proxy's page of HTML arrives.",
                (calls, given) -> calls.wrongContentType())));
    words.add(
        befalls(
            "answer",
            "They are answered with this, and nothing is done.",
            (calls, given) -> calls.answer(given.of(OUTPUT)),
            OUTPUT));
    words.add(
        befalls(
            "answer",
            "They are answered with this, and nothing is done.",
            (calls, given) -> calls.answer(given.of(JSON)),
            JSON));
    return words;
  }

  private static List<Word<FaultSpec>> narrowing() {
    return List.of(
        narrows(
            "includingChildren",
            "Those calls, too, that AWS makes by itself for a resource that starts others.",
            (calls, given) -> calls.includingChildren()),
        narrows(
            "about",
            "Only those about a resource of that name, ARN or id; * and ? are wild.",
            (calls, given) -> calls.about(given.of(NAME)),
            NAME),
        narrows(
            "where",
            "Only those with such a value at a path of their input; * and ? are wild.",
            (calls, given) -> calls.where(given.of(PATH), given.of(VALUE)),
            PATH,
            VALUE),
        narrows(
            "except",
            "But not those of another operation.",
            (calls, given) -> calls.except(given.of(OPERATION)),
            OPERATION),
        narrows(
            "between",
            "Only those from one virtual time until before another.",
            (calls, given) -> calls.between(given.of(FROM), given.of(UNTIL)),
            FROM,
            UNTIL),
        narrows(
            "within",
            "Only those in the next so much virtual time.",
            (calls, given) -> calls.within(given.of(TIME)),
            TIME),
        narrows(
            "later",
            "Only those when so much virtual time has passed.",
            (calls, given) -> calls.later(given.of(TIME)),
            TIME),
        narrows(
            "during",
            "Only those while a resource is in a state.",
            (calls, given) -> calls.during(given.of(TYPE), given.of(NAME), given.of(STATE)),
            TYPE,
            NAME,
            STATE),
        narrows(
            "first", "Only the first n of them.", (calls, given) -> calls.first(given.of(N)), N),
        narrows("once", "Only the first of them.", (calls, given) -> calls.once()),
        narrows("nth", "Only the nth, from 1.", (calls, given) -> calls.nth(given.of(N)), N),
        narrows("after", "All but the first n.", (calls, given) -> calls.after(given.of(N)), N),
        narrows(
            "nthCall",
            "Only the nth call, from 1, with all attempts that its client makes of it.",
            (calls, given) -> calls.nthCall(given.of(N)),
            N),
        narrows(
            "afterCalls",
            "All but the first n calls, each with all its attempts.",
            (calls, given) -> calls.afterCalls(given.of(N)),
            N),
        narrows(
            "nthAttempt",
            "Only the nth attempt at each call, from 1.",
            (calls, given) -> calls.nthAttempt(given.of(N)),
            N),
        narrows("every", "Only every nth.", (calls, given) -> calls.every(given.of(N)), N),
        narrows(
            "withProbability",
            "Each of them with a probability, from the world's seed.",
            (calls, given) -> calls.withProbability(given.of(PROBABILITY)),
            PROBABILITY));
  }

  private static Word<FaultSpec> befalls(
      String name,
      String does,
      BiFunction<FaultSpec, Arguments, FaultRule> step,
      Parameter<?>... takes) {
    return Word.ends(name, does, RULE, step, takes);
  }
}
