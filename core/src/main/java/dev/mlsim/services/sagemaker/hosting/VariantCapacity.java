package dev.mlsim.services.sagemaker.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The instances and weights of one variant of an endpoint, as DescribeEndpoint shows them. */
final class VariantCapacity {
  private static final int DIGEST = 64;

  /** An image is looked up 1 to 3 seconds after the start. */
  private static final Duration RESOLUTION = Duration.ofSeconds(2);

  private static final List<String> ECHOED =
      List.of("ManagedInstanceScaling", "RoutingConfig", "InstancePools");

  private VariantCapacity() {}

  /** A variant that has just come into service, of a deployment that started then. */
  static ObjectNode running(JsonNode config, Instant start, World world) {
    ObjectNode variant = Documents.empty();
    variant.set("VariantName", config.get("VariantName"));
    ArrayNode images = Documents.empty().arrayNode();
    world
        .registry()
        .byKey(Models.TYPE, config.path("ModelName").asText())
        .ifPresent(
            model ->
                Models.containers(model.attributes()).stream()
                    .map(container -> container.path("Image").asText())
                    .filter(image -> !image.isEmpty())
                    .forEach(image -> images.add(resolved(image, start, world))));
    if (!images.isEmpty()) {
      variant.set("DeployedImages", images);
    }
    capacity(variant, config, "Current");
    if (config.has("ServerlessConfig")) {
      variant.put("CurrentInstanceCount", 0);
      variant.set("DesiredWeight", variant.get("CurrentWeight"));
    } else {
      capacity(variant, config, "Desired");
    }
    return echoed(variant, config);
  }

  /** A variant that is being brought up beside the one in service. */
  static ObjectNode pending(JsonNode config) {
    ObjectNode variant = Documents.empty();
    variant.set("VariantName", config.get("VariantName"));
    capacity(variant, config, "Desired");
    if (config.has("InstanceType")) {
      variant.set("InstanceType", config.get("InstanceType"));
    }
    return echoed(variant, config);
  }

  private static void capacity(ObjectNode variant, JsonNode config, String which) {
    variant.put(which + "Weight", config.path("InitialVariantWeight").asDouble(1));
    if (config.has("ServerlessConfig")) {
      variant.set(which + "ServerlessConfig", config.get("ServerlessConfig"));
    } else if (config.has("InitialInstanceCount")) {
      variant.set(which + "InstanceCount", config.get("InitialInstanceCount"));
    }
  }

  private static ObjectNode echoed(ObjectNode variant, JsonNode config) {
    ECHOED.stream().filter(config::has).forEach(m -> variant.set(m, config.get(m)));
    return variant;
  }

  /** The digest is chance's: the same image of two deployments may have been pushed anew. */
  private static ObjectNode resolved(String image, Instant start, World world) {
    int slash = image.lastIndexOf('/');
    int end = image.indexOf('@') > 0 ? image.indexOf('@') : image.indexOf(':', slash + 1);
    String repository = end < 0 ? image : image.substring(0, end);
    ObjectNode resolved = Documents.empty();
    resolved.put("SpecifiedImage", image);
    resolved.put("ResolvedImage", repository + "@sha256:" + world.chance().hex(DIGEST));
    Instant time = start.plus(RESOLUTION);
    Instant now = world.now();
    resolved.set("ResolutionTime", Timestamps.of(time.isBefore(now) ? time : now));
    return resolved;
  }

  /** Variants whose traffic has gone to others, as they go. */
  static JsonNode terminating(JsonNode variants, JsonNode since) {
    JsonNode going = variants.deepCopy();
    for (JsonNode variant : going) {
      int count = variant.path("CurrentInstanceCount").asInt(1);
      status((ObjectNode) variant, "Deleting", "Terminating " + count + " instance(s).", since);
    }
    return going;
  }

  static void status(ObjectNode variant, String status, String message, JsonNode since) {
    variant
        .putArray("VariantStatus")
        .addObject()
        .put("Status", status)
        .put("StatusMessage", message)
        .set("StartTime", since);
  }

  /** A variant is asked for another weight or capacity. */
  static void desire(JsonNode fleets, JsonNode asked, JsonNode now) {
    for (ObjectNode variant : all(fleets)) {
      if (variant.path("VariantName").equals(asked.path("VariantName"))) {
        for (String member : List.of("DesiredWeight", "DesiredInstanceCount")) {
          if (asked.has(member)) {
            variant.set(member, asked.get(member));
          }
        }
        int count = variant.path("DesiredInstanceCount").asInt();
        status(variant, "Updating", "Scaling out desired instance count to " + count + ".", now);
      }
    }
  }

  /** A scaling has come to its end: what was desired is current, or else what was is desired. */
  static void settle(JsonNode fleets, boolean failed) {
    for (ObjectNode variant : all(fleets)) {
      variant.remove("VariantStatus");
      for (String member : List.of("Weight", "InstanceCount", "ServerlessConfig")) {
        String from = (failed ? "Current" : "Desired") + member;
        String to = (failed ? "Desired" : "Current") + member;
        if (variant.has(from) && variant.has(to)) {
          variant.set(to, variant.get(from));
        }
      }
    }
  }

  /** An update keeps what the variants of the same names have now, if it asks for that. */
  static void retain(JsonNode fleets, JsonNode before, JsonNode update) {
    if (!update.path("RetainAllVariantProperties").asBoolean()) {
      return;
    }
    List<String> excluded = new ArrayList<>();
    update
        .path("ExcludeRetainedVariantProperties")
        .forEach(property -> excluded.add(property.path("VariantPropertyType").asText()));
    for (ObjectNode variant : all(fleets)) {
      for (ObjectNode old : all(before)) {
        if (variant.path("VariantName").equals(old.path("VariantName"))) {
          for (String member : List.of("Weight", "InstanceCount")) {
            if (!excluded.contains("Desired" + member) && old.has("Desired" + member)) {
              variant.set("Desired" + member, old.get("Desired" + member));
              variant.set("Current" + member, old.get("Desired" + member));
            }
          }
        }
      }
    }
  }

  private static List<ObjectNode> all(JsonNode fleets) {
    List<ObjectNode> all = new ArrayList<>();
    EndpointConfigs.variants(fleets).forEach(variant -> all.add((ObjectNode) variant));
    return all;
  }
}
