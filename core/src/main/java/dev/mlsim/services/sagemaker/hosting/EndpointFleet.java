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
import dev.mlsim.service.Draft;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What serves an endpoint. The endpoint's notes keep the configuration it was deployed from, since
 * that can be deleted; its variants appear when it is first in service. SageMaker Runtime reads
 * these notes by their names.
 */
final class EndpointFleet {
  static final String CONFIG = "config";
  private static final String DEPLOYED = "deployed";
  private static final String PENDING = "pending";

  /** A note: which part of the traffic the new fleet of a deployment has, from 0 to 1. */
  static final String SHIFTED = "shifted";

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

  /** The notes of an endpoint that is deployed from a configuration. */
  static ObjectNode notes(ObjectNode config) {
    ObjectNode notes = Documents.empty();
    notes.set(CONFIG, config);
    return notes;
  }

  /** The instances of an endpoint as groups of so many of a type, as it is scaled now. */
  static JsonNode instances(JsonNode notes) {
    return instances(notes, false);
  }

  /** The same with those that are still to come where it is being scaled out. */
  static JsonNode claimed(JsonNode notes) {
    return instances(notes, true);
  }

  /** The instances that a call to scale an endpoint adds to those that it has. */
  static JsonNode growth(Call call) {
    Resource endpoint = Endpoints.TYPE.require(call);
    JsonNode now = claimed(endpoint.notes()).path("InstanceGroups");
    JsonNode then = claimed(desire(call, endpoint).notes()).path("InstanceGroups");
    ObjectNode growth = Documents.empty();
    ArrayNode groups = growth.putArray("InstanceGroups");
    for (int i = 0; i < now.size(); i++) {
      long more =
          then.path(i).path("InstanceCount").asLong() - now.path(i).path("InstanceCount").asLong();
      if (more > 0) {
        groups
            .addObject()
            .put("InstanceCount", more)
            .set("InstanceType", now.path(i).path("InstanceType"));
      }
    }
    return growth;
  }

  private static JsonNode instances(JsonNode notes, boolean toCome) {
    ObjectNode fleet = Documents.empty();
    ArrayNode groups = fleet.putArray("InstanceGroups");
    for (JsonNode variant : EndpointConfigs.variants(notes.path(CONFIG))) {
      if (variant.has("InstanceType")) {
        groups
            .addObject()
            .put("InstanceType", variant.path("InstanceType").asText())
            .put("InstanceCount", count(notes.path(DEPLOYED), variant, toCome));
      }
    }
    return fleet;
  }

  private static long count(JsonNode deployed, JsonNode variant, boolean toCome) {
    long initial = variant.path("InitialInstanceCount").asLong(1);
    for (JsonNode running : EndpointConfigs.variants(deployed)) {
      if (running.path("VariantName").equals(variant.path("VariantName"))) {
        long current = running.path("CurrentInstanceCount").asLong(initial);
        return toCome ? Math.max(current, running.path("DesiredInstanceCount").asLong()) : current;
      }
    }
    return initial;
  }

  /** The memory of the largest serverless variant that a call asks for. */
  static long memory(Call call) {
    return EndpointConfigs.variants(config(call)).stream()
        .mapToLong(v -> v.path("ServerlessConfig").path("MemorySizeInMB").asLong())
        .max()
        .orElse(0);
  }

  /** What an endpoint uses by type of instance; nothing where it is serverless. */
  static Map<String, Long> usage(Resource endpoint) {
    return InstanceQuotas.instancesIn(instances(endpoint.notes()));
  }

  static void prepare(Call call, Draft endpoint) {
    ObjectNode attributes = endpoint.attributes();
    ObjectNode config = config(call);
    endpoint.notes().set(CONFIG, config);
    if (attributes.has("DeploymentConfig")) {
      attributes.set("LastDeploymentConfig", attributes.remove("DeploymentConfig"));
    }
    showConfig(attributes, config);
  }

  /** Describe goes on showing the old configuration; the new one is pending. */
  static Resource prepareUpdate(Call call, Resource endpoint) {
    ObjectNode pending = Documents.empty();
    pending.setAll(call.input());
    pending.set(CONFIG, config(call));
    pending.set("StartTime", Timestamps.of(call.now()));
    return endpoint.withNote(PENDING, pending);
  }

  /** A new fleet, or new weights and capacities, take effect; or what was tried has failed. */
  static void enterService(Resource endpoint, World world) {
    ObjectNode attributes = endpoint.attributes().deepCopy();
    ObjectNode notes = endpoint.notes().deepCopy();
    String trigger = endpoint.lastTransition().trigger();
    JsonNode pending = notes.path(PENDING);
    if (trigger.equals(CREATE)) {
      notes.set(DEPLOYED, deployed(notes.path(CONFIG), endpoint.created(), world));
    } else if (trigger.equals(UPDATE)) {
      Instant start = Timestamps.instant(pending.path("StartTime"));
      ObjectNode fleets = deployed(pending.path(CONFIG), start, world);
      VariantCapacity.retain(fleets, notes.path(DEPLOYED), pending);
      notes.set(DEPLOYED, fleets);
      notes.set(CONFIG, pending.get(CONFIG));
      attributes.set(NAME, pending.get(NAME));
      if (!pending.path("RetainDeploymentConfig").asBoolean()) {
        attributes.remove("LastDeploymentConfig");
      }
      if (pending.has("DeploymentConfig")) {
        attributes.set("LastDeploymentConfig", pending.get("DeploymentConfig"));
      }
      showConfig(attributes, pending.path(CONFIG));
    } else {
      VariantCapacity.settle(notes.path(DEPLOYED), trigger.equals(FAIL));
    }
    notes.remove(PENDING);
    notes.remove(SHIFTED);
    world.change(endpoint, old -> old.withAttributes(attributes).withNotes(notes));
  }

  private static void showConfig(ObjectNode attributes, JsonNode config) {
    attributes.remove(ECHOED);
    for (String member : ECHOED) {
      if (config.has(member)) {
        attributes.set(member, config.get(member));
      }
    }
  }

  private static ObjectNode deployed(JsonNode config, Instant start, World world) {
    ObjectNode fleets = Documents.empty();
    for (String fleet : FLEETS) {
      if (config.has(fleet)) {
        ArrayNode variants = fleets.putArray(fleet);
        config
            .path(fleet)
            .forEach(variant -> variants.add(VariantCapacity.running(variant, start, world)));
      }
    }
    return fleets;
  }

  /** The variants as they run, once they have run; the old ones go at the end of a deployment. */
  static ResourceType.Computed shown(String fleet) {
    return (endpoint, world) ->
        Documents.at(endpoint.notes(), DEPLOYED + "." + fleet)
            .map(
                variants ->
                    endpoint.state().toString().equals(Deployment.TERMINATES)
                        ? VariantCapacity.terminating(
                            variants, Timestamps.of(endpoint.lastTransition().at()))
                        : variants);
  }

  /** What the update that is under way was asked for; missing where none is. */
  static JsonNode pending(Resource endpoint) {
    return endpoint.notes().path(PENDING);
  }

  /** Whether what an endpoint launches is of that configuration or model. */
  static boolean launches(Resource endpoint, Resource configOrModel) {
    JsonNode update = pending(endpoint);
    JsonNode config = (update.isMissingNode() ? endpoint.notes() : update).path(CONFIG);
    return configOrModel.type().equals(EndpointConfigs.TYPE.name())
        ? config.path(NAME).asText().equals(configOrModel.name())
        : EndpointConfigs.variants(config).stream()
            .anyMatch(v -> v.path("ModelName").asText().equals(configOrModel.name()));
  }

  /** The deployment that is under way, if one is. */
  static Optional<JsonNode> pending(Resource endpoint, World world) {
    JsonNode pending = pending(endpoint);
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
    JsonNode config = endpoint.notes().path(CONFIG).path("DataCaptureConfig");
    if (config.isMissingNode() || !endpoint.notes().has(DEPLOYED)) {
      return Optional.empty();
    }
    boolean enabled = config.path("EnableCapture").asBoolean();
    ObjectNode summary = Documents.empty();
    summary.put("EnableCapture", enabled);
    summary.put("CaptureStatus", enabled ? "Started" : "Stopped");
    summary.set("CurrentSamplingPercentage", config.path("InitialSamplingPercentage"));
    summary.set("DestinationS3Uri", config.path("DestinationS3Uri"));
    if (config.has("KmsKeyId")) {
      summary.set("KmsKeyId", config.get("KmsKeyId"));
    }
    return Optional.of(summary);
  }

  /** New weights and capacities are desired at once, and current when the scaling is done. */
  static Resource desire(Call call, Resource endpoint) {
    JsonNode deployed = endpoint.notes().path(DEPLOYED).deepCopy();
    for (JsonNode asked : call.input().path("DesiredWeightsAndCapacities")) {
      VariantCapacity.desire(deployed, asked, Timestamps.of(call.now()));
    }
    return endpoint.withNote(DEPLOYED, deployed);
  }

  static Optional<String> doubledVariant(Call call) {
    return Lists.doubled(call.input().path("DesiredWeightsAndCapacities"), "VariantName")
        .map(name -> "Duplicate production variant name: " + name);
  }

  static Optional<String> unknownVariants(Call call) {
    Resource endpoint = Endpoints.TYPE.require(call);
    List<String> known =
        EndpointConfigs.variants(endpoint.notes().path(CONFIG)).stream()
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
                + endpoint.attributes().path(NAME).asText()
                + "\".");
  }
}
