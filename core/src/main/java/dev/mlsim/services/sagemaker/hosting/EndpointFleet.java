package dev.mlsim.services.sagemaker.hosting;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What serves an endpoint. The endpoint keeps the configuration it was deployed from, since that
 * can be deleted; its variants appear when it is first in service. Attributes in lower case are the
 * simulator's own: no shape has them.
 */
final class EndpointFleet {
  static final String CONFIG = "config";
  private static final String DEPLOYED = "deployed";
  private static final String PENDING = "pending";
  private static final String NAME = "EndpointConfigName";
  private static final List<String> FLEETS =
      List.of("ProductionVariants", "ShadowProductionVariants");
  private static final List<String> ECHOED =
      List.of("AsyncInferenceConfig", "ExplainerConfig", "MetricsConfig");

  private EndpointFleet() {}

  /** The configuration that a call names. */
  static ObjectNode config(Call call) {
    return call.require(EndpointConfigs.TYPE, call.text(NAME).orElseThrow())
        .attributes()
        .deepCopy();
  }

  /** An endpoint's attributes, as far as its configuration makes them. */
  static ObjectNode attributes(ObjectNode config) {
    ObjectNode attributes = Documents.empty();
    attributes.set(CONFIG, config);
    return attributes;
  }

  /** The instances of an endpoint as groups of so many of a type, as it is scaled now. */
  static JsonNode instances(JsonNode attributes) {
    ObjectNode fleet = Documents.empty();
    ArrayNode groups = fleet.putArray("InstanceGroups");
    for (JsonNode variant : EndpointConfigs.variants(attributes.path(CONFIG))) {
      if (variant.has("InstanceType")) {
        groups
            .addObject()
            .put("InstanceType", variant.path("InstanceType").asText())
            .put("InstanceCount", count(attributes.path(DEPLOYED), variant));
      }
    }
    return fleet;
  }

  private static long count(JsonNode deployed, JsonNode variant) {
    long initial = variant.path("InitialInstanceCount").asLong(1);
    for (JsonNode running : EndpointConfigs.variants(deployed)) {
      if (running.path("VariantName").equals(variant.path("VariantName"))) {
        return running.path("CurrentInstanceCount").asLong(initial);
      }
    }
    return initial;
  }

  /** What an endpoint uses by type of instance; nothing where it is serverless. */
  static Map<String, Long> usage(Resource endpoint) {
    return InstanceQuotas.instancesIn(instances(endpoint.attributes()));
  }

  static ObjectNode prepare(Call call, ObjectNode attributes) {
    attributes.set(CONFIG, config(call));
    if (attributes.has("DeploymentConfig")) {
      attributes.set("LastDeploymentConfig", attributes.remove("DeploymentConfig"));
    }
    showConfig(attributes);
    return attributes;
  }

  /** Describe goes on showing the old configuration; the new one is pending. */
  static Resource prepareUpdate(Call call, Resource endpoint) {
    ObjectNode pending = Documents.empty();
    pending.setAll(call.input());
    pending.set(CONFIG, config(call));
    pending.set("StartTime", Timestamps.of(call.now()));
    return endpoint.with(PENDING, pending);
  }

  /** A new fleet, or new weights and capacities, take effect; or what was tried has failed. */
  static void enterService(Resource endpoint, World world) {
    ObjectNode attributes = endpoint.attributes().deepCopy();
    String trigger = endpoint.lastTransition().trigger();
    JsonNode pending = attributes.path(PENDING);
    if (trigger.equals(CREATE)) {
      attributes.set(DEPLOYED, deployed(attributes.path(CONFIG), world));
    } else if (trigger.equals(UPDATE)) {
      ObjectNode fleets = deployed(pending.path(CONFIG), world);
      VariantCapacity.retain(fleets, attributes.path(DEPLOYED), pending);
      attributes.set(DEPLOYED, fleets);
      attributes.set(NAME, pending.get(NAME));
      attributes.set(CONFIG, pending.get(CONFIG));
      if (!pending.path("RetainDeploymentConfig").asBoolean()) {
        attributes.remove("LastDeploymentConfig");
      }
      if (pending.has("DeploymentConfig")) {
        attributes.set("LastDeploymentConfig", pending.get("DeploymentConfig"));
      }
      showConfig(attributes);
    } else {
      VariantCapacity.settle(attributes.path(DEPLOYED), trigger.equals(FAIL));
    }
    attributes.remove(PENDING);
    world.change(endpoint, old -> old.withAttributes(attributes));
  }

  private static void showConfig(ObjectNode attributes) {
    attributes.remove(ECHOED);
    for (String member : ECHOED) {
      if (attributes.path(CONFIG).has(member)) {
        attributes.set(member, attributes.path(CONFIG).get(member));
      }
    }
  }

  private static ObjectNode deployed(JsonNode config, World world) {
    ObjectNode fleets = Documents.empty();
    for (String fleet : FLEETS) {
      if (config.has(fleet)) {
        ArrayNode variants = fleets.putArray(fleet);
        config
            .path(fleet)
            .forEach(variant -> variants.add(VariantCapacity.running(variant, world)));
      }
    }
    return fleets;
  }

  /** The variants as they run, once they have run; the old ones go at the end of a deployment. */
  static ResourceType.Computed shown(String fleet) {
    return (endpoint, world) ->
        Documents.at(endpoint.attributes(), DEPLOYED + "." + fleet)
            .map(
                variants ->
                    endpoint.state().toString().equals(Deployment.TERMINATES)
                        ? VariantCapacity.terminating(
                            variants, Timestamps.of(endpoint.lastTransition().at()))
                        : variants);
  }

  /** What the update that is under way was asked for; missing where none is. */
  static JsonNode pending(Resource endpoint) {
    return endpoint.attributes().path(PENDING);
  }

  /** The deployment that is under way, if one is. */
  static Optional<JsonNode> pending(Resource endpoint, World world) {
    JsonNode pending = endpoint.attributes().path(PENDING);
    if (!endpoint.is("Updating") || pending.isMissingNode()) {
      return Optional.empty();
    }
    ObjectNode summary = Documents.empty();
    summary.set(NAME, pending.get(NAME));
    summary.set("StartTime", pending.get("StartTime"));
    for (String fleet : FLEETS) {
      if (pending.path(CONFIG).has(fleet)) {
        ArrayNode variants = summary.putArray(fleet);
        pending
            .path(CONFIG)
            .path(fleet)
            .forEach(variant -> variants.add(Deployment.shown(endpoint, variant)));
      }
    }
    return Optional.of(summary);
  }

  /** What is captured of the traffic, once there can be traffic. */
  static Optional<JsonNode> dataCapture(Resource endpoint, World world) {
    JsonNode config = endpoint.attributes().path(CONFIG).path("DataCaptureConfig");
    if (config.isMissingNode() || !endpoint.attributes().has(DEPLOYED)) {
      return Optional.empty();
    }
    boolean enabled = config.path("EnableCapture").asBoolean();
    ObjectNode summary = Documents.empty();
    summary.put("EnableCapture", enabled);
    summary.put("CaptureStatus", enabled ? "Started" : "Stopped");
    summary.set("CurrentSamplingPercentage", config.path("InitialSamplingPercentage"));
    summary.set("DestinationS3Uri", config.path("DestinationS3Uri"));
    summary.put("KmsKeyId", config.path("KmsKeyId").asText());
    return Optional.of(summary);
  }

  /** New weights and capacities are desired at once, and current when the scaling is done. */
  static Resource desire(Call call, Resource endpoint) {
    JsonNode deployed = endpoint.attributes().path(DEPLOYED).deepCopy();
    for (JsonNode asked : call.input().path("DesiredWeightsAndCapacities")) {
      VariantCapacity.desire(deployed, asked, Timestamps.of(call.now()));
    }
    return endpoint.with(DEPLOYED, deployed);
  }

  static Optional<String> unknownVariants(Call call) {
    ObjectNode endpoint = Endpoints.TYPE.require(call).attributes();
    List<String> known =
        EndpointConfigs.variants(endpoint.path(CONFIG)).stream()
            .map(variant -> variant.path("VariantName").asText())
            .toList();
    List<String> unknown =
        StreamSupport.stream(call.input().path("DesiredWeightsAndCapacities").spliterator(), false)
            .map(asked -> asked.path("VariantName").asText())
            .filter(name -> !known.contains(name))
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The variant name(s) \""
                + String.join(", ", unknown)
                + "\" is/are not present within endpoint configuration \""
                + endpoint.path(NAME).asText()
                + "\".");
  }
}
