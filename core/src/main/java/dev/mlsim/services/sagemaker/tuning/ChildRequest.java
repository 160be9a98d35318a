package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import java.util.List;
import java.util.Map;

/** The request with which a tuning job starts a training job: its definition, filled in. */
final class ChildRequest {
  /** What a definition says of its jobs under the names of CreateTrainingJob. */
  private static final List<String> AS_DEFINED =
      List.of(
          "AlgorithmSpecification",
          "RoleArn",
          "InputDataConfig",
          "VpcConfig",
          "OutputDataConfig",
          "StoppingCondition",
          "EnableNetworkIsolation",
          "EnableInterContainerTrafficEncryption",
          "EnableManagedSpotTraining",
          "CheckpointConfig",
          "RetryStrategy",
          "Environment");

  private ChildRequest() {}

  static ObjectNode of(Resource job, Definition definition, Children.Child child) {
    JsonNode defined = definition.document();
    ObjectNode request = Documents.empty().put("TrainingJobName", child.name());
    ObjectNode parameters = request.putObject("HyperParameters");
    defined.path("StaticHyperParameters").properties().forEach(p -> set(parameters, p));
    child.tuned().properties().forEach(p -> set(parameters, p));
    for (String member : AS_DEFINED) {
      if (defined.has(member)) {
        request.set(member, defined.get(member));
      }
    }
    request.set("ResourceConfig", resources(defined, definition.fleet()));
    if (!job.tags().isEmpty()) {
      ArrayNode tags = request.putArray("Tags");
      job.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    }
    return request;
  }

  private static void set(ObjectNode parameters, Map.Entry<String, JsonNode> parameter) {
    parameters.set(parameter.getKey(), parameter.getValue());
  }

  /** The first of several configurations is always to be had here. */
  private static JsonNode resources(JsonNode defined, JsonNode fleet) {
    if (defined.has("ResourceConfig")) {
      return fleet;
    }
    ObjectNode config = Documents.empty();
    for (String member : List.of("InstanceType", "InstanceCount", "VolumeSizeInGB")) {
      if (fleet.has(member)) {
        config.set(member, fleet.get(member));
      }
    }
    JsonNode key = defined.path("HyperParameterTuningResourceConfig").get("VolumeKmsKeyId");
    return key == null ? config : config.set("VolumeKmsKeyId", key);
  }
}
