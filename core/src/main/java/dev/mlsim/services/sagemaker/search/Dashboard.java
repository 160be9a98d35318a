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
import java.util.Optional;

/**
 * Endpoints and models as the dashboard shows them: with the schedules that monitor them; a model
 * also with the endpoints it serves, and its last transform job.
 */
final class Dashboard {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", VALIDATION);
  private static final TypeRef TRANSFORM = TypeRef.to("transform-job", VALIDATION);
  private static final TypeRef CONFIG =
      TypeRef.to("endpoint-config", "endpoint configuration", VALIDATION);

  private static final String SCHEDULES = "MonitoringSchedules";

  private Dashboard() {}

  static List<ObjectNode> endpoint(Call call, Searchable kind, Resource endpoint) {
    ObjectNode shown = Documents.empty().setAll(kind.shown(call, endpoint, ""));
    addSchedules(call, endpoint, "Endpoint", shown);
    return List.of(shown);
  }

  /** Of no family that one can count on: where nobody monitors, there are none. */
  private static void addSchedules(Call call, Resource endpoint, String record, ObjectNode shown) {
    Optional<ResourceType> type = call.service().type("monitoring-schedule");
    for (Resource schedule : type.map(call.world().registry()::all).orElse(List.of())) {
      Optional<JsonNode> monitored = type.get().value(schedule, "EndpointName", call.world());
      if (monitored.filter(name -> name.asText().equals(endpoint.name())).isPresent()) {
        shown
            .withArray(SCHEDULES)
            .add(call.element(type.get(), schedule, "Results." + record + "." + SCHEDULES));
      }
    }
  }

  static List<ObjectNode> model(Call call, Searchable kind, Resource model) {
    ObjectNode shown = Documents.empty();
    shown.set("Model", kind.shown(call, model, "Model"));
    ArrayNode endpoints = shown.putArray("Endpoints");
    ResourceType endpoint = call.service().type(ENDPOINT);
    for (Resource one : call.world().registry().all(ENDPOINT)) {
      if (serves(call, one, model)) {
        endpoints.add(call.element(endpoint, one, "Results.Model.Endpoints"));
        addSchedules(call, one, "Model", shown);
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
