package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.contract.Answer;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Service;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.util.diff.Delta;
import org.assertj.core.util.diff.DiffUtils;
import org.jspecify.annotations.Nullable;

/** Worlds that began alike and get the same calls: whatever one answers, the others must, too. */
final class Worlds implements Caller {
  private static final int BROKEN = 500;
  private static final int NO_ANSWER = 599;
  private static final Set<String> COMMON = Set.of("ValidationException", "ThrottlingException");
  private static final int SHOWN = 400;
  private static final int LINES = 12;

  private final Contract contract;
  private final boolean rough;
  private final Set<String> errors = new HashSet<>(COMMON);
  private final List<Simulator> all = new ArrayList<>();
  private final boolean remembers;
  private int tokens;
  private @Nullable WireRequest tokened;
  private String tokenedAnswer = "";
  private final List<String> log = new ArrayList<>();

  /**
   * Worlds that began alike.
   *
   * @param rough whether calls may break, too, and be answered without an answer
   */
  Worlds(Service service, List<Simulator> worlds, boolean rough) {
    this.contract = service.contract();
    this.remembers = service.clientTokens().isPresent();
    this.rough = rough;
    contract.operations().values().forEach(operation -> errors.addAll(operation.errors()));
    all.addAll(worlds);
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

  /** What was done last, for who wants to know what went wrong. */
  String log() {
    return String.join("\n  ", log.subList(Math.max(0, log.size() - LINES), log.size()));
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input) {
    Operation called = contract.operation(operation).orElseThrow();
    ObjectNode sent = sent(called, input);
    WireRequest request = Requests.of(called, sent);
    log.add(operation + " " + sent);
    List<?> before = first().resources().all();
    List<WireReply> replies = new ArrayList<>();
    String shown =
        same(
            "answers " + operation,
            sim -> {
              WireReply reply = sim.exchange(request);
              replies.add(reply);
              return text(reply);
            });
    log.add("  -> " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown));
    Answer answer =
        replies.get(0) instanceof WireResponse response
            ? Answer.of(called, response)
            : new Answer(NO_ANSWER, Documents.empty(), "", replies.get(0).toString());
    tokened(called, sent, request, answer.isError() ? "" : shown);
    if (answer.isError()) {
      throw rough ? new Refused(answer) : refused(called, answer, before);
    }
    return answer.output().deepCopy();
  }

  private void tokened(Operation called, ObjectNode sent, WireRequest request, String answer) {
    for (Member member : called.input().orElseThrow().members()) {
      if (remembers && member.idempotencyToken() && sent.has(member.name())) {
        tokened = answer.isEmpty() ? null : request;
        tokenedAnswer = answer;
      }
    }
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
    WireRequest request = tokened;
    if (request == null || rough) {
      return;
    }
    log.add("the same again, by its client token");
    List<?> before = first().resources().all();
    String answer = same("answers again", sim -> text(sim.exchange(request)));
    if (!bare(answer).equals(bare(tokenedAnswer)) || !before.equals(first().resources().all())) {
      throw new AssertionError("first " + tokenedAnswer + ", and again " + answer);
    }
  }

  private static String bare(String answer) {
    return answer.replaceFirst("(?i)x-amzn-requestid=\\[[^]]*]", "");
  }

  /** As an SDK sends it: without nulls, with a client token where there must be one. */
  private ObjectNode sent(Operation operation, ObjectNode input) {
    ObjectNode sent = input.deepCopy();
    input.properties().stream()
        .filter(e -> e.getValue().isNull())
        .forEach(e -> sent.remove(e.getKey()));
    for (Member member : operation.input().orElseThrow().members()) {
      if (member.idempotencyToken() && !sent.has(member.name())) {
        sent.put(
            member.name(), String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", tokens++));
      }
    }
    return sent;
  }

  @Override
  public void advanceToNext() {
    log.add("advanceToNext");
    same("what comes next", sim -> sim.clock().advanceToNext().toString());
  }

  @Override
  public void runUntilIdle(Duration limit) {
    log.add("runUntilIdle " + limit);
    same("what happens", sim -> sim.clock().runUntilIdle(limit).toString());
  }

  void advance(Duration duration) {
    log.add("advance " + duration);
    tokened = null;
    same("what happens", sim -> sim.clock().advance(duration).toString());
  }

  /** One more world, as the first is now; the first is spoilt and restored. */
  void fork(Runnable spoil) {
    log.add("snapshot");
    WireRequest before = tokened;
    String beforeAnswer = tokenedAnswer;
    Snapshot snapshot = first().snapshot();
    all.add(Simulator.of(snapshot));
    List<Simulator> others = List.copyOf(all.subList(1, all.size()));
    all.subList(1, all.size()).clear();
    spoil.run();
    first().restore(snapshot);
    log.add("restored");
    all.addAll(others);
    tokened = before;
    tokenedAnswer = beforeAnswer;
    look();
    again();
  }

  /** That they look alike. */
  void look() {
    same("pending", sim -> lines(sim.clock().pending()));
    same("objects", sim -> lines(sim.objects().list("s3://")));
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
    return response.status() + " " + response.headers() + "\n" + new String(response.body(), UTF_8);
  }
}
