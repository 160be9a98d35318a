package dev.mlsim.services.sagemaker.hubs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.PublicHub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SageMaker's public hub, which is AWS's own, and its models as the test has them. */
final class PublicContents {
  static final String NAME = "SageMakerPublicHub";
  private static final Instant SINCE = Instant.parse("2023-11-29T00:00:00Z");

  private PublicContents() {}

  /** An ARN of AWS's own in the region. */
  static String arn(World world, String resource) {
    String own = world.account().arn("sagemaker", resource);
    return own.replace(":" + world.account().id() + ":", ":aws:");
  }

  /** The hub. */
  static Resource hub(ResourceType type, World world) {
    ObjectNode attributes =
        Documents.empty()
            .put("HubName", NAME)
            .put("HubDisplayName", "SageMaker Public Hub")
            .put("HubDescription", "SageMaker Public Hub");
    return at(
            "InService",
            new Resource(
                type.name(),
                NAME,
                NAME,
                arn(world, "hub/" + NAME),
                type.lifecycle(),
                attributes,
                SINCE))
        .numbered(0);
  }

  private static Resource at(String state, Resource resource) {
    return resource.entering(new PlannedStep(Step.rest(state), Lifecycle.CREATE, ""), SINCE);
  }

  /** The versions of all models. */
  static List<Resource> all(ResourceType type, World world) {
    List<Resource> all = new ArrayList<>();
    for (Map.Entry<String, Map<String, ObjectNode>> model :
        world.setup(PublicHub.class).models().entrySet()) {
      model
          .getValue()
          .forEach(
              (version, document) ->
                  all.add(
                      content(type, world, model.getKey(), version, document)
                          .numbered(all.size())));
    }
    return all;
  }

  private static Resource content(
      ResourceType type, World world, String name, String version, ObjectNode document) {
    ObjectNode attributes =
        Documents.empty()
            .put("HubName", NAME)
            .put("HubContentType", "Model")
            .put("HubContentName", name)
            .put("HubContentVersion", version)
            .put("HubContentDisplayName", name)
            .put("DocumentSchemaVersion", "2.3.0")
            .put("SupportStatus", "Supported")
            .put("HubContentDocument", Json.text(document));
    String key = NAME + "/Model/" + name + "/" + version;
    return at(
        "Available",
        new Resource(
            type.name(),
            key,
            name,
            arn(world, "hub-content/" + key),
            type.lifecycle(),
            attributes,
            SINCE));
  }
}
