package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.time.Instant;

/**
 * What is loaded already, by when it was last called: a serverless variant sleeps where nobody
 * calls it, and a multi-model endpoint loads a model when it is first called (developer guide,
 * "Serverless Inference" and "Multi-model endpoints"). How long that takes is judged.
 */
final class Warmth {
  private static final String NOTE = "lastInvoked";
  private static final int BOUND = 1_000;
  private static final Duration STAYS = Duration.ofMinutes(5);
  private static final Duration STARTS = Duration.ofSeconds(4);
  private static final Duration LOADS = Duration.ofSeconds(2);

  private Warmth() {}

  /** How long the call waits until its container, or its model, is up. */
  static Duration cold(Served served, Invocation call) {
    JsonNode last = served.endpoint().notes().path(NOTE).path(key(call));
    if (served.isServerless()) {
      boolean sleeps =
          last.isMissingNode() || Timestamps.instant(last).plus(STAYS).isBefore(call.at());
      return sleeps ? STARTS : Duration.ZERO;
    }
    return call.targetModel().isPresent() && last.isMissingNode() ? LOADS : Duration.ZERO;
  }

  /** Notes the call, if its endpoint is still there. */
  static void keep(Served served, Invocation call, World world, Instant now) {
    if (served.isServerless() || call.targetModel().isPresent()) {
      world
          .registry()
          .byKey(Served.ENDPOINT, call.endpoint())
          .ifPresent(
              there ->
                  world.change(there, old -> old.withNote(NOTE, with(old.notes(), call, now))));
    }
  }

  private static ObjectNode with(JsonNode notes, Invocation call, Instant now) {
    ObjectNode last =
        notes.path(NOTE).size() < BOUND && notes.path(NOTE) instanceof ObjectNode known
            ? known.deepCopy()
            : Documents.empty();
    last.set(key(call), Timestamps.of(now));
    return last;
  }

  private static String key(Invocation call) {
    return call.variant() + "/" + call.targetModel().orElse("");
  }
}
