package dev.mlsim.services.sagemaker.edge;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The devices of a fleet. Register, Update and Deregister take several at once; one that is
 * registered again is updated.
 */
final class Devices {
  static final String NAME = "DeviceName";
  static final String HEARTBEAT = "LatestHeartbeat";
  static final String MODELS = "Models";
  private static final String DEVICES = "Devices";

  static final ResourceType TYPE =
      ResourceType.named("device")
          .identifiedBy(Fleets.NAME, NAME)
          .arn("DeviceArn", "device-fleet/{" + Fleets.NAME + "}/device/{" + NAME + "}")
          .times("RegistrationTime", "")
          .grouped(device -> device.attributes().path(Fleets.NAME).asText())
          .missing(VALIDATION, (call, name) -> missing(call, call.text(NAME).orElse("")))
          .build();

  private Devices() {}

  private static String missing(Call call, String device) {
    return "No device with name " + device + " in fleet " + call.text(Fleets.NAME).orElse("");
  }

  /** The devices of a fleet, in the order in which they were registered. */
  static Collection<Resource> of(String fleet, World world) {
    return world.registry().group(TYPE, fleet);
  }

  static Optional<Resource> of(String fleet, String name, World world) {
    return world.registry().byKey(TYPE, fleet + "/" + name);
  }

  /** All those that a call names; refuses the call if one isn't there. */
  static List<Resource> named(Call call, Iterable<JsonNode> names) {
    List<Resource> devices = new ArrayList<>();
    for (JsonNode name : names) {
      devices.add(
          of(call.text(Fleets.NAME).orElse(""), name.asText(), call.world())
              .orElseThrow(() -> new ServiceError(VALIDATION, missing(call, name.asText()))));
    }
    return devices;
  }

  private static Optional<Resource> find(Call call, JsonNode device) {
    return of(call.text(Fleets.NAME).orElse(""), device.path(NAME).asText(), call.world());
  }

  private static void update(Call call, Resource device, JsonNode said) {
    call.world()
        .change(
            device,
            old -> old.withAttributes(Documents.merged(old.attributes(), (ObjectNode) said)));
  }

  private static ObjectNode register(Call call) {
    for (JsonNode said : call.input().path(DEVICES)) {
      Optional<Resource> there = find(call, said);
      if (there.isPresent()) {
        update(call, there.get(), said);
      } else {
        begin(call, said);
      }
    }
    return Documents.empty();
  }

  private static void begin(Call call, JsonNode said) {
    String fleet = call.text(Fleets.NAME).orElse("");
    String name = said.path(NAME).asText();
    ObjectNode attributes = Documents.empty().setAll((ObjectNode) said);
    attributes.put(Fleets.NAME, fleet);
    String key = fleet + "/" + name;
    Resource device =
        new Resource(
            TYPE.name(),
            key,
            name,
            TYPE.arn(call, attributes, key),
            TYPE.lifecycle(),
            attributes,
            call.now());
    call.world().begin(TYPE, device.withTags(call.service().tags().read(call.input())));
  }

  private static ObjectNode updateAll(Call call) {
    List<JsonNode> names = new ArrayList<>();
    call.input().path(DEVICES).forEach(said -> names.add(said.path(NAME)));
    List<Resource> devices = named(call, names);
    for (int i = 0; i < devices.size(); i++) {
      update(call, devices.get(i), call.input().path(DEVICES).path(i));
    }
    return Documents.empty();
  }

  private static ObjectNode deregister(Call call) {
    Lists.doubled(Lists.of(call.input().path("DeviceNames")).map(JsonNode::asText))
        .ifPresent(
            name -> {
              throw new ServiceError(VALIDATION, Batch.doubled(name));
            });
    List<Resource> devices = named(call, call.input().path("DeviceNames"));
    for (Resource device : devices) {
      if (Stages.isBusy(device, call.world())) {
        throw new ServiceError(
            IN_USE, "Device " + device.name() + " is part of a deployment that is in progress.");
      }
    }
    devices.forEach(device -> call.world().trigger(call.world().latest(device), DELETE, ""));
    return Documents.empty();
  }

  /** A model has come to a device, whose agent has reported it. */
  static void deployed(Resource device, JsonNode model, JsonNode version, World world) {
    ArrayNode models = JsonNodeFactory.instance.arrayNode();
    for (JsonNode before : device.attributes().path(MODELS)) {
      if (!before.path("ModelName").equals(model)) {
        models.add(before);
      }
    }
    ObjectNode deployed = models.addObject();
    deployed.set("ModelName", model);
    deployed.set("ModelVersion", version);
    world.change(
        device, old -> old.with(MODELS, models).with(HEARTBEAT, Timestamps.of(world.now())));
  }

  private static boolean runs(Resource device, JsonNode model, World world) {
    for (JsonNode one : device.attributes().path(MODELS)) {
      if (one.path("ModelName").equals(model)) {
        return true;
      }
    }
    return false;
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("RegisterDevices", new Batch("register", Devices::register, DEVICES))
        .operation("UpdateDevices", new Batch("update", Devices::updateAll, DEVICES))
        .operation("DeregisterDevices", new Batch("deregister", Devices::deregister, ""))
        .operation("DescribeDevice", Describe.a(TYPE))
        .operation(
            "ListDevices", ListAll.of(TYPE).sorted("", false).filter("ModelName", Devices::runs));
  }
}
