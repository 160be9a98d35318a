package dev.mlsim.services.personalize.vocabulary;

import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.FAILED;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.IN_PROGRESS;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.PENDING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An update that runs beside its resource, which stays ACTIVE and serves as it was. It is a
 * resource of its own, named as the one it updates, so that a script can make it fail; it is shown
 * in one member of that one, and its members move there when it succeeds.
 */
public final class SideBySideUpdate {
  private final ResourceType type;
  private final TypeRef parent;

  /** Applies an update that has succeeded. */
  public interface Effect {
    void happens(Resource parent, ObjectNode update, World world);
  }

  /**
   * Declares one.
   *
   * @param name the type's name, such as {@code campaign-update}
   * @param parent what it updates
   * @param inProgress how long it usually takes
   * @param effect what it does when it succeeds
   */
  public SideBySideUpdate(String name, TypeRef parent, Duration inProgress, Effect effect) {
    this.parent = parent;
    this.type =
        ResourceType.named(name)
            .lifecycle(
                Lifecycles.creation(Duration.ofSeconds(inProgress.toSeconds() / 10), inProgress)
                    .on(Lifecycle.DELETE)
                    .from(PENDING, IN_PROGRESS, ACTIVE, FAILED)
                    .goes(Step.gone())
                    .build())
            .status("status")
            .failureReason("failureReason")
            .times("creationDateTime", "lastUpdatedDateTime")
            .entering(ACTIVE, (update, world) -> succeed(update, effect, world))
            .build();
  }

  private void succeed(Resource update, Effect effect, World world) {
    world
        .registry()
        .byKey(parent, update.key())
        .ifPresent(
            updated -> {
              effect.happens(updated, update.attributes().deepCopy(), world);
              world.touch(updated);
            });
  }

  /** The type of the updates, which stand beside what they update. */
  public ResourceType type() {
    return type;
  }

  /** The latest update of a resource; nothing before the first. */
  public Optional<Resource> latest(Resource updated, World world) {
    return world.registry().byKey(type, updated.key());
  }

  /** What the parent shows of its latest update; nothing before the first. */
  public Optional<JsonNode> shown(Resource updated, World world) {
    return latest(updated, world)
        .map(
            update -> {
              ObjectNode summary = Documents.empty();
              summary.setAll(update.attributes());
              summary.put("status", update.state().status());
              summary.set("creationDateTime", Timestamps.of(update.created()));
              summary.set("lastUpdatedDateTime", Timestamps.of(update.modified()));
              if (!update.reason().isEmpty()) {
                summary.put("failureReason", update.reason());
              }
              return summary;
            });
  }

  /** Whether an update of the resource has not ended yet. */
  public boolean isUnderWay(Resource updated, World world) {
    return latest(updated, world).map(SharedRules::isUnderWay).orElse(false);
  }

  /** No update of the resource is under way. */
  public Precondition idle() {
    return new Precondition(
        "no update is in progress",
        Errors.IN_USE,
        call -> {
          Resource updated = call.subject(parent);
          if (isUnderWay(updated, call.world())) {
            throw new ServiceError(
                Errors.IN_USE, "Resource " + updated.arn() + " has an update in progress.");
          }
        });
  }

  /** Starts an update in place of the last one. */
  public void begin(Resource updated, ObjectNode members, World world) {
    forget(updated, world);
    Resource update =
        new Resource(
            type.name(), updated.key(), updated.name(), "", type.lifecycle(), members, world.now());
    world.begin(type, update);
  }

  /** Takes the latest update away, as when its resource is gone. */
  public void forget(Resource updated, World world) {
    latest(updated, world).ifPresent(last -> world.remove(last));
  }

  /**
   * The operation that starts one.
   *
   * @param of what it updates
   * @param members what the update shows and brings, from the resource and the call
   */
  public Handler handler(
      ResourceType of, BiFunction<Resource, Call, ObjectNode> members, Precondition... rules) {
    return new Start(of, members, List.of(rules));
  }

  private final class Start implements Handler {
    private final ResourceType of;
    private final BiFunction<Resource, Call, ObjectNode> members;
    private final List<Precondition> rules;

    Start(
        ResourceType of, BiFunction<Resource, Call, ObjectNode> members, List<Precondition> rules) {
      this.of = of;
      this.members = members;
      this.rules = rules;
    }

    @Override
    public ObjectNode answer(Call call) {
      Resource updated = of.require(call);
      rules.forEach(rule -> rule.check().verify(call));
      begin(updated, members.apply(updated, call), call.world());
      call.world().change(updated, call::echoed);
      return Documents.empty().put(of.arnMember(), updated.arn());
    }

    @Override
    public String kind() {
      return "update";
    }

    @Override
    public Optional<ResourceType> type() {
      return Optional.of(of);
    }

    @Override
    public List<Precondition> preconditions() {
      return rules;
    }
  }
}
