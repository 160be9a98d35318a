package dev.mlsim.contract.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The facts in Smithy's JSON AST: its service, its operations, their waiters; {@link SmithyShapes}
 * has its shapes.
 *
 * @see <a href="https://smithy.io/2.0/spec/json-ast.html">Smithy's JSON AST</a>
 */
final class SmithyModel {
  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "aws.protocols#awsJson1_1", "json",
          "aws.protocols#awsJson1_0", "json",
          "aws.protocols#restJson1", "rest-json");

  private static final Map<String, String> MATCHERS =
      Map.of(
          "stringEquals", "path",
          "booleanEquals", "path",
          "allStringEquals", "pathAll",
          "anyStringEquals", "pathAny");

  /**
   * Ours: a Smithy model says how long a waiter waits between two calls, not how often it calls.
   */
  private static final int ATTEMPTS = 60;

  /** Smithy's own, where a waiter doesn't say. */
  private static final int DELAY = 2;

  private final Map<String, JsonNode> shapes = new TreeMap<>();
  private final ObjectNode facts = JsonNodeFactory.instance.objectNode();

  private SmithyModel(JsonNode ast) {
    ast.path("shapes").properties().forEach(e -> shapes.put(e.getKey(), e.getValue()));
  }

  static ObjectNode facts(JsonNode ast) {
    SmithyModel model = new SmithyModel(ast);
    Map.Entry<String, JsonNode> service =
        model.shapes.entrySet().stream()
            .filter(e -> e.getValue().path("type").asText().equals("service"))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("mlsim: the Smithy model has no service"));
    model.service(service.getKey(), service.getValue());
    model.operations(service.getValue());
    boolean isRest = model.facts.path("service").path("protocol").asText().equals("rest-json");
    model.facts.set("shapes", new SmithyShapes(model.shapes, isRest).facts());
    return model.facts;
  }

  private void service(String id, JsonNode service) {
    JsonNode traits = service.path("traits");
    JsonNode names = traits.path("aws.api#service");
    ObjectNode fact = facts.putObject("service");
    fact.set("serviceId", names.path("sdkId"));
    fact.set("apiVersion", service.path("version"));
    fact.put(
        "endpointPrefix", names.path("endpointPrefix").asText(names.path("arnNamespace").asText()));
    if (traits.has("aws.auth#sigv4")) {
      fact.set("signingName", traits.path("aws.auth#sigv4").path("name"));
    }
    for (Map.Entry<String, JsonNode> trait : traits.properties()) {
      if (trait.getKey().startsWith("aws.protocols#") && !isSpoken(fact)) {
        String known = PROTOCOLS.get(trait.getKey());
        fact.put("protocol", known == null ? trait.getKey() : known);
      }
    }
    if (fact.path("protocol").asText().equals("json")) {
      fact.put("targetPrefix", SmithyShapes.name(id));
    }
  }

  private static boolean isSpoken(ObjectNode service) {
    return PROTOCOLS.containsValue(service.path("protocol").asText());
  }

  private void operations(JsonNode service) {
    ObjectNode operations = facts.putObject("operations");
    for (Map.Entry<String, JsonNode> entry : shapes.entrySet()) {
      if (entry.getValue().path("type").asText().equals("operation")) {
        String name = SmithyShapes.name(entry.getKey());
        operations.set(name, operation(entry.getValue(), service));
        waiters(name, entry.getValue().path("traits").path("smithy.waiters#waitable"));
      }
    }
  }

  private static ObjectNode operation(JsonNode model, JsonNode service) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    JsonNode traits = model.path("traits");
    JsonNode http = traits.path("smithy.api#http");
    operation.put("http", http.path("method").asText("POST") + " " + http.path("uri").asText("/"));
    if (http.has("code")) {
      operation.set("status", http.get("code"));
    }
    for (String side : new String[] {"input", "output"}) {
      String target = model.path(side).path("target").asText("smithy.api#Unit");
      if (!target.equals("smithy.api#Unit")) {
        operation.put(side, SmithyShapes.name(target));
      }
    }
    for (JsonNode owner : new JsonNode[] {model, service}) {
      for (JsonNode error : owner.path("errors")) {
        operation.withArray("errors").add(SmithyShapes.name(error.path("target").asText()));
      }
    }
    operation.put("idempotent", traits.has("smithy.api#idempotent"));
    if (traits.has("smithy.api#paginated")) {
      ObjectNode page = operation.putObject("paginator");
      page(page, service.path("traits").path("smithy.api#paginated"));
      page(page, traits.path("smithy.api#paginated"));
    }
    return operation;
  }

  /** What an operation doesn't say of its pages, its service may say for all. */
  private static void page(ObjectNode page, JsonNode trait) {
    Map<String, String> names =
        Map.of(
            "inputToken", "input_token",
            "outputToken", "output_token",
            "pageSize", "limit_key",
            "items", "result_key");
    names.forEach(
        (smithy, name) -> {
          if (trait.has(smithy)) {
            page.set(name, trait.get(smithy));
          }
        });
  }

  private void waiters(String operation, JsonNode trait) {
    for (Map.Entry<String, JsonNode> entry : trait.properties()) {
      ObjectNode waiter = facts.withObject("/waiters").putObject(entry.getKey());
      waiter.put("operation", operation);
      waiter.put("delay", entry.getValue().path("minDelay").asInt(DELAY));
      waiter.put("maxAttempts", ATTEMPTS);
      for (JsonNode acceptor : entry.getValue().path("acceptors")) {
        acceptor(waiter.withArray("acceptors").addObject(), acceptor);
      }
    }
  }

  private static void acceptor(ObjectNode fact, JsonNode acceptor) {
    fact.set("state", acceptor.path("state"));
    JsonNode matcher = acceptor.path("matcher");
    if (matcher.has("errorType")) {
      fact.put("matcher", "error");
      fact.put("expected", SmithyShapes.name(matcher.path("errorType").asText()));
    } else if (matcher.has("success")) {
      fact.put("matcher", matcher.path("success").asBoolean() ? "status" : "error");
      fact.put("expected", matcher.path("success").asBoolean() ? "200" : "true");
    } else {
      JsonNode path = matcher.has("output") ? matcher.path("output") : matcher.path("inputOutput");
      fact.put("matcher", MATCHERS.getOrDefault(path.path("comparator").asText(), "path"));
      fact.set("argument", path.path("path"));
      fact.set("expected", path.path("expected"));
    }
  }
}
