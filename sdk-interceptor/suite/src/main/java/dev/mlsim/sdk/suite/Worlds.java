package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.service.Documents;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.assertj.core.util.diff.Delta;
import org.assertj.core.util.diff.DiffUtils;

/** Worlds that began alike and get the same calls: whatever one answers, the others must, too. */
final class Worlds implements Caller {
  private static final int REFUSED = 400;
  private static final int BROKEN = 500;
  private static final int SHOWN = 400;
  private static final int LINES = 12;

  private final Contract contract;
  private final List<Simulator> all = new ArrayList<>();
  private int tokens;
  private final List<String> log = new ArrayList<>();

  Worlds(Contract contract, List<Simulator> worlds) {
    this.contract = contract;
    all.addAll(worlds);
    all.forEach(sim -> sim.quotas().unlimited());
  }

  /** A call that the service refused; it left everything as it was. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String answer) {
      super(answer);
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
    String answer = same("answers " + operation, sim -> text(sim.exchange(request)));
    log.add("  -> " + (answer.length() > SHOWN ? answer.substring(0, SHOWN) + "..." : answer));
    int status = Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
    String body = answer.substring(answer.indexOf('\n') + 1);
    if (status >= BROKEN || (status >= REFUSED && body.contains("mlsim"))) {
      throw new AssertionError(operation + " is answered by " + answer);
    }
    if (status >= REFUSED) {
      if (!before.equals(first().resources().all())) {
        throw new AssertionError(operation + " is refused, and changed something: " + answer);
      }
      throw new Refused(answer);
    }
    return Documents.parsed(body).map(ObjectNode::deepCopy).orElseGet(Documents::empty);
  }

  /** As an SDK sends it: without nulls, with a client token where there must be one. */
  private ObjectNode sent(Operation operation, ObjectNode input) {
    ObjectNode sent = input.deepCopy();
    input.properties().stream()
        .filter(e -> e.getValue().isNull())
        .forEach(e -> sent.remove(e.getKey()));
    for (Member member : operation.input().orElseThrow().members()) {
      if (member.idempotencyToken() && !sent.has(member.name())) {
        sent.put(member.name(), String.format(Locale.ROOT, "token-%032d", tokens++));
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
    same("what happens", sim -> sim.clock().advance(duration).toString());
  }

  /** One more world, as the first is now; the first is spoilt and restored. */
  void fork(Runnable spoil) {
    log.add("snapshot");
    Snapshot snapshot = first().snapshot();
    all.add(Simulator.of(snapshot));
    List<Simulator> others = List.copyOf(all.subList(1, all.size()));
    all.subList(1, all.size()).clear();
    spoil.run();
    first().restore(snapshot);
    log.add("restored");
    all.addAll(others);
    look();
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
      return "599 " + reply;
    }
    return response.status() + " " + response.headers() + "\n" + new String(response.body(), UTF_8);
  }
}
