package dev.mlsim.services.sagemaker.search;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TypeRef;
import java.util.List;

/** A model as the dashboard shows it: with the endpoints it serves, and its last transform job. */
final class Dashboard {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", VALIDATION);
  private static final TypeRef TRANSFORM = TypeRef.to("transform-job", VALIDATION);
  private static final TypeRef CONFIG =
      TypeRef.to("endpoint-config", "endpoint configuration", VALIDATION);

  private Dashboard() {}

  static List<ObjectNode> model(Call call, Searchable kind, Resource model) {
    ObjectNode shown = Documents.empty();
    shown.set("Model", kind.shown(call, model, "Model"));
    ArrayNode endpoints = shown.putArray("Endpoints");
    ResourceType endpoint = call.service().type(ENDPOINT);
    for (Resource one : call.world().registry().all(ENDPOINT)) {
      if (serves(call, one, model)) {
        endpoints.add(call.element(endpoint, one, "Results.Model.Endpoints"));
      }
    }
    ResourceType transform = call.service().type(TRANSFORM);
    for (Resource job : call.world().registry().all(TRANSFORM)) {
      if (job.attributes().path("ModelName").asText().equals(model.name())) {
        shown.set(
            "LastBatchTransformJob",
            call.element(transform, job, "Results.Model.LastBatchTransformJob"));
      }
    }
    return List.of(shown);
  }

  private static boolean serves(Call call, Resource endpoint, Resource model) {
    String name = endpoint.attributes().path("EndpointConfigName").asText();
    JsonNode config =
        call.world()
            .registry()
            .byKey(CONFIG, name)
            .map(Resource::attributes)
            .orElseGet(Documents::empty);
    for (JsonNode variant : config.path("ProductionVariants")) {
      if (variant.path("ModelName").asText().equals(model.name())) {
        return true;
      }
    }
    return false;
  }
}
