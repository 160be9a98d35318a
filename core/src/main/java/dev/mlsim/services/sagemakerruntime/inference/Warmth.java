package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What is loaded already, by when it was last called or will be ready: a serverless variant sleeps
 * where nobody calls it, and a multi-model endpoint loads a model when it is first called
 * (developer guide, "Serverless Inference" and "Multi-model endpoints"). How long that takes is
 * judged, where the test doesn't say it.
 */
final class Warmth {
  private static final String NOTE = "lastInvoked";
  private static final int BOUND = 1_000;
  private static final Duration STAYS = Duration.ofMinutes(5);
  private static final Duration STARTS = Duration.ofSeconds(4);
  private static final Duration LOADS = Duration.ofSeconds(2);

  /** What a container answers that has no memory left for a model. */
  private static final int NO_MEMORY = 507;

  private Warmth() {}

  /** How long the call waits until its container, or its model, is up. */
  static Duration cold(Served served, Invocation call, World world) {
    if (!served.isServerless() && call.targetModel().isEmpty()) {
      return Duration.ZERO;
    }
    JsonNode last = served.endpoint().notes().path(NOTE).path(key(call));
    boolean sleeps =
        last.isMissingNode()
            || (served.isServerless() && Timestamps.instant(last).plus(STAYS).isBefore(call.at()));
    if (sleeps) {
      return world
          .setup(EndpointModels.class)
          .starting(call)
          .orElse(served.isServerless() ? STARTS : LOADS);
    }
    Instant ready = Timestamps.instant(last);
    return ready.isAfter(call.at()) ? Duration.between(call.at(), ready) : Duration.ZERO;
  }

  /** Refuses a call that waits too long; what it waits for goes on. */
  static void checkReady(
      Served served, Invocation call, Duration cold, Duration patience, World world) {
    if (cold.compareTo(patience) > 0) {
      keep(served, call, world, call.at().plus(cold));
      world.answersAfter(patience);
      throw Refusals.notReady(call);
    }
  }

  /** Notes that it is, or will be, loaded at that time, if its endpoint is still there. */
  static void keep(Served served, Invocation call, World world, Instant at) {
    if (served.isServerless() || call.targetModel().isPresent()) {
      change(call, world, last -> last.set(key(call), Timestamps.of(at)));
    }
  }

  /** A container without memory has the other models unloaded. */
  static void unload(Served served, Invocation call, Inference inference, World world) {
    if (served.isMultiModel() && inference.status() == NO_MEMORY) {
      change(call, world, last -> last.retain(key(call)));
    }
  }

  private static void change(Invocation call, World world, Consumer<ObjectNode> change) {
    world
        .registry()
        .byKey(Served.ENDPOINT, call.endpoint())
        .ifPresent(
            there ->
                world.change(
                    there,
                    old -> {
                      ObjectNode last =
                          old.notes().path(NOTE).size() < BOUND
                                  && old.notes().path(NOTE) instanceof ObjectNode known
                              ? known.deepCopy()
                              : Documents.empty();
                      change.accept(last);
                      return old.withNote(NOTE, last);
                    }));
  }

  private static String key(Invocation call) {
    return call.variant() + "/" + call.targetModel().orElse("");
  }
}
