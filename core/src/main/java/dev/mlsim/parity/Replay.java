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
import dev.mlsim.json.Json;
import dev.mlsim.recording.RecordedAttempt;
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
  private static final int SERVER_ERROR = 500;

  private final List<RecordedAttempt> attempts;
  private final Simulator sim;
  private final Bindings bindings = new Bindings();
  private final Statuses statuses;
  private final Judge judge;
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
    this.judge = new Judge(bindings, statuses);
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
      Matcher arn = ACCOUNT.matcher(Json.text(attempt.output()));
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
    return judge.compare(attempt, service.get(), operation.get(), ask(attempt, operation.get()));
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
            && Judge.saysAbsent(answered.code(), answered.message());
    boolean heard =
        (answered.number() > attempt.number() && answered.lost().isEmpty())
            ? deleted || Judge.saysPresent(answered.code(), answered.message())
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
        return Judge.saysPresent(next.code(), next.message());
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
}
