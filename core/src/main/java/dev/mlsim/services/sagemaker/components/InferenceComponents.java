package dev.mlsim.services.sagemaker.components;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * SageMaker's inference components: statuses and members by the API reference; the words for an
 * endpoint that can't have any as they are quoted in hashicorp/terraform-provider-aws#40644, of a
 * base component and of one being deleted as its internal/service/sagemaker matches them. What
 * copies need they find on the endpoint's instances, or never come into service.
 */
public final class InferenceComponents {
  static final TypeRef TYPE = TypeRef.to("inference-component", VALIDATION);
  static final TypeRef ENDPOINT = TypeRef.to("endpoint", VALIDATION);
  static final String SCALE = "scale";

  /** A note: how many copies are asked for, and how many run. */
  static final String DESIRED = "desired";

  static final String CURRENT = "current";
  private static final String BEFORE = "before";
  private static final String DEPLOYMENT = "DeploymentConfig";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Creating", ofMinutes(5)), rest("InService"))
          .on(FAIL)
          .from("Creating")
          .goes(rest("Failed"))
          .on(UPDATE)
          .from("InService", "Failed")
          .goes(stay("Updating", ofMinutes(5)), rest("InService"))
          .on(SCALE)
          .from("InService")
          .goes(stay("Updating", ofMinutes(2)), rest("InService"))
          // A roll-back: what was before is in service again.
          .on(FAIL)
          .from("Updating")
          .goes(rest("InService"))
          .on(DELETE)
          .from("InService", "Failed")
          .goes(stay("Deleting", ofSeconds(20)), gone())
          .build();

  private InferenceComponents() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ConventionalResource component =
        family
            .resource("InferenceComponent")
            .lifecycle(LIFECYCLE)
            .grouped(c -> group(c.attributes().path("EndpointName").asText()))
            .prepared(InferenceComponents::prepare)
            .durations(InferenceComponents::durations)
            .computed("EndpointArn", InferenceComponents::endpointArn)
            .computed("RuntimeConfig", InferenceComponents::runtime)
            .computed("Specification", (c, w) -> Specifications.shown(c, "Specification", w))
            .computed("Specifications", (c, w) -> Specifications.shown(c, "Specifications", w))
            .entering("Creating", Fleets::balance)
            .entering("Updating", Fleets::balance)
            .entering("InService", InferenceComponents::enterService)
            .entering(State.GONE.toString(), Fleets::balance)
            .requires(ComponentRules.OF_CREATE)
            .requires("Update", ComponentRules.OF_UPDATE)
            .changing(InferenceComponents::update)
            .requires("Delete", ComponentRules.OF_DELETE)
            .missing(VALIDATION, "Could not find inference component \"{arn}\".")
            .duplicate(VALIDATION, "Cannot create already existing inference component \"{arn}\".")
            .refused(
                VALIDATION,
                "Cannot {trigger} inference component \"{arn}\" while it is in <{status}> state.")
            .judgedTimes()
            .judgedWords("the end of not found", "duplicate", "what its status refuses");
    ResourceType type = component.type();
    family.operation(
        "UpdateInferenceComponentRuntimeConfig",
        Trigger.by(SCALE, type)
            .changing(
                (call, c) ->
                    c.withNote(DESIRED, call.number("DesiredRuntimeConfig.CopyCount").orElse(0L))));
    facts(family);
  }

  static String group(String endpoint) {
    return endpoint.toLowerCase(Locale.ROOT);
  }

  /** The components of an endpoint, oldest first. */
  static List<Resource> of(String endpoint, World world) {
    return List.copyOf(world.registry().group(TYPE, group(endpoint)));
  }

  static Optional<Resource> endpoint(Resource component, World world) {
    return world.registry().byKey(ENDPOINT, component.attributes().path("EndpointName").asText());
  }

  static boolean isAdapter(Resource component) {
    return !Specifications.base(component.attributes()).isEmpty();
  }

  private static void prepare(Call call, Draft component) {
    ObjectNode attributes = component.attributes();
    component.notes().put(DESIRED, call.number("RuntimeConfig.CopyCount").orElse(0L));
    component.notes().put(CURRENT, 0L);
    component.notes().set(Specifications.IMAGES, Specifications.digests(call));
    attributes.remove("RuntimeConfig");
    String base = Specifications.base(attributes);
    if (!base.isEmpty()) {
      Resource its = call.require(TYPE, base);
      attributes.set("VariantName", its.attributes().path("VariantName"));
    }
  }

  /** One whose copies find no room hangs until its container should have started, and fails. */
  private static Plan durations(Resource component, Plan plan, World world) {
    if (!plan.passes("Creating") || isAdapter(component)) {
      return plan;
    }
    Optional<String> lacks = Fleets.lacking(component, world);
    return lacks.isEmpty()
        ? plan
        : plan.taking("Creating", patience(component)).meeting("Creating", FAIL, lacks.get());
  }

  private static Duration patience(Resource component) {
    return Documents.at(
            Specifications.first(component.attributes()),
            "StartupParameters.ContainerStartupHealthCheckTimeoutInSeconds")
        .map(seconds -> Duration.ofSeconds(seconds.asLong()))
        .orElse(ofMinutes(30));
  }

  private static Optional<JsonNode> endpointArn(Resource component, World world) {
    String name = component.attributes().path("EndpointName").asText();
    return Values.text(world.account().arn("sagemaker", "endpoint/" + name));
  }

  private static Optional<JsonNode> runtime(Resource component, World world) {
    if (isAdapter(component)) {
      return Optional.empty();
    }
    ObjectNode runtime = Documents.empty();
    runtime.set("DesiredCopyCount", component.notes().path(DESIRED));
    runtime.set("CurrentCopyCount", component.notes().path(CURRENT));
    return Optional.of(runtime);
  }

  /** What an update changes shows when it is done; until then the old copies run. */
  private static Resource update(Call call, Resource component) {
    ObjectNode attributes = component.attributes().deepCopy();
    ObjectNode notes = component.notes().deepCopy();
    notes.set(BEFORE, Specifications.kept(call, component));
    for (String member : Specifications.MEMBERS) {
      if (call.has(member)) {
        attributes.remove(Specifications.MEMBERS);
        attributes.set(member, call.at(member).orElseThrow());
        notes.set(Specifications.IMAGES, Specifications.digests(call));
      }
    }
    call.number("RuntimeConfig.CopyCount").ifPresent(copies -> notes.put(DESIRED, copies));
    attributes.remove("RuntimeConfig");
    JsonNode deployment = attributes.remove(DEPLOYMENT);
    if (deployment != null) {
      attributes.set("LastDeploymentConfig", deployment);
    }
    return component.withAttributes(attributes).withNotes(notes);
  }

  /** The copies run as far as there is room; or what was tried has failed and is taken back. */
  private static void enterService(Resource component, World world) {
    if (component.lastTransition().trigger().equals(FAIL)) {
      world.change(component, Specifications::restored);
    }
    Fleets.balance(component, world);
    Fleets.place(component, world);
    world.change(component, old -> old.withoutNotes(List.of(BEFORE)));
  }

  private static void facts(Family family) {
    family
        .judged(
            "component-copies",
            "CreateInferenceComponent.RuntimeConfig",
            "A component needs RuntimeConfig with at least one copy, an adapter has none; what"
                + " surrounds the seen part of the refusal.")
        .judged(
            "component-rules",
            "CreateInferenceComponent.ValidationException",
            "The words for an endpoint that is not in service, for a variant that is missing or not"
                + " wanted, for a specification that is not whole, and for an update that changes"
                + " nothing.")
        .judged(
            "component-room",
            "inference-component.InferenceComponentStatus",
            "A copy needs its cores, accelerators and MinMemoryRequiredInMb on one instance, all of"
                + " which it can use; copies are placed where there is room first, the oldest"
                + " components before the others. A new one without room is Creating until its"
                + " container should have started, by default for 30 minutes, and then Failed; an"
                + " update runs the copies for which there is room.")
        .judged(
            "component-sizes",
            "inference-component.Specification",
            "How many cores, accelerators and how much memory an instance has follows from its"
                + " family and size as AWS names them.")
        .judged(
            "component-scaling",
            "endpoint.ProductionVariants",
            "With ManagedInstanceScaling the endpoint is given instances up to its most when copies"
                + " need them, and loses those that it doesn't need down to its least, by"
                + " UpdateEndpointWeightsAndCapacities; while it is being updated it is left as it"
                + " is.")
        .judged(
            "component-rollback",
            "UpdateInferenceComponent",
            "An update that fails ends InService, with the old specification and copies and a"
                + " FailureReason.")
        .judged(
            "component-adapters",
            "DeleteInferenceComponent.ValidationException",
            "The end of the words for a base component with adapters, and what surrounds"
                + " DELETE_IN_PROGRESS.")
        .differs(
            "component-alarms",
            "UpdateInferenceComponent.DeploymentConfig",
            "It is shown as LastDeploymentConfig; no alarm is watched and nothing rolls in steps: a"
                + " script fails an update at Updating.");
  }
}
