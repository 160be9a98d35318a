package dev.mlsim.services.sagemaker.edge;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a plan of deployment, by the statuses of the API reference
 * (DescribeEdgeDeploymentPlan). A stage deploys to the devices that its selection has when it is
 * started, after the stage before it.
 */
final class Stages {
  static final String NAME = "StageName";
  static final String SELECTION = "DeviceSelectionConfig";
  static final String DEPLOYMENT = "DeploymentConfig";

  /** A note of a stage that was started: the names of its devices. */
  private static final String DEVICES = "devices";

  private static final int ALL = 100;
  private static final TypeRef PACKAGING = TypeRef.to("edge-packaging-job", NOT_FOUND);

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("CREATING", ofSeconds(5)), rest("READYTODEPLOY"))
          .on(START)
          .from("READYTODEPLOY")
          .goes(stay("STARTING", ofSeconds(30)), stay("INPROGRESS", ofMinutes(5)), rest("DEPLOYED"))
          .on(FAIL)
          .from("STARTING", "INPROGRESS")
          .goes(rest("FAILED"))
          .on(STOP)
          .from("STARTING", "INPROGRESS")
          .goes(stay("STOPPING", ofSeconds(30)), rest("STOPPED"))
          .on(DELETE)
          .from("READYTODEPLOY", "DEPLOYED", "FAILED", "STOPPED")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("edge-deployment-stage")
          .identifiedBy(Plans.NAME, NAME)
          .lifecycle(LIFECYCLE)
          .grouped(Stages::plan)
          .missing(
              NOT_FOUND,
              (call, name) ->
                  "No stage with name "
                      + call.text(NAME).orElse("")
                      + " in edge deployment plan "
                      + call.text(Plans.NAME).orElse(""))
          .refused(Stages::refused)
          .entering("STARTING", Stages::select)
          .entering("DEPLOYED", Stages::deploy)
          .build();

  private Stages() {}

  private static String plan(Resource stage) {
    return stage.attributes().path(Plans.NAME).asText();
  }

  private static ServiceError refused(Call call, Resource stage, String trigger) {
    return new ServiceError(
        trigger.equals(DELETE) ? IN_USE : VALIDATION,
        "Stage "
            + stage.attributes().path(NAME).asText()
            + " is in status "
            + stage.state().status()
            + ".");
  }

  static Collection<Resource> of(String plan, World world) {
    return world.registry().group(TYPE, plan);
  }

  static Optional<Resource> of(String plan, String name, World world) {
    return world.registry().byKey(TYPE, plan + "/" + name);
  }

  /** Adds stages to a plan, behind those that it has. */
  static void add(String plan, JsonNode stages, World world) {
    for (JsonNode said : stages) {
      ObjectNode attributes = Documents.empty().setAll((ObjectNode) said);
      attributes.put(Plans.NAME, plan);
      if (!attributes.has(DEPLOYMENT)) {
        attributes.putObject(DEPLOYMENT).put("FailureHandlingPolicy", "ROLLBACK_ON_FAILURE");
      }
      String key = plan + "/" + said.path(NAME).asText();
      world.begin(
          TYPE, new Resource(TYPE.name(), key, key, "", TYPE.lifecycle(), attributes, world.now()));
    }
  }

  private static boolean isActive(Resource stage) {
    return stage.is("STARTING") || stage.is("INPROGRESS") || stage.is("STOPPING");
  }

  static boolean canBeDeleted(Resource stage) {
    return LIFECYCLE.way(DELETE, stage.state()).isPresent();
  }

  /** Whether a stage deploys to the device just now. */
  static boolean isBusy(Resource device, World world) {
    for (Resource stage : world.registry().all(TYPE)) {
      if (isActive(stage) && devices(stage, world).contains(device)) {
        return true;
      }
    }
    return false;
  }

  /** The devices to which it deploys, or would if it were started now. */
  static List<Resource> devices(Resource stage, World world) {
    String fleet = Plans.fleet(plan(stage), world);
    List<Resource> chosen = new ArrayList<>();
    if (stage.notes().has(DEVICES)) {
      for (JsonNode name : stage.notes().path(DEVICES)) {
        Devices.of(fleet, name.asText(), world).ifPresent(chosen::add);
      }
      return chosen;
    }
    List<Resource> all = List.copyOf(Devices.of(fleet, world));
    JsonNode how = stage.attributes().path(SELECTION);
    switch (how.path("DeviceSubsetType").asText()) {
      case "PERCENTAGE" -> {
        int most = (all.size() * how.path("Percentage").asInt() + ALL - 1) / ALL;
        chosen.addAll(all.subList(0, Math.max(0, most)));
      }
      case "SELECTION" -> {
        for (JsonNode name : how.path("DeviceNames")) {
          Devices.of(fleet, name.asText(), world).ifPresent(chosen::add);
        }
      }
      default -> {
        String part = how.path("DeviceNameContains").asText();
        all.stream().filter(device -> device.name().contains(part)).forEach(chosen::add);
      }
    }
    return chosen;
  }

  private static void select(Resource stage, World world) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    devices(stage, world).forEach(device -> names.add(device.name()));
    world.change(stage, old -> old.withNote(DEVICES, names));
  }

  private static void deploy(Resource stage, World world) {
    for (JsonNode model : Plans.models(plan(stage), world)) {
      Optional<Resource> job =
          world.registry().byKey(PACKAGING, model.path("EdgePackagingJobName").asText());
      for (Resource device : devices(stage, world)) {
        job.ifPresent(
            packed ->
                Devices.deployed(
                    world.latest(device),
                    packed.attributes().path("ModelName"),
                    packed.attributes().path("ModelVersion"),
                    world));
      }
    }
  }

  /** The stages before it are done. */
  private static Optional<String> tooEarly(Call call) {
    for (Resource stage : of(call.text(Plans.NAME).orElse(""), call.world())) {
      String name = stage.attributes().path(NAME).asText();
      if (name.equals(call.text(NAME).orElse(""))) {
        return Optional.empty();
      }
      if (!stage.is("DEPLOYED")) {
        return Optional.of(
            "Stage " + name + " comes first, and is in status " + stage.state().status() + ".");
      }
    }
    return Optional.empty();
  }

  static void declare(Family family) {
    Precondition plan = Precondition.exists(Plans.NAME, Plans.TYPE);
    family
        .type(TYPE)
        .operation("CreateEdgeDeploymentStage", new AddStages())
        .operation(
            "StartEdgeDeploymentStage",
            Trigger.by(START, TYPE)
                .requires(
                    Precondition.of(
                        "the stages before it are DEPLOYED", VALIDATION, Stages::tooEarly)))
        .operation("StopEdgeDeploymentStage", Trigger.by(STOP, TYPE).requires(plan))
        .operation("DeleteEdgeDeploymentStage", Trigger.by(DELETE, TYPE).requires(plan))
        .operation("ListStageDevices", new StageDevices());
  }
}
