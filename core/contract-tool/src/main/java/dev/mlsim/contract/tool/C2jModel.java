package dev.mlsim.contract.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The facts in a {@code service-2.json} and the files beside it; its shapes are facts already. */
final class C2jModel {
  private C2jModel() {}

  static ObjectNode facts(JsonNode model, JsonNode paginators, JsonNode waiters) {
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    facts.set("service", service(model.path("metadata")));
    ObjectNode operations = facts.putObject("operations");
    for (Map.Entry<String, JsonNode> entry : model.path("operations").properties()) {
      operations.set(
          entry.getKey(),
          operation(entry.getValue(), paginators.path("pagination").path(entry.getKey())));
    }
    facts.set("shapes", model.path("shapes"));
    if (waiters.has("waiters")) {
      facts.set("waiters", waiters.get("waiters"));
    }
    return facts;
  }

  /** A service that speaks several protocols lists them; the first one known counts. */
  private static ObjectNode service(JsonNode metadata) {
    ObjectNode service = metadata.deepCopy();
    List<String> protocols = new ArrayList<>();
    metadata.path("protocols").forEach(protocol -> protocols.add(protocol.asText()));
    protocols.stream()
        .filter(ContractWriter.PROTOCOLS::containsKey)
        .findFirst()
        .ifPresent(known -> service.put("protocol", known));
    return service;
  }

  private static ObjectNode operation(JsonNode model, JsonNode paginator) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    JsonNode http = model.path("http");
    operation.put("http", http.path("method").asText() + " " + http.path("requestUri").asText());
    if (http.has("responseCode")) {
      operation.set("status", http.get("responseCode"));
    }
    for (String side : List.of("input", "output")) {
      if (model.has(side)) {
        operation.set(side, model.get(side).path("shape"));
      }
    }
    model.path("errors").forEach(e -> operation.withArray("errors").add(e.path("shape")));
    operation.put("idempotent", model.path("idempotent").asBoolean());
    if (!paginator.isMissingNode()) {
      operation.set("paginator", paginator);
    }
    return operation;
  }
}
