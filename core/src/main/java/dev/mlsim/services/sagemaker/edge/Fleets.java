package dev.mlsim.services.sagemaker.edge;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * Fleets of devices. What an unknown one is answered with begins as the Terraform provider matches
 * it; a fleet that has devices can't be deleted (API reference, DeleteDeviceFleet).
 */
final class Fleets {
  static final String NAME = "DeviceFleetName";
  static final TypeRef TYPE = TypeRef.to("device-fleet", VALIDATION);
  private static final String ALIAS = "EnableIotRoleAlias";
  private static final String OUTPUT = "OutputConfig";

  private Fleets() {}

  static void declare(Family family) {
    family
        .resource("DeviceFleet")
        .thenRequires(OWN_ROLE)
        .computed("IotRoleAlias", Fleets::alias)
        .changing(Fleets::changed)
        .keptBy(Devices.TYPE, IN_USE, "Device fleet {name} has registered devices.", NAME)
        .missing(VALIDATION, "No devicefleet with name {name} exists")
        .duplicate(IN_USE, "Device fleet {name} already exists")
        .judgedWords("not found", "duplicate", "in use")
        .judged(
            "iot-role-alias",
            "device-fleet.IotRoleAlias",
            "The alias is SageMakerEdge- and the fleet's name; no alias is made in AWS IoT.");
    family.operation("GetDeviceFleetReport", new FleetReport());
  }

  private static Optional<JsonNode> alias(Resource fleet, World world) {
    return fleet.attributes().path(ALIAS).asBoolean()
        ? Values.text(
            "arn:aws:iam::" + world.account().id() + ":rolealias/SageMakerEdge-" + fleet.name())
        : Optional.empty();
  }

  /** Where a fleet's data go is said anew as a whole. */
  private static Resource changed(Call call, Resource fleet) {
    return call.at(OUTPUT).map(output -> fleet.with(OUTPUT, output)).orElse(fleet);
  }
}
