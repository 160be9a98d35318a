package dev.mlsim.services.sagemaker.shadowtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.Optional;

/** What an experiment does to its endpoint: by the calls that a user would make. */
final class ShadowEndpoints {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", "ValidationException");
  private static final String CONFIG = "EndpointConfigName";
  private static final int LONGEST_STEM = 54;
  private static final int DIGITS = 8;

  /** A note: the configuration that the experiment gave its endpoint. */
  private static final String GIVEN = "config";

  private ShadowEndpoints() {}

  private static String name(Resource experiment) {
    return experiment.attributes().path("EndpointName").asText();
  }

  private static Optional<Resource> endpoint(Resource experiment, World world) {
    return world.registry().byKey(ENDPOINT, name(experiment));
  }

  /** The endpoint as Describe shows it of an experiment. */
  static Optional<JsonNode> metadata(Resource experiment, World world) {
    ObjectNode metadata = Documents.empty().put("EndpointName", name(experiment));
    endpoint(experiment, world)
        .ifPresent(
            endpoint -> {
              metadata.set(CONFIG, endpoint.attributes().path(CONFIG));
              metadata.put("EndpointStatus", endpoint.state().status());
              if (!endpoint.reason().isEmpty()) {
                metadata.put("FailureReason", endpoint.reason());
              }
            });
    return Optional.of(metadata);
  }

  /** The experiment starts: its endpoint serves production and shadow. */
  static void begin(Resource experiment, World world) {
    Resource started = world.change(experiment, old -> Schedules.started(old, world.now()));
    try {
      give(started, fleet(started, world, true), world);
    } catch (ServiceError refused) {
      world.trigger(started, Lifecycle.FAIL, refused.message());
    }
  }

  /** A running one is changed: the shadow is sent another part. */
  static void change(Resource experiment, World world) {
    if (experiment.entered("Running").isPresent()) {
      say(experiment, fleet(experiment, world, true), world);
    }
  }

  /** The experiment stops: what is retained and promoted stays. */
  static void end(Resource experiment, World world) {
    if (experiment.entered("Starting").isEmpty()) {
      return;
    }
    JsonNode attributes = experiment.attributes();
    String source = Variants.action(experiment, Variants.source(attributes));
    String shadow = Variants.action(experiment, Variants.shadow(attributes));
    boolean promoted = shadow.equals(Variants.PROMOTE);
    if (promoted) {
      promote(experiment, source.equals(Variants.RETAIN), world);
    } else {
      say(experiment, fleet(experiment, world, shadow.equals(Variants.RETAIN)), world);
    }
  }

  private static void promote(Resource experiment, boolean keepsSource, World world) {
    JsonNode attributes = experiment.attributes();
    ObjectNode config = config(experiment, world);
    ArrayNode production = config.putArray("ProductionVariants");
    if (keepsSource) {
      production.add(
          Variants.production(Variants.named(attributes, Variants.source(attributes)), 1));
    }
    production.add(Variants.production(Variants.named(attributes, Variants.shadow(attributes)), 1));
    say(experiment, config, world);
  }

  private static void say(Resource experiment, ObjectNode config, World world) {
    try {
      give(experiment, config, world);
    } catch (ServiceError refused) {
      world.note(
          "Endpoint "
              + name(experiment)
              + " stays as it is, though inference experiment "
              + experiment.name()
              + " would change it: "
              + refused.message());
    }
  }

  private static ObjectNode fleet(Resource experiment, World world, boolean shadow) {
    JsonNode attributes = experiment.attributes();
    ObjectNode config = config(experiment, world);
    config
        .putArray("ProductionVariants")
        .add(Variants.production(Variants.named(attributes, Variants.source(attributes)), 1));
    if (shadow) {
      config.putArray("ShadowProductionVariants").add(Variants.shadowed(attributes));
    }
    return config;
  }

  private static ObjectNode config(Resource experiment, World world) {
    String stem = experiment.name();
    String cut = stem.substring(0, Math.min(stem.length(), LONGEST_STEM));
    ObjectNode config = Documents.empty();
    config.put(CONFIG, cut.replaceFirst("-+$", "") + "-" + world.chance().hex(DIGITS));
    JsonNode storage = experiment.attributes().path("DataStorageConfig");
    if (storage.has("Destination")) {
      ObjectNode capture = config.putObject("DataCaptureConfig");
      capture.put("EnableCapture", true).put("InitialSamplingPercentage", 100);
      capture.set("DestinationS3Uri", storage.path("Destination"));
      ArrayNode options = capture.putArray("CaptureOptions");
      options.addObject().put("CaptureMode", "Input");
      options.addObject().put("CaptureMode", "Output");
    }
    return config;
  }

  private static void give(Resource experiment, ObjectNode config, World world) {
    world.invoke(experiment, "CreateEndpointConfig", config);
    ObjectNode input = Documents.empty().put("EndpointName", name(experiment));
    input.set(CONFIG, config.path(CONFIG));
    boolean isThere = endpoint(experiment, world).isPresent();
    world.invoke(experiment, isThere ? "UpdateEndpoint" : "CreateEndpoint", input);
    world.change(experiment, old -> old.withNote(GIVEN, config.path(CONFIG)));
  }

  /** Why an experiment can't run: its endpoint is gone, or has not become what it should. */
  static Optional<String> failure(Resource experiment, World world) {
    Optional<Resource> endpoint = endpoint(experiment, world);
    if (endpoint.isEmpty()) {
      return Optional.of("Endpoint " + name(experiment) + " does not exist.");
    }
    Resource now = endpoint.get();
    boolean hasIt = now.attributes().path(CONFIG).equals(experiment.notes().path(GIVEN));
    boolean failed = now.is("Failed") || (now.is("InService") && !hasIt);
    return failed
        ? Optional.of("Endpoint " + name(experiment) + " failed to update: " + now.reason())
        : Optional.empty();
  }
}
