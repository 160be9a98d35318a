package dev.mlsim.sweep;

import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Fault.Garble.Manner;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a fault is called: in lines that are read back, in sentences, and in Java.
 *
 * @param fault the fault
 * @param phrase what is said of a call that suffers it, to be read back
 * @param sentence the same for people
 * @param java the ending of a rule
 */
record FaultWords(Fault fault, String phrase, String sentence, String java) {
  private static final List<FaultWords> FIXED =
      List.of(
          new FaultWords(new Fault.Throttle(), "is throttled", "is throttled", ".throttle()"),
          new FaultWords(
              new Fault.AccessDenied(),
              "is denied",
              "is refused for want of permission",
              ".accessDenied()"),
          new FaultWords(
              new Fault.ServerError(),
              "fails inside",
              "fails with an internal error of AWS's",
              ".serverError()"),
          new FaultWords(
              new Fault.Disconnect(Kind.RESET),
              "loses its connection",
              "breaks off before AWS sees it",
              ".resetConnection()"),
          new FaultWords(
              new Fault.Disconnect(Kind.CONNECT_TIMEOUT),
              "finds no connection",
              "can't connect to AWS in time",
              ".connectTimeout()"),
          new FaultWords(
              new Fault.Disconnect(Kind.READ_TIMEOUT),
              "gets no answer",
              "is not done by AWS, and times out",
              ".readTimeout()"),
          new FaultWords(
              new Fault.LoseAnswer(),
              "loses its answer",
              "is done by AWS, but its answer is lost",
              ".loseAnswer()"),
          new FaultWords(
              new Fault.Garble(Manner.TRUNCATED),
              "gets half its answer",
              "is answered, but half of the body is missing",
              ".truncateBody()"),
          new FaultWords(
              new Fault.Garble(Manner.MALFORMED),
              "gets broken JSON",
              "is answered in broken JSON",
              ".malformedJson()"),
          new FaultWords(
              new Fault.Garble(Manner.WRONG_CONTENT_TYPE),
              "gets HTML",
              "is answered by a proxy's page of HTML",
              ".wrongContentType()"));
  private static final Pattern CODE = Pattern.compile("fails with ([\\w.]+)");
  private static final Pattern LATE = Pattern.compile("is answered (P\\w[\\w.]*) late");
  private static final Pattern STALE = Pattern.compile("lists what was (P\\w[\\w.]*) ago");

  /** The words for a fault. */
  static FaultWords of(Fault fault) {
    if (fault instanceof Fault.Throttle) {
      return FIXED.get(0);
    }
    if (fault instanceof Fault.Failure failure) {
      return code(failure.code());
    }
    if (fault instanceof Fault.Delay delay) {
      return late(delay.least());
    }
    if (fault instanceof Fault.StaleList stale) {
      return stale(stale.age());
    }
    return FIXED.stream()
        .filter(words -> words.fault.equals(fault))
        .findFirst()
        .orElse(new FaultWords(fault, fault.says(), fault.says(), ".suffer(...)"));
  }

  /** The words that a line has, if there are such. */
  static Optional<FaultWords> read(String phrase) {
    Matcher code = CODE.matcher(phrase);
    if (code.matches()) {
      return Optional.of(code(code.group(1)));
    }
    Matcher late = LATE.matcher(phrase);
    if (late.matches()) {
      return Optional.of(late(Duration.parse(late.group(1))));
    }
    Matcher stale = STALE.matcher(phrase);
    if (stale.matches()) {
      return Optional.of(stale(Duration.parse(stale.group(1))));
    }
    return FIXED.stream().filter(words -> words.phrase.equals(phrase)).findFirst();
  }

  private static FaultWords code(String code) {
    return new FaultWords(
        Fault.error(code), "fails with " + code, "fails with " + code, ".fail(\"" + code + "\")");
  }

  private static FaultWords late(Duration by) {
    return new FaultWords(
        new Fault.Delay(by, by),
        "is answered " + by + " late",
        "is answered " + by + " late",
        ".delay(Duration.parse(\"" + by + "\"))");
  }

  private static FaultWords stale(Duration age) {
    return new FaultWords(
        new Fault.StaleList(age),
        "lists what was " + age + " ago",
        "lists what there was " + age + " before",
        ".suffer(new Fault.StaleList(Duration.parse(\"" + age + "\")))");
  }

  /** What there is to say, for a message. */
  static List<String> phrases() {
    return FIXED.stream().map(FaultWords::phrase).toList();
  }
}
