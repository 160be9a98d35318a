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
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An update that shows in the resource's own status, UPDATE PENDING and UPDATE IN_PROGRESS, and
 * that takes effect when the resource is ACTIVE again.
 */
public final class InPlaceUpdate implements Handler {
  /** A note: what the latest update asked for. */
  private static final String REQUESTED = "requestedUpdate";

  private final ResourceType type;
  private final List<Precondition> rules;

  private InPlaceUpdate(ResourceType type, List<Precondition> rules) {
    this.type = type;
    this.rules = rules;
  }

  /** An update of resources of a type, with its rules. */
  public static InPlaceUpdate of(ResourceType type, Precondition... rules) {
    return new InPlaceUpdate(type, List.of(rules));
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

  @Override
  public ObjectNode answer(Call call) {
    Resource resource = type.require(call);
    rules.forEach(rule -> rule.check().verify(call));
    Way way =
        type.lifecycle()
            .way(UPDATE, resource.state())
            .orElseThrow(() -> type.refused(call, resource, UPDATE));
    Resource asked = call.echoed(resource.withNote(REQUESTED, call.input()));
    call.world().send(asked, way, "");
    ObjectNode output = Documents.empty();
    return output.put(type.arnMember(), resource.arn());
  }

  @Override
  public String kind() {
    return "update";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    return rules;
  }
}
