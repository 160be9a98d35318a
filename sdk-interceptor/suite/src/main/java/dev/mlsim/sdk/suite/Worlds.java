package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.contract.Answer;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Service;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.util.diff.Delta;
import org.assertj.core.util.diff.DiffUtils;

/** Worlds that began alike and get the same calls: whatever one answers, the others must, too. */
final class Worlds implements Caller {
  private static final int BROKEN = 500;
  private static final int NO_ANSWER = 599;
  private static final Set<String> COMMON = Set.of("ValidationException", "ThrottlingException");
  private static final String FUNCTION_FAILED = "FunctionFailed";
  private static final List<String> READING = List.of("Describe", "List", "Get", "Search");
  private static final int MISHAPS = 6;
  private static final int SHOWN = 400;
  private static final int LINES = 12;

  private final Contract contract;
  private final Weather weather;
  private final Set<String> errors = new HashSet<>(COMMON);
  private final List<Simulator> all = new ArrayList<>();
  private final WalkTokens tokens;
  private final CalledLog called;
  private Optional<WalkQuotas> quotas = Optional.empty();
  private final SplittableRandom mishaps = new SplittableRandom(0);
  private final List<String> log = new ArrayList<>();

  /**
   * Worlds that began alike.
   *
   * @param weather what is in force in them
   */
  Worlds(Service service, List<Simulator> worlds, Weather weather) {
    this.weather = weather;
    this.contract = service.contract();
    this.tokens = new WalkTokens(service);
    contract.operations().values().forEach(operation -> errors.addAll(operation.errors()));
    all.addAll(worlds);
    this.called = new CalledLog(first());
  }

  private boolean isRough() {
    return weather == Weather.ROUGH; // calls may break, too
  }

  /** Has calls held against quotas. */
  void within(WalkQuotas some) {
    quotas = Optional.of(some);
  }

  /** A call that the service refused; it left everything as it was. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer answer;

    Refused(Answer answer) {
      super(answer.toString());
      this.answer = answer;
    }

    Answer answer() {
      return answer;
    }
  }

  /** The one that is looked at. */
  Simulator first() {
    return all.get(0);
  }

  /** Does something in each, the first before the others. */
  void each(Consumer<Simulator> what) {
    all.forEach(what);
  }

  /** What was done last, for who wants to know what went wrong. */
  String log() {
    return String.join("\n  ", log.subList(Math.max(0, log.size() - LINES), log.size()));
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input) {
    Operation asked = contract.operation(operation).orElseThrow();
    ObjectNode sent = tokens.sent(asked, input);
    WireRequest request = Requests.of(asked, sent);
    log.add(operation + " " + sent);
    List<?> before = first().resources().all();
    boolean reads = READING.stream().anyMatch(operation::startsWith);
    Optional<WalkQuotas.Asked> quota =
        reads ? Optional.empty() : quotas.map(some -> some.asked(first(), asked, request));
    Optional<WireReply> early =
        weather.isFair() && !reads && mishaps.nextInt(MISHAPS) == 0
            ? failing(asked, request)
            : Optional.empty();
    Reply reply = reply("answers " + operation, asked, request, early);
    String shown = reply.text();
    log.add("  -> " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown));
    tokens.answered(asked, sent, request, reply, first().clock().now());
    if (reply.answer().isError()) {
      quota.ifPresent(some -> some.refused(reply.answer()));
      throw isRough() ? new Refused(reply.answer()) : refused(asked, reply.answer(), before);
    }
    quota.ifPresent(some -> some.granted(first()));
    return reply.answer().output().deepCopy();
  }

  /** What the first world has answered, and what of it the others answer, too. */
  record Reply(Answer answer, String text) {}

  private Reply reply(
      String what, Operation asked, WireRequest request, Optional<WireReply> early) {
    List<WireReply> replies = new ArrayList<>();
    String shown =
        same(
            what,
            sim -> {
              boolean done = sim == first() && early.isPresent();
              replies.add(done ? early.get() : sim.exchange(request));
              return text(replies.get(replies.size() - 1));
            });
    Answer answer = answer(asked, replies.get(0));
    called.add(asked.name(), answer);
    return new Reply(answer, shown);
  }

  static Answer answer(Operation asked, WireReply reply) {
    return reply instanceof WireResponse response
        ? Answer.of(asked, response)
        : new Answer(NO_ANSWER, Documents.empty(), "", reply.toString());
  }

  /**
   * The first world has the call while a function of the test fails: all of it is taken back, and
   * the worlds are alike. What it answers where it doesn't come to the function counts.
   */
  private Optional<WireReply> failing(Operation asked, WireRequest request) {
    FaultRule failure =
        first()
            .faults()
            .on(asked.name())
            .amend(
                output -> {
                  throw new IllegalStateException("on purpose");
                });
    WireReply reply = first().exchange(request);
    failure.end();
    Answer answer = answer(asked, reply);
    if (!answer.code().equals(FUNCTION_FAILED)) {
      return Optional.of(reply);
    }
    log.add("  -> a function of the test fails");
    called.add(asked.name(), answer);
    return Optional.empty();
  }

  private Refused refused(Operation called, Answer answer, List<?> before) {
    boolean known = errors.contains(answer.code());
    if (answer.status() >= BROKEN || !known || answer.message().contains("mlsim")) {
      throw new AssertionError(called.name() + " is answered by " + answer);
    }
    if (!before.equals(first().resources().all())) {
      throw new AssertionError(called.name() + " is refused, and changed something: " + answer);
    }
    return new Refused(answer);
  }

  /** The last call that had a client token, made again: it has no second effect. */
  void again() {
    WalkTokens.Tokened before = tokens.alive(first().clock().now());
    if (before == null || isRough()) {
      return;
    }
    log.add("the same again, by its client token");
    List<?> resources = first().resources().all();
    Reply reply = reply("answers again", before.operation(), before.request(), Optional.empty());
    if (!before.isAnsweredSo(reply.text()) || !resources.equals(first().resources().all())) {
      throw new AssertionError("first " + before.answer() + ", and again " + reply.text());
    }
  }

  @Override
  public void advanceToNext() {
    log.add("advanceToNext");
    same("what comes next", sim -> sim.clock().advanceToNext().toString());
  }

  /** What an example waits for may never come, or not so soon. */
  @Override
  public void runUntilIdle(Duration limit) {
    log.add("runUntilIdle " + limit);
    String happened =
        same(
            "what happens",
            sim -> {
              try {
                return sim.clock().runUntilIdle(limit).toString();
              } catch (IllegalStateException neverIdle) {
                return neverIdle.toString();
              }
            });
    if (first().clock().nextDue().isPresent()) {
      throw new Refused(new Answer(NO_ANSWER, Documents.empty(), "", happened));
    }
  }

  void advance(Duration duration) {
    log.add("advance " + duration);
    same("what happens", sim -> sim.clock().advance(duration).toString());
  }

  /**
   * One more world, as the first is now; the first is spoilt and restored.
   *
   * @param late whether the world is made when the first is spoilt already
   */
  void fork(Runnable spoil, boolean late) {
    log.add("snapshot");
    Runnable bookmark = tokens.bookmark();
    int mark = called.mark();
    Snapshot snapshot = first().snapshot();
    List<Simulator> others = new ArrayList<>(all.subList(1, all.size()));
    all.subList(1, all.size()).clear();
    if (!late) {
      others.add(Simulator.of(snapshot));
    }
    spoil.run();
    first().restore(snapshot);
    log.add("restored");
    all.addAll(others);
    if (late) {
      all.add(Simulator.of(snapshot));
    }
    bookmark.run();
    called.backTo(mark);
    look();
    again();
    if (!isRough()) {
      tokens.checkLife(first());
    }
  }

  /** That they look alike. */
  void look() {
    same("pending", sim -> lines(sim.clock().pending()));
    same("objects", sim -> lines(sim.objects().list("s3://")));
    same("costs", sim -> sim.billing().text() + sim.billing().totals());
    same("events", sim -> lines(sim.events().list()));
    same("quotas in use", sim -> Invariants.quotasInUse(sim).toString());
    if (!isRough()) {
      called.check(first());
    }
    List<?> resources = first().resources().all();
    for (Simulator sim : all) {
      if (!sim.resources().all().equals(resources)) {
        same("resources", s -> lines(s.resources().all()));
        throw new AssertionError("the worlds' resources differ");
      }
    }
  }

  private static String lines(List<?> items) {
    StringBuilder text = new StringBuilder();
    items.forEach(item -> text.append(item).append('\n'));
    return text.toString();
  }

  private String same(String what, Function<Simulator, String> look) {
    String first = look.apply(first());
    for (Simulator other : all.subList(1, all.size())) {
      String second = look.apply(other);
      if (!second.equals(first)) {
        throw new AssertionError(
            what + ": worlds that should be alike differ\n" + difference(first, second));
      }
    }
    return first;
  }

  private static String difference(String one, String other) {
    StringBuilder text = new StringBuilder();
    for (Delta<String> delta :
        DiffUtils.diff(one.lines().toList(), other.lines().toList()).getDeltas()) {
      text.append(delta).append('\n');
    }
    return text.toString();
  }

  private static String text(WireReply reply) {
    if (!(reply instanceof WireResponse response)) {
      return reply.toString();
    }
    return WalkTokens.text(response);
  }
}
