package dev.mlsim.services.sagemaker.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;

/** What people say of one feature of a group: a description, and parameters. */
final class FeatureMetadata {
  /** A note of the group: what is said of its features, by their names. */
  private static final String SAID = "features";

  private static final int MOST_PARAMETERS = 25;

  private FeatureMetadata() {}

  /** An operation on one feature of a group. */
  private abstract static class OfFeature implements Handler {
    private final ResourceType type;

    OfFeature(ResourceType type) {
      this.type = type;
    }

    @Override
    public ObjectNode answer(Call call) {
      Resource group = type.require(call);
      String name = call.text("FeatureName").orElseThrow();
      JsonNode definition =
          Lists.of(group.attributes().path("FeatureDefinitions"))
              .filter(d -> d.path("FeatureName").asText().equals(name))
              .findFirst()
              .orElseThrow(() -> noFeature(group, name));
      return answer(call, group, definition);
    }

    abstract ObjectNode answer(Call call, Resource group, JsonNode definition);
  }

  private static ServiceError noFeature(Resource group, String name) {
    return new ServiceError(
        SharedErrors.NOT_FOUND,
        "Resource Not Found: Amazon SageMaker can't find a feature with name ["
            + name
            + "] in FeatureGroup ["
            + group.name()
            + "]");
  }

  static Handler describe(ResourceType type) {
    return new OfFeature(type) {
      @Override
      ObjectNode answer(Call call, Resource group, JsonNode definition) {
        return shown(group, definition);
      }

      @Override
      public String kind() {
        return "describe part";
      }
    };
  }

  static Handler update(ResourceType type) {
    return new OfFeature(type) {
      @Override
      ObjectNode answer(Call call, Resource group, JsonNode definition) {
        String name = definition.path("FeatureName").asText();
        ObjectNode said = changed(call, said(group, name));
        ObjectNode all = Documents.empty().setAll(object(group.notes().path(SAID)));
        all.set(name, said);
        call.world().change(group, old -> old.withNote(SAID, all));
        return Documents.empty();
      }

      @Override
      public String kind() {
        return "update part";
      }
    };
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : Documents.empty();
  }

  private static ObjectNode said(Resource group, String feature) {
    return object(group.notes().path(SAID).path(feature));
  }

  private static ObjectNode changed(Call call, ObjectNode before) {
    ObjectNode said = Documents.empty().setAll(before);
    ObjectNode parameters = Documents.empty().setAll(object(before.path("Parameters")));
    for (JsonNode addition : call.input().path("ParameterAdditions")) {
      parameters.set(addition.path("Key").asText(), addition.path("Value"));
    }
    call.input().path("ParameterRemovals").forEach(key -> parameters.remove(key.asText()));
    if (parameters.size() > MOST_PARAMETERS) {
      throw new ServiceError(
          SharedErrors.VALIDATION,
          "Validation Error: A feature can have at most " + MOST_PARAMETERS + " parameters.");
    }
    said.set("Parameters", parameters);
    call.at("Description").ifPresent(text -> said.set("Description", text));
    said.set("LastModifiedTime", Timestamps.of(call.now()));
    return said;
  }

  private static ObjectNode shown(Resource group, JsonNode definition) {
    String name = definition.path("FeatureName").asText();
    ObjectNode said = said(group, name);
    JsonNode added = group.notes().path(Changes.ADDED).path(name);
    JsonNode created = added.isMissingNode() ? Timestamps.of(group.created()) : added;
    ObjectNode shown = Documents.empty();
    shown.put("FeatureGroupArn", group.arn()).put("FeatureGroupName", group.name());
    shown.put("FeatureName", name).set("FeatureType", definition.path("FeatureType"));
    shown.set("CreationTime", created);
    JsonNode modified = said.path("LastModifiedTime");
    shown.set("LastModifiedTime", modified.isMissingNode() ? created : modified);
    Documents.at(said, "Description").ifPresent(text -> shown.set("Description", text));
    ArrayNode parameters = shown.putArray("Parameters");
    said.path("Parameters")
        .properties()
        .forEach(p -> parameters.addObject().put("Key", p.getKey()).set("Value", p.getValue()));
    return shown;
  }
}
