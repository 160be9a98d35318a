package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Answer;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Service;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a fresh world, at the recorded times, what AWS was asked. */
final class Replay {
  private static final Pattern ACCOUNT =
      Pattern.compile("arn:aws[a-z-]*:[\\w-]+:[\\w-]*:(\\d{12}):");
  private static final Set<String> WEATHER =
      Set.of("ThrottlingException", "Throttling", "TooManyRequestsException", "SlowDown");
  private static final Set<String> OF_THE_ACCOUNT =
      Set.of(
          "AccessDeniedException",
          "AccessDenied",
          "UnrecognizedClientException",
          "ExpiredTokenException",
          "ResourceLimitExceeded",
          "ServiceQuotaExceededException",
          "LimitExceededException");
  private static final Set<String> HEARD =
      Set.of(
          "ResourceInUse",
          "ResourceInUseException",
          "ResourceAlreadyExistsException",
          "ConflictException");
  private static final int SERVER_ERROR = 500;

  private final List<RecordedAttempt> attempts;
  private final Simulator sim;
  private final Bindings bindings = new Bindings();
  private final Statuses statuses;
  private final Map<String, RecordedAttempt> later = new HashMap<>();
  private final String region;

  private Replay(List<RecordedAttempt> attempts, Simulator.Builder world, long seed) {
    this.attempts = attempts;
    this.region = most(attempts.stream().map(RecordedAttempt::region).toList(), "us-east-1");
    this.sim =
        world
            .region(region)
            .account(most(accounts(attempts), "100000000001"))
            .polling(Polling.off())
            .seed(seed)
            .build();
    sim.quotas().unlimited();
    this.statuses = Statuses.of(attempts);
    attempts.forEach(attempt -> later.put(attempt.call(), attempt)); // the last attempt of a call
  }

  /** Replays a recording into a world that is made for it. */
  static List<Replayed> of(List<RecordedAttempt> attempts, Simulator.Builder world, long seed) {
    Replay replay = new Replay(attempts, world, seed);
    Durations.script(replay.sim, attempts, replay.statuses);
    List<Replayed> replayed = new ArrayList<>();
    for (RecordedAttempt attempt : attempts) {
      replayed.add(replay.replay(attempt));
    }
    return replayed;
  }

  private static String most(List<String> texts, String otherwise) {
    Map<String, Integer> counts = new HashMap<>();
    String most = otherwise;
    for (String text : texts) {
      if (!text.isEmpty() && counts.merge(text, 1, Integer::sum) > counts.getOrDefault(most, 0)) {
        most = text;
      }
    }
    return most;
  }

  private static List<String> accounts(List<RecordedAttempt> attempts) {
    List<String> accounts = new ArrayList<>();
    for (RecordedAttempt attempt : attempts) {
      Matcher arn = ACCOUNT.matcher(attempt.output().toString());
      while (arn.find()) {
        accounts.add(arn.group(1));
      }
    }
    return accounts;
  }

  private Replayed replay(RecordedAttempt attempt) {
    Optional<Service> service =
        sim.services().stream().filter(s -> s.name().equals(attempt.service())).findFirst();
    Optional<Operation> operation =
        service.flatMap(s -> s.contract().operation(attempt.operation()));
    if (operation.isEmpty() || service.get().handler(attempt.operation()).isEmpty()) {
      return Replayed.not(attempt, Verdict.NOT_SIMULATED, "mlsim does not simulate the operation");
    }
    if (!attempt.region().isEmpty() && !attempt.region().equals(region)) {
      return Replayed.not(attempt, Verdict.NOT_REPLAYED, "it went to another region");
    }
    if (attempt.input().isEmpty() && attempt.output().isEmpty() && isPayload(attempt, operation)) {
      return Replayed.not(attempt, Verdict.NOT_REPLAYED, "its payload was not recorded");
    }
    if (Pages.isLost(attempt, bindings)) {
      return Replayed.not(
          attempt, Verdict.UNKNOWN, "its page begins where others' resources stand, or none does");
    }
    if (!attempt.lost().isEmpty()) {
      return lost(attempt, operation.get());
    }
    if (WEATHER.contains(attempt.code()) || attempt.status() >= SERVER_ERROR) {
      return Replayed.not(attempt, Verdict.NOT_REPLAYED, "AWS's weather");
    }
    return compare(attempt, service.get(), operation.get(), ask(attempt, operation.get()));
  }

  private static boolean isPayload(RecordedAttempt attempt, Optional<Operation> operation) {
    boolean asks =
        operation
            .flatMap(Operation::input)
            .filter(s -> s.members().stream().anyMatch(Member::required))
            .isPresent();
    return asks && attempt.leftOut().isEmpty();
  }

  /** Whether AWS had heard it is known from what it answered to the next attempt. */
  private Replayed lost(RecordedAttempt attempt, Operation operation) {
    RecordedAttempt answered = later.getOrDefault(attempt.call(), attempt);
    boolean deleted =
        attempt.operation().matches("(Delete|Stop).*")
            && saysAbsent(answered.code(), answered.message());
    boolean heard =
        answered.number() > attempt.number() && answered.lost().isEmpty()
            ? deleted || HEARD.contains(answered.code()) || answered.message().contains("already")
            : isShownLater(attempt);
    if (heard) {
      ask(attempt, operation);
      bindings.made(attempt.input());
    }
    return Replayed.not(
        attempt,
        Verdict.NOT_REPLAYED,
        heard ? "its answer was lost, and AWS had heard it" : "its connection broke");
  }

  /** Where no attempt was answered: whether something that only it can have made is shown later. */
  private boolean isShownLater(RecordedAttempt lost) {
    Set<String> about = lost.operation().startsWith("Create") ? Token.in(lost.input()) : Set.of();
    for (RecordedAttempt next : attempts) {
      boolean same = next.operation().equals(lost.operation()) && next.input().equals(lost.input());
      if (next.number() > lost.number() && same && !next.call().equals(lost.call())) {
        return HEARD.contains(next.code());
      }
      boolean asks = next.operation().matches("(Describe|Get).*") && next.number() > lost.number();
      if (asks
          && !about.isEmpty()
          && !next.input().isEmpty()
          && about.containsAll(Token.in(next.input()))) {
        return next.succeeded();
      }
    }
    return false;
  }

  private Answer ask(RecordedAttempt attempt, Operation operation) {
    Instant due = sim.startedAt().plus(attempt.at());
    if (due.isAfter(sim.clock().now())) {
      sim.clock().advanceTo(due);
    }
    bindings.heard(attempt.input());
    ObjectNode input = bindings.translated(attempt.input());
    operation.input().ifPresent(shape -> shiftTimes(shape, input));
    WireReply reply = sim.exchange(operation.contract().protocol().request(operation, input));
    return reply instanceof WireResponse response
        ? Answer.of(operation, response)
        : new Answer(0, JsonNodeFactory.instance.objectNode(), "", reply.toString());
  }

  /** Times were recorded from the recording's beginning on. */
  private void shiftTimes(StructureShape shape, ObjectNode input) {
    double start = sim.startedAt().toEpochMilli() / 1000.0;
    for (Member member : shape.members()) {
      JsonNode value = input.path(member.name());
      if (member.shape() instanceof TimestampShape && value.isNumber()) {
        input.set(member.name(), DoubleNode.valueOf(value.asDouble() + start));
      }
    }
  }

  private Replayed compare(
      RecordedAttempt attempt, Service service, Operation operation, Answer here) {
    if (attempt.succeeded() && here.isError()) {
      return refusedHere(attempt, here);
    }
    if (!attempt.succeeded()) {
      return isOlder(service, attempt) && !here.isError()
          ? notMade(attempt)
          : refusedThere(attempt, here);
    }
    boolean creates =
        service.handler(operation.name()).filter(h -> h.kind().equals("create")).isPresent();
    if (creates) {
      bindings.made(attempt.input());
      bindings.made(attempt.output());
    }
    List<Difference> differences =
        operation
            .output()
            .map(shape -> Comparison.of(attempt, shape, here.output(), bindings, statuses))
            .orElse(List.of());
    boolean searches = attempt.operation().matches("(List|Search).*");
    return searches && !differences.isEmpty() && bindings.namesUnknown(attempt.input().toString())
        ? Replayed.not(
            attempt, Verdict.UNKNOWN, "it looks for words that the recording has tokens for")
        : Replayed.of(attempt, differences);
  }

  private Replayed refusedHere(RecordedAttempt attempt, Answer here) {
    if (bindings.namesUnknown(here.message()) || isAbsentHereAlone(attempt, here)) {
      return notMade(attempt);
    }
    boolean partly = attempt.leftOut().stream().anyMatch(path -> path.startsWith("in."));
    if (partly && here.code().startsWith("Validation")) {
      return Replayed.not(
          attempt,
          Verdict.UNKNOWN,
          "parts of its input were left out of the recording: " + attempt.leftOut());
    }
    return Replayed.of(
        attempt,
        List.of(
            new Difference(
                Kind.STATUS,
                attempt,
                "$",
                String.valueOf(attempt.status()),
                here.status() + " " + here.code() + ": " + here.message())));
  }

  private static Replayed notMade(RecordedAttempt attempt) {
    return Replayed.not(
        attempt,
        Verdict.UNKNOWN,
        "it is about something that wasn't made in the recording, or not here");
  }

  /** Whether AWS has what it names already, from before the recording. */
  private boolean isOlder(Service service, RecordedAttempt attempt) {
    boolean exists = HEARD.contains(attempt.code()) || attempt.message().contains("already exist");
    return exists
        && service
            .handler(attempt.operation())
            .filter(handler -> handler.kind().equals("create"))
            .flatMap(Handler::type)
            .flatMap(type -> attempt.asked(type.nameMember()))
            .filter(bindings::namesUnknown)
            .isPresent();
  }

  private boolean isAbsentHereAlone(RecordedAttempt attempt, Answer here) {
    return saysAbsent(here.code(), here.message())
        && !saysAbsent(attempt.code(), attempt.message())
        && bindings.namesUnknown(attempt.input().toString());
  }

  private static boolean saysAbsent(String code, String message) {
    return code.contains("NotFound")
        || message.contains("ould not find")
        || message.contains("not found")
        || message.contains("does not exist");
  }

  private Replayed refusedThere(RecordedAttempt attempt, Answer here) {
    String aws = attempt.status() + " " + attempt.code() + ": " + attempt.message();
    if (OF_THE_ACCOUNT.contains(attempt.code()) && !here.code().equals(attempt.code())) {
      return Replayed.not(
          attempt, Verdict.UNKNOWN, "the account's own permissions or quotas refused it: " + aws);
    }
    if (isAbsentHereAlone(attempt, here)) {
      return notMade(attempt);
    }
    List<Difference> differences = new ArrayList<>();
    if (!here.isError()) {
      differences.add(
          new Difference(Kind.STATUS, attempt, "$", aws, String.valueOf(here.status())));
      return Replayed.of(attempt, differences);
    }
    if (!attempt.code().equals(here.code())) {
      differences.add(new Difference(Kind.CODE, attempt, "$", attempt.code(), here.code()));
    } else if (attempt.status() != here.status()) {
      differences.add(
          new Difference(Kind.STATUS, attempt, "$", aws, String.valueOf(here.status())));
    }
    if (!Messages.agree(attempt.message(), here.message())) {
      differences.add(
          new Difference(Kind.MESSAGE, attempt, "$", attempt.message(), here.message()));
    }
    return Replayed.of(attempt, differences);
  }
}
