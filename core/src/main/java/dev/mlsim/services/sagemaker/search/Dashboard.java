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
 * also with the endpoints it serves, its last transform job, and its card.
 */
final class Dashboard {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", VALIDATION);
  private static final TypeRef TRANSFORM = TypeRef.to("transform-job", VALIDATION);
  private static final TypeRef CONFIG =
      TypeRef.to("endpoint-config", "endpoint configuration", VALIDATION);

  private static final String SCHEDULES = "MonitoringSchedules";
  private static final String ALERTS = "MonitoringAlertSummaries";

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
        String path = "Results." + record + "." + SCHEDULES;
        ObjectNode element = Documents.empty().setAll(call.element(type.get(), schedule, path));
        if (record.equals("Model")) {
          addAlerts(call, schedule, element, path + "." + ALERTS);
        }
        shown.withArray(SCHEDULES).add(element);
      }
    }
  }

  private static void addAlerts(Call call, Resource schedule, ObjectNode shown, String path) {
    Optional<ResourceType> type = call.service().type("monitoring-alert");
    for (Resource alert :
        type.map(t -> call.world().registry().group(t, schedule.name())).orElse(List.of())) {
      shown.withArray(ALERTS).add(call.element(type.get(), alert, path));
    }
  }

  /** The card that says that it is of the model: by the model's ARN. */
  private static void addCard(Call call, Resource model, ObjectNode shown) {
    Optional<ResourceType> type = call.service().type("model-card");
    for (Resource card : type.map(call.world().registry()::all).orElse(List.of())) {
      Optional<JsonNode> of = type.get().value(card, "ModelId", call.world());
      if (of.filter(id -> id.asText().equals(model.arn())).isPresent()) {
        shown.set("ModelCard", call.element(type.get(), card, "Results.Model.ModelCard"));
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
    addCard(call, model, shown);
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
