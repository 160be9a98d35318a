package dev.mlsim.services.sagemaker.hosting;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.ContainerStreams;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * SageMaker's endpoints, by the statuses of the API reference (DescribeEndpoint) and the developer
 * guide's deployment guardrails. A new fleet is shown as pending until it has taken over; where it
 * fails, the old one stays in service. An update of weights and capacities is shown as Updating
 * too; its state is of its own here, since its failure rolls back.
 */
final class Endpoints {
  static final String SCALE = "scale";
  static final String MAINTAIN = "maintain";
  static final String FAIL_TO_ROLL_BACK = "fail to roll back";
  static final String SHIFT_TRAFFIC = "shift traffic";
  static final String ROLL = "roll";
  static final String LOSE = "lose what it launches from";

  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Creating", ofMinutes(5)), rest("InService"))
          .on(FAIL)
          .from("Creating")
          .goes(rest("Failed"))
          .on(UPDATE)
          .from("InService", "UpdateRollbackFailed")
          .goes(stay("Updating", ofMinutes(5)), rest("InService"))
          // Without its configuration or a model it goes on trying, and gives up.
          .on(LOSE)
          .from("Creating")
          .goes(stay("Creating", ofHours(1)), rest("Failed"))
          .on(LOSE)
          .from("Updating")
          .goes(stay("Updating", ofHours(1)), rest("Failed"))
          // What is planned of these two follows from the DeploymentConfig: see Deployment.
          .on(SHIFT_TRAFFIC)
          .from("InService", "UpdateRollbackFailed")
          .goes(
              stay("Updating", ofMinutes(4)),
              stay(Deployment.SHIFTS, ofSeconds(30)),
              stay(Deployment.BAKES, ofMinutes(5)),
              stay(Deployment.SHIFTS, ofSeconds(30)),
              stay(Deployment.TERMINATES, ofSeconds(30)),
              rest("InService"))
          .on(ROLL)
          .from("InService", "UpdateRollbackFailed")
          .goes(
              stay("Updating", ofMinutes(4)),
              stay(Deployment.SHIFTS, ofSeconds(30)),
              stay(Deployment.BAKES, ofMinutes(5)),
              stay(Deployment.TERMINATES, ofSeconds(30)),
              stay("Updating", ofMinutes(4)),
              stay(Deployment.SHIFTS, ofSeconds(30)),
              stay(Deployment.TERMINATES, ofSeconds(30)),
              rest("InService"))
          .on(FAIL)
          .from("Updating")
          .goes(rest("InService"))
          .on(FAIL)
          .from(Deployment.SHIFTS, Deployment.BAKES)
          .goes(stay(Deployment.RETURNS, ofMinutes(1)), rest("InService"))
          .on(FAIL_TO_ROLL_BACK)
          .from("Updating", Deployment.SHIFTS, Deployment.BAKES)
          .goes(rest("UpdateRollbackFailed"))
          .on(SCALE)
          .from("InService")
          .goes(stay("Updating/Scaling", ofMinutes(3)), rest("InService"))
          .on(FAIL)
          .from("Updating/Scaling")
          .goes(stay("RollingBack", ofMinutes(2)), rest("InService"))
          .on(MAINTAIN)
          .from("InService")
          .goes(stay("SystemUpdating", ofMinutes(10)), rest("InService"))
          .on(DELETE)
          .from("InService", "Failed", "UpdateRollbackFailed")
          .goes(stay("Deleting", ofSeconds(30)), gone())
          // The waiter EndpointDeleted gives up on Failed, so a deletion can come to that.
          .on(FAIL)
          .from("Deleting")
          .goes(rest("Failed"))
          .build();

  private static final InstanceQuotas QUOTAS =
      fleets(EndpointFleet::claimed)
          .asking(call -> EndpointFleet.notes(EndpointFleet.config(call)))
          .keptIn(Resource::notes)
          .perCall(
              "Memory size in MB per serverless endpoint",
              "MBs",
              6_144,
              3_072,
              EndpointFleet::memory);

  /** The same quotas, asked for the instances that a scaling adds. */
  private static final InstanceQuotas OF_SCALING =
      fleets(groups -> groups).asking(call -> EndpointFleet.growth(call));

  static final ResourceType TYPE =
      SharedErrors.hosting(ResourceType.named("endpoint"), "endpoint", "endpoint")
          .identifiedBy("EndpointName")
          .ignoringCase()
          .arn("EndpointArn", "endpoint/{key}")
          .lifecycle(LIFECYCLE)
          .status("EndpointStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("FailureReason", SharedErrors::failureReason)
          .prepared(EndpointFleet::prepare)
          .durations(Endpoints::durations)
          .limits(Deployment::limited)
          .entering("InService", EndpointFleet::enterService)
          .entering(Deployment.SHIFTS, Deployment::shift)
          .entering(Deployment.RETURNS, Deployment::shift)
          .computed("ProductionVariants", EndpointFleet.shown("ProductionVariants"))
          .computed("ShadowProductionVariants", EndpointFleet.shown("ShadowProductionVariants"))
          .computed("PendingDeploymentSummary", EndpointFleet::pending)
          .computed("DataCaptureConfig", EndpointFleet::dataCapture)
          .bills(
              Rate.byName("ml.*", EndpointFleet::usage).during(serving()),
              Rate.ofWork("serverless-GB"))
          .holds(QUOTAS.held().except("Failed"))
          .refused(Endpoints::refused)
          .logs(ContainerStreams::ofEndpoint)
          .emits(EndpointEvents.STATE, EndpointEvents.DEPLOYMENT)
          .build();

  private static final Precondition CONFIG =
      Precondition.exists("EndpointConfigName", EndpointConfigs.TYPE);

  private static final Precondition MODELS =
      new Precondition(
          "the models of the configuration exist",
          VALIDATION,
          call -> EndpointConfigs.modelsExist(call, EndpointFleet.config(call)));

  private static final Precondition REPLACES =
      new Precondition(
          "another configuration than the current one, which still exists",
          VALIDATION,
          Endpoints::replaces);

  /** The words are those of boto/boto3#4275. */
  private static final Precondition FEATURES =
      Precondition.unless(
          call ->
              !EndpointFleet.config(call).has("AsyncInferenceConfig")
                  || EndpointConfigs.variants(EndpointFleet.config(call)).stream()
                      .noneMatch(variant -> variant.has("ServerlessConfig")),
          "asynchronous inference on instances, and not serverless",
          VALIDATION,
          "One or more endpoint features are not supported using this configuration");

  private static final Precondition[] VARIANTS = {
    Precondition.of("each variant is there", VALIDATION, EndpointFleet::unknownVariants),
    Precondition.of("each variant is named once", VALIDATION, EndpointFleet::doubledVariant)
  };

  private static final TypeRef COMPONENT = TypeRef.to("inference-component", VALIDATION);

  /** Its components go first, as AWS's guides have it; the words are judged. */
  private static final Precondition NO_COMPONENTS =
      Precondition.of(
          "it has no inference components",
          VALIDATION,
          call -> {
            Resource endpoint = TYPE.require(call);
            String group = endpoint.name().toLowerCase(Locale.ROOT);
            return call.world().registry().group(COMPONENT, group).isEmpty()
                ? Optional.empty()
                : Optional.of(
                    "Cannot delete endpoint \""
                        + endpoint.arn()
                        + "\" because it has inference components.");
          });

  private Endpoints() {}

  /** An endpoint costs from when it is first in service until it is deleted. */
  private static String[] serving() {
    return LIFECYCLE.states().stream()
        .filter(state -> !state.equals(State.GONE))
        .filter(state -> !Set.of("Creating", "Failed", "Deleting").contains(state.status()))
        .map(State::toString)
        .toArray(String[]::new);
  }

  /** One that can't be updated where it stands is refused for that, in other words. */
  private static void replaces(Call call) {
    Resource endpoint = TYPE.require(call);
    if (LIFECYCLE.way(UPDATE, endpoint.state()).isEmpty()) {
      return;
    }
    String current = endpoint.attributes().path("EndpointConfigName").asText();
    if (call.text("EndpointConfigName").orElse("").equals(current)) {
      throw new ServiceError(
          VALIDATION,
          "Cannot update endpoint with the currently in use endpoint configuration \""
              + current
              + "\"");
    }
    call.require(EndpointConfigs.TYPE, current);
  }

  /** Endpoints that are launching what goes now will not come to it. */
  static void lose(Resource gone, World world) {
    for (Resource endpoint : List.copyOf(world.registry().unfinished(TYPE))) {
      boolean hasLost = endpoint.lastTransition().trigger().equals(LOSE);
      if (!hasLost
          && LIFECYCLE.way(LOSE, endpoint.state()).isPresent()
          && EndpointFleet.launches(endpoint, gone)) {
        world.trigger(endpoint, LOSE, "Could not find " + gone.arn() + ".");
      }
    }
  }

  private static Plan durations(Resource endpoint, Plan plan, World world) {
    return plan.passes("Creating")
        ? Launches.inOrder(endpoint, plan, world)
        : Deployment.stages(endpoint, plan, world);
  }

  /** Of a failed endpoint only the deletion is possible; the words for that are judged. */
  private static ServiceError refused(Call call, Resource endpoint, String trigger) {
    return new ServiceError(
        VALIDATION,
        endpoint.isMoving() || !endpoint.is("Failed")
            ? "Cannot update in-progress endpoint \"" + endpoint.arn() + "\"."
            : "Cannot update endpoint \"" + endpoint.arn() + "\" in status Failed.");
  }

  private static InstanceQuotas fleets(Function<JsonNode, JsonNode> instances) {
    return new InstanceQuotas("ProductionVariantInstanceType", instances)
        .each("endpoint usage", endpoint -> true)
        .all("Number of instances across active endpoints", 10_000, 4, endpoint -> true);
  }

  static void declare(Family family) {
    QUOTAS.declare(family);
    family
        .type(TYPE)
        .operation(
            "CreateEndpoint",
            Create.a(TYPE)
                .requires(CONFIG, FEATURES)
                .requires(Deployment.RULES)
                .thenRequires(MODELS, SharedErrors.IN_ORDER)
                .within(QUOTAS.toArray()))
        .operation("DescribeEndpoint", Describe.a(TYPE))
        .operation("ListEndpoints", ListAll.of(TYPE))
        .operation(
            "UpdateEndpoint",
            Trigger.by(UPDATE, TYPE)
                .requires(CONFIG, REPLACES, MODELS)
                .requires(Deployment.RULES)
                .within(QUOTAS.toArray())
                .changing(EndpointFleet::prepareUpdate))
        .operation(
            "UpdateEndpointWeightsAndCapacities",
            Trigger.by(SCALE, TYPE)
                .requires(VARIANTS)
                .within(OF_SCALING.toArray())
                .changing(EndpointFleet::desire))
        .operation("DeleteEndpoint", Trigger.by(DELETE, TYPE).requires(NO_COMPONENTS));
  }
}
