package dev.mlsim.services.sagemaker.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * What a monitoring job is to do, wherever that is said: in a job definition of one of the four
 * kinds, or inside a schedule. Nodes are missing where nothing is said.
 *
 * @param kind what it monitors
 * @param app the container
 * @param environment its environment
 * @param baseline the baseline
 * @param input what it looks at
 * @param output where it writes
 * @param cluster what it runs on
 * @param network its network
 * @param role its role
 * @param stopping how long it may take
 */
record Definition(
    Kind kind,
    JsonNode app,
    JsonNode environment,
    JsonNode baseline,
    JsonNode input,
    JsonNode output,
    JsonNode cluster,
    JsonNode network,
    JsonNode role,
    JsonNode stopping) {
  static final String INLINE = "MonitoringJobDefinition";
  static final String NAME = "MonitoringJobDefinitionName";
  static final String TYPE = "MonitoringType";

  /** The definition that a schedule's configuration has or names, if it is there. */
  static Optional<Definition> of(JsonNode config, World world) {
    return config.has(INLINE)
        ? Optional.of(inline(config.get(INLINE)))
        : Kind.of(config.path(TYPE).asText())
            .flatMap(
                kind ->
                    world
                        .registry()
                        .byKey(kind.definitions(), config.path(NAME).asText())
                        .map(named -> of(kind, named)));
  }

  private static Definition inline(JsonNode inline) {
    return new Definition(
        Kind.INLINE,
        inline.path("MonitoringAppSpecification"),
        inline.path("Environment"),
        inline.path("BaselineConfig"),
        inline.path("MonitoringInputs").path(0),
        inline.path("MonitoringOutputConfig"),
        inline.path("MonitoringResources").path("ClusterConfig"),
        inline.path("NetworkConfig"),
        inline.path("RoleArn"),
        inline.path("StoppingCondition"));
  }

  private static Definition of(Kind kind, Resource named) {
    return of(kind, named.attributes());
  }

  /** What a request or a resource of that kind says. */
  static Definition of(Kind kind, JsonNode document) {
    JsonNode app = document.path(kind.member("AppSpecification"));
    return new Definition(
        kind,
        app,
        app.path("Environment"),
        document.path(kind.member("BaselineConfig")),
        document.path(kind.member("JobInput")),
        document.path(kind.member("JobOutputConfig")),
        document.path("JobResources").path("ClusterConfig"),
        document.path("NetworkConfig"),
        document.path("RoleArn"),
        document.path("StoppingCondition"));
  }

  /** The endpoint that it looks at, empty where it looks at what transform jobs captured. */
  String endpoint() {
    return input.path("EndpointInput").path("EndpointName").asText();
  }

  /** What it reads, of an endpoint or of transform jobs. */
  JsonNode source() {
    return input.has("EndpointInput")
        ? input.path("EndpointInput")
        : input.path("BatchTransformInput");
  }

  /** Where it writes. */
  JsonNode destination() {
    return output.path("MonitoringOutputs").path(0).path("S3Output");
  }
}
