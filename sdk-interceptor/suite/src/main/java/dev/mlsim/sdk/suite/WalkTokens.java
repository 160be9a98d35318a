package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.service.Service;
import dev.mlsim.service.TokenRule;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The client tokens of the calls of a walk: the last of them, and how long it is remembered. */
final class WalkTokens {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Optional<Duration> life;
  private @Nullable Tokened last;
  private int count;

  WalkTokens(Service service) {
    this.life = service.clientTokens().map(TokenRule::life);
  }

  /**
   * A call that had a client token, and was answered well.
   *
   * @param operation what was called
   * @param request how
   * @param answer the answer, as text
   * @param at when
   */
  record Tokened(Operation operation, WireRequest request, String answer, Instant at) {

    /** Whether an answer is the same, but for the id of the request. */
    boolean isAnsweredSo(String other) {
      return bare(other).equals(bare(answer));
    }

    private static String bare(String answer) {
      return answer.replaceFirst("(?i)x-amzn-requestid=\\[[^]]*]", "");
    }
  }

  /** As an SDK sends it: without nulls, with a client token where there must be one. */
  ObjectNode sent(Operation operation, ObjectNode input) {
    ObjectNode sent = input.deepCopy();
    input.properties().stream()
        .filter(e -> e.getValue().isNull())
        .forEach(e -> sent.remove(e.getKey()));
    for (Member member : operation.input().orElseThrow().members()) {
      if (member.idempotencyToken() && !sent.has(member.name())) {
        sent.put(
            member.name(), String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", count++));
      }
    }
    return sent;
  }

  void answered(
      Operation called, ObjectNode sent, WireRequest request, Worlds.Reply reply, Instant at) {
    for (Member member : called.input().orElseThrow().members()) {
      if (life.isPresent() && member.idempotencyToken() && sent.has(member.name())) {
        last = reply.answer().isError() ? null : new Tokened(called, request, reply.text(), at);
      }
    }
  }

  /** The last one, if it is remembered; null if there is none. */
  @Nullable Tokened alive(Instant now) {
    Tokened one = last;
    return one != null && one.at().plus(life.orElseThrow()).isAfter(now) ? one : null;
  }

  /** What goes back to what is remembered now. */
  Runnable bookmark() {
    Tokened now = last;
    return () -> last = now;
  }

  /** In worlds that come of this one, it is remembered to the end of its life, and not after. */
  void checkLife(Simulator sim) {
    Tokened one = alive(sim.clock().now());
    if (one == null) {
      return;
    }
    Instant end = one.at().plus(life.orElseThrow());
    if (!isRepeated(one, Simulator.of(sim.snapshot()), end.minus(MOMENT))) {
      throw new AssertionError("forgotten before " + end + ": " + one);
    }
    if (isRepeated(one, Simulator.of(sim.snapshot()), end)) {
      throw new AssertionError("remembered until " + end + ": " + one);
    }
  }

  /** Whether the world says so; the same answer can have another reason. */
  private static boolean isRepeated(Tokened one, Simulator sim, Instant at) {
    sim.clock().advanceTo(at);
    int before = sim.journal().entries().size();
    sim.exchange(one.request());
    return sim.journal().entries().stream()
        .skip(before)
        .anyMatch(entry -> entry.text().startsWith(one.operation().name() + " is, by its client"));
  }

  static String text(WireResponse response) {
    return response.status()
        + " "
        + response.headers()
        + "\n"
        + new String(response.body(), StandardCharsets.UTF_8);
  }
}
