package dev.mlsim.services.sagemaker.edge;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.Optional;

/** Plans of the deployment of packed models to the devices of a fleet, in stages. */
final class Plans {
  static final String NAME = "EdgeDeploymentPlanName";
  static final TypeRef TYPE = TypeRef.to("edge-deployment", NOT_FOUND);

  private static final String STAGES_MEMBER = "Stages";
  private static final String MODELS = "ModelConfigs";

  /** A note of a plan: the stages that it was made with. */
  private static final String FIRST = "stages";

  /** What holds of the stages that a call gives. */
  static final Precondition[] STAGES = {
    Precondition.of("each stage has a name of its own", VALIDATION, Plans::doubledStage),
    Precondition.of("each stage says to which devices", VALIDATION, Plans::badSelection)
  };

  private Plans() {}

  static void declare(Family family) {
    ConventionalResource plans = family.resource("EdgeDeploymentPlan");
    plans
        .named(TYPE.name())
        .arn(TYPE.name() + "/{key}")
        .partOf(Fleets.TYPE, Fleets.NAME)
        .requires(
            Precondition.of(
                "each model has a handle of its own",
                VALIDATION,
                call ->
                    Lists.doubled(call.input().path(MODELS), "ModelHandle")
                        .map(handle -> "Duplicate model handle: " + handle)),
            Precondition.of("the packaging jobs are COMPLETED", VALIDATION, Plans::notPacked))
        .requires(STAGES)
        .prepared(Plans::prepare)
        .entering("Exists", Plans::begin)
        .computed(STAGES_MEMBER, Plans::stages)
        .computed("EdgeDeploymentSuccess", (plan, world) -> count(plan, world, "DEPLOYED"))
        .computed(
            "EdgeDeploymentPending",
            (plan, world) ->
                count(
                    plan, world, "CREATING", "READYTODEPLOY", "STARTING", "INPROGRESS", "STOPPING"))
        .computed("EdgeDeploymentFailed", (plan, world) -> count(plan, world, "FAILED"))
        .requires("Delete", Precondition.of("no stage is under way", IN_USE, Plans::active))
        .entering(State.GONE.toString(), Plans::end)
        .missing(NOT_FOUND, "No edge deployment plan with name {name} exists")
        .duplicate(VALIDATION, "Edge deployment plan {name} already exists")
        .judgedWords("not found", "duplicate", "in use");
    family.operation("DescribeEdgeDeploymentPlan", new StagePages(Describe.a(plans.type())));
    Stages.declare(family);
  }

  private static void prepare(Call call, Draft plan) {
    JsonNode stages = plan.attributes().remove(STAGES_MEMBER);
    if (stages != null) {
      plan.notes().set(FIRST, stages);
    }
  }

  private static void begin(Resource plan, World world) {
    Stages.add(plan.name(), plan.notes().path(FIRST), world);
  }

  private static void end(Resource plan, World world) {
    for (Resource stage : List.copyOf(Stages.of(plan.name(), world))) {
      world.remove(stage);
    }
  }

  /** The fleet of a plan, empty if the plan is gone. */
  static String fleet(String plan, World world) {
    return at(plan, Fleets.NAME, world).asText();
  }

  /** The models of a plan, each with its packaging job. */
  static JsonNode models(String plan, World world) {
    return at(plan, MODELS, world);
  }

  private static JsonNode at(String plan, String member, World world) {
    return world
        .registry()
        .byKey(TYPE, plan)
        .map(there -> there.attributes().path(member))
        .orElseGet(MissingNode::getInstance);
  }

  private static Optional<String> doubledStage(Call call) {
    JsonNode stages = call.input().path(STAGES_MEMBER);
    Optional<String> doubled = Lists.doubled(stages, Stages.NAME);
    return doubled
        .or(
            () ->
                Lists.texts(stages, Stages.NAME)
                    .filter(
                        name ->
                            Stages.of(call.text(NAME).orElse(""), name, call.world()).isPresent())
                    .findFirst())
        .map(name -> "Duplicate stage name: " + name);
  }

  private static Optional<String> badSelection(Call call) {
    return Lists.of(call.input().path(STAGES_MEMBER))
        .map(stage -> stage.path(Stages.SELECTION))
        .map(how -> how.path("DeviceSubsetType").asText() + " " + member(how))
        .filter(wanting -> !wanting.endsWith(" "))
        .findFirst()
        .map(wanting -> "DeviceSubsetType " + wanting.replace(" ", " needs the member ") + ".");
  }

  /** The member that a selection lacks, empty if it lacks none. */
  private static String member(JsonNode how) {
    String member =
        switch (how.path("DeviceSubsetType").asText()) {
          case "PERCENTAGE" -> "Percentage";
          case "SELECTION" -> "DeviceNames";
          default -> "DeviceNameContains";
        };
    return how.has(member) ? "" : member;
  }

  private static Optional<String> notPacked(Call call) {
    TypeRef jobs = TypeRef.to("edge-packaging-job", NOT_FOUND);
    return Lists.texts(call.input().path(MODELS), "EdgePackagingJobName")
        .map(name -> call.require(jobs, name))
        .filter(job -> !job.is("COMPLETED"))
        .findFirst()
        .map(
            job ->
                "Edge packaging job " + job.name() + " is in status " + job.state().status() + ".");
  }

  private static Optional<String> active(Call call) {
    return Stages.of(call.text(NAME).orElse(""), call.world()).stream()
        .filter(stage -> !Stages.canBeDeleted(stage))
        .findFirst()
        .map(
            stage ->
                "Stage "
                    + stage.attributes().path(Stages.NAME).asText()
                    + " is in status "
                    + stage.state().status()
                    + ".");
  }

  private static Optional<JsonNode> count(Resource plan, World world, String... statuses) {
    long count = 0;
    for (Resource stage : Stages.of(plan.name(), world)) {
      if (List.of(statuses).contains(stage.state().status())) {
        count += Stages.devices(stage, world).size();
      }
    }
    return Values.number(count);
  }

  private static Optional<JsonNode> stages(Resource plan, World world) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Resource stage : Stages.of(plan.name(), world)) {
      ObjectNode shown = all.addObject();
      for (String member : List.of(Stages.NAME, Stages.SELECTION, Stages.DEPLOYMENT)) {
        shown.set(member, stage.attributes().path(member));
      }
      shown.set("DeploymentStatus", status(stage, world));
    }
    return Optional.of(all);
  }

  private static ObjectNode status(Resource stage, World world) {
    String status = stage.state().status();
    int devices = Stages.devices(stage, world).size();
    boolean isFailed = status.equals("FAILED");
    boolean isDone = status.equals("DEPLOYED");
    ObjectNode shown = Documents.empty();
    shown
        .put("StageStatus", status)
        .put("EdgeDeploymentSuccessInStage", isDone ? devices : 0)
        .put(
            "EdgeDeploymentPendingInStage",
            isDone || isFailed || status.equals("STOPPED") ? 0 : devices)
        .put("EdgeDeploymentFailedInStage", isFailed ? devices : 0);
    if (isFailed) {
      shown.put("EdgeDeploymentStatusMessage", stage.reason());
    }
    stage
        .entered("STARTING")
        .ifPresent(at -> shown.set("EdgeDeploymentStageStartTime", Timestamps.of(at)));
    return shown;
  }
}
