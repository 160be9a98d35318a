package dev.mlsim.services.sagemaker.shadowtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.util.Optional;

/** The two variants of a shadow test: the one in production, and its shadow. */
final class Variants {
  /** A note: what becomes of each variant when the experiment stops, by its name. */
  static final String ACTIONS = "actions";

  static final String RETAIN = "Retain";
  static final String PROMOTE = "Promote";
  private static final String REMOVE = "Remove";

  private Variants() {}

  static String source(JsonNode experiment) {
    return experiment.path("ShadowModeConfig").path("SourceModelVariantName").asText();
  }

  private static JsonNode shadowing(JsonNode experiment) {
    return experiment.path("ShadowModeConfig").path("ShadowModelVariants").path(0);
  }

  static String shadow(JsonNode experiment) {
    return shadowing(experiment).path("ShadowModelVariantName").asText();
  }

  static JsonNode named(JsonNode experiment, String name) {
    for (JsonNode variant : experiment.path("ModelVariants")) {
      if (variant.path("VariantName").asText().equals(name)) {
        return variant;
      }
    }
    return MissingNode.getInstance();
  }

  /** A variant as an endpoint configuration has it. */
  static ObjectNode production(JsonNode variant, double weight) {
    JsonNode fleet = variant.path("InfrastructureConfig").path("RealTimeInferenceConfig");
    ObjectNode production = Documents.empty();
    production.set("VariantName", variant.path("VariantName"));
    production.set("ModelName", variant.path("ModelName"));
    production.set("InstanceType", fleet.path("InstanceType"));
    production.set("InitialInstanceCount", fleet.path("InstanceCount"));
    return production.put("InitialVariantWeight", weight);
  }

  /** The shadow, which is sent a part of what its source is sent. */
  static ObjectNode shadowed(JsonNode experiment) {
    double percentage = shadowing(experiment).path("SamplingPercentage").asDouble();
    return production(named(experiment, shadow(experiment)), percentage / 100);
  }

  /** What becomes of a variant in the end; without a word the production stays alone. */
  static String action(Resource experiment, String variant) {
    String usual = variant.equals(source(experiment.attributes())) ? RETAIN : REMOVE;
    return experiment.notes().path(ACTIONS).path(variant).asText(usual);
  }

  static Optional<JsonNode> shown(Resource experiment, World world) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode variant : experiment.attributes().path("ModelVariants")) {
      ObjectNode shown = variant.deepCopy();
      all.add(shown.put("Status", status(experiment, variant.path("VariantName").asText())));
    }
    return Optional.of(all);
  }

  private static String status(Resource experiment, String variant) {
    boolean goes = action(experiment, variant).equals(REMOVE);
    return switch (experiment.state().status()) {
      case "Creating", "Created", "Starting" -> "Creating";
      case "Updating" -> experiment.entered("Running").isPresent() ? "Updating" : "Creating";
      case "Stopping" -> goes ? "Deleting" : "Updating";
      case "Running" -> "InService";
      default -> goes ? "Deleted" : "InService";
    };
  }
}
