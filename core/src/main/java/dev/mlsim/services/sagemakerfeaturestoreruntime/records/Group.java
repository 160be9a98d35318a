package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.Optional;

/**
 * A feature group, which is the control plane's, read by the names of its members.
 *
 * @param resource the group
 */
record Group(Resource resource) {
  static final TypeRef TYPE = TypeRef.to("feature-group", "ResourceNotFound");
  static final String VALIDATION = "ValidationError";
  static final String NOT_FOUND = "ResourceNotFound";

  private static final String BLOCKED = "offlineStoreBlocked";

  /**
   * The group that a call names, by its name or ARN.
   *
   * @param code the code of the error if there is none
   */
  static Group of(World world, String nameOrArn, String code) {
    Resource group =
        world
            .registry()
            .find(TYPE, nameOrArn)
            .orElseThrow(
                () ->
                    new ServiceError(
                        code,
                        "Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name ["
                            + nameOrArn.substring(nameOrArn.indexOf('/') + 1)
                            + "]"));
    if (!group.is("Created")) {
      throw invalid(
          "FeatureGroup "
              + group.name()
              + " is in "
              + group.state().status()
              + " state; records are accepted in Created state.");
    }
    return new Group(group);
  }

  static ServiceError invalid(String message) {
    return new ServiceError(VALIDATION, "Validation Error: " + message);
  }

  String name() {
    return resource.name();
  }

  boolean isOnline() {
    return resource.attributes().at("/OnlineStoreConfig/EnableOnlineStore").asBoolean();
  }

  boolean isOffline() {
    return resource.attributes().has("OfflineStoreConfig");
  }

  boolean isBlocked() {
    return resource.notes().has(BLOCKED);
  }

  void requireOnline() {
    if (!isOnline()) {
      throw invalid("The OnlineStore is not enabled for FeatureGroup " + name() + ".");
    }
  }

  String identifierFeature() {
    return resource.attributes().path("RecordIdentifierFeatureName").asText();
  }

  String timeFeature() {
    return resource.attributes().path("EventTimeFeatureName").asText();
  }

  String timeType() {
    return feature(timeFeature()).map(f -> f.path("FeatureType").asText()).orElse("");
  }

  /** The definition of a feature. */
  Optional<JsonNode> feature(String name) {
    for (JsonNode definition : resource.attributes().path("FeatureDefinitions")) {
      if (definition.path("FeatureName").asText().equals(name)) {
        return Optional.of(definition);
      }
    }
    return Optional.empty();
  }

  /** How long its records live where they don't say. */
  Optional<Duration> timeToLive() {
    return Documents.at(resource.attributes(), "OnlineStoreConfig.TtlDuration")
        .flatMap(Group::duration);
  }

  /** A duration as the API has it. */
  static Optional<Duration> duration(JsonNode ttl) {
    long value = ttl.path("Value").asLong();
    return switch (ttl.path("Unit").asText()) {
      case "Seconds" -> Optional.of(Duration.ofSeconds(value));
      case "Minutes" -> Optional.of(Duration.ofMinutes(value));
      case "Hours" -> Optional.of(Duration.ofHours(value));
      case "Days" -> Optional.of(Duration.ofDays(value));
      case "Weeks" -> Optional.of(Duration.ofDays(7 * value));
      default -> Optional.empty();
    };
  }

  /** The folder of its offline store. */
  String folder() {
    return resource
        .attributes()
        .at("/OfflineStoreConfig/S3StorageConfig/ResolvedOutputS3Uri")
        .asText();
  }
}
