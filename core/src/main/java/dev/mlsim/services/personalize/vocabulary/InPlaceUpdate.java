package dev.mlsim.services.personalize.vocabulary;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.UPDATE_IN_PROGRESS;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.UPDATE_PENDING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import java.time.Duration;
import java.util.Optional;

/**
 * An update that shows in the resource's own status, UPDATE PENDING and UPDATE IN_PROGRESS, and
 * that takes effect when the resource is ACTIVE again.
 */
public final class InPlaceUpdate {
  /** A note: what the latest update asked for. */
  private static final String REQUESTED = "requestedUpdate";

  private InPlaceUpdate() {}

  /** An update of resources of a type, with its rules. */
  public static Trigger of(ResourceType type, Precondition... rules) {
    return Trigger.by(UPDATE, type).requires(rules).changing(InPlaceUpdate::requesting);
  }

  private static Resource requesting(Call call, Resource resource) {
    return call.echoed(resource.withNote(REQUESTED, call.input()));
  }

  /** The rows of a lifecycle; a failed update leaves the resource ACTIVE as it was (judgement). */
  public static Lifecycle.Builder rows(
      Lifecycle.Builder life, Duration pending, Duration inProgress) {
    return life.on(UPDATE)
        .from(ACTIVE)
        .goes(stay(UPDATE_PENDING, pending), stay(UPDATE_IN_PROGRESS, inProgress), rest(ACTIVE))
        .on(FAIL)
        .from(UPDATE_PENDING, UPDATE_IN_PROGRESS)
        .goes(rest(ACTIVE));
  }

  /** What the latest update asked for, if there was one. */
  public static Optional<ObjectNode> requested(Resource resource) {
    return resource.notes().get(REQUESTED) instanceof ObjectNode asked
        ? Optional.of(asked)
        : Optional.empty();
  }

  /** Whether the resource has just become ACTIVE by an update. */
  public static boolean succeeded(Resource resource) {
    return resource.lastTransition().trigger().equals(UPDATE);
  }
}
