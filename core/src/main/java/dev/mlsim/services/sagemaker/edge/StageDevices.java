package dev.mlsim.services.sagemaker.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ListStageDevices: to which devices a stage deploys, and how far that is. */
final class StageDevices implements Handler {
  private static final Precondition PLAN = Precondition.exists(Plans.NAME, Plans.TYPE);

  @Override
  public ObjectNode answer(Call call) {
    PLAN.check().verify(call);
    Resource plan = call.require(Plans.TYPE, call.text(Plans.NAME).orElse(""));
    Resource stage = Stages.TYPE.require(call);
    boolean onlyHere = call.flag("ExcludeDevicesDeployedInOtherStage");
    List<JsonNode> shown = new ArrayList<>();
    for (Resource device : Stages.devices(stage, call.world())) {
      Optional<String> where = deployed(device, plan, stage, call.world());
      if (!onlyHere || where.isEmpty() || where.get().equals(name(stage))) {
        shown.add(shown(device, plan, stage, where));
      }
    }
    return Pages.of(call, shown);
  }

  private static String name(Resource stage) {
    return stage.attributes().path(Stages.NAME).asText();
  }

  /** The stage that has deployed to a device: this one, or the first that did. */
  private static Optional<String> deployed(
      Resource device, Resource plan, Resource stage, World world) {
    if (stage.is("DEPLOYED")) {
      return Optional.of(name(stage));
    }
    return Stages.of(plan.name(), world).stream()
        .filter(other -> other.is("DEPLOYED") && Stages.devices(other, world).contains(device))
        .map(StageDevices::name)
        .findFirst();
  }

  private static ObjectNode shown(
      Resource device, Resource plan, Resource stage, Optional<String> where) {
    ObjectNode shown = Documents.empty();
    shown
        .put("EdgeDeploymentPlanArn", plan.arn())
        .put(Plans.NAME, plan.name())
        .put(Stages.NAME, name(stage))
        .put(Fleets.NAME, device.attributes().path(Fleets.NAME).asText())
        .put(Devices.NAME, device.name())
        .put("DeviceArn", device.arn())
        .put("DeviceDeploymentStatus", status(stage));
    where.ifPresent(other -> shown.put("DeployedStageName", other));
    Documents.at(device.attributes(), "Description")
        .ifPresent(text -> shown.set("Description", text));
    if (stage.is("FAILED")) {
      shown.put("DeviceDeploymentStatusMessage", stage.reason());
    }
    stage.entered("STARTING").ifPresent(at -> shown.set("DeploymentStartTime", Timestamps.of(at)));
    return shown;
  }

  /** A device has no status for a stage that is being made, or about to begin. */
  private static String status(Resource stage) {
    String status = stage.state().status();
    return status.equals("CREATING") || status.equals("STARTING") ? "READYTODEPLOY" : status;
  }

  @Override
  public String kind() {
    return "list";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(PLAN);
  }
}
