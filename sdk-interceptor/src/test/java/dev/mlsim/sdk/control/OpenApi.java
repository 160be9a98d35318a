package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the table as OpenAPI 3.1. What answers look like is no part of the table: their schemas
 * are written by hand in the file, and kept.
 */
final class OpenApi {
  private static final int MOST_WORDS = 32;
  private static final String SCHEMAS = "#/components/schemas/";

  private static final Map<String, Route.Query> REGIONS =
      new TreeMap<>(
          Map.of("region-read", Route.READ_REGION, "region-changed", Route.CHANGED_REGION));

  private final ObjectNode answers;
  private final Map<String, Vocabulary<?>> bodies = new LinkedHashMap<>();

  /** Writes it with these schemas of answers. */
  OpenApi(ObjectNode answers) {
    this.answers = answers;
  }

  ObjectNode document() {
    ObjectNode document = Answers.object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "mlsim: the control API of a simulated AWS account")
        .put("version", "1")
        .put(
            "description",
            "What a test says in Java with the methods of Simulator, it says here in JSON. A body"
                + " is a chain of words: its members in order, each with what the word takes, or a"
                + " list of that; [] and true are nothing. Refusals are in words.");
    document.putArray("servers").addObject().put("url", "http://127.0.0.1:4571");
    ObjectNode paths = document.putObject("paths");
    Routes.ALL.forEach(
        route ->
            paths
                .withObjectProperty("/mlsim/" + route.path())
                .set(route.method().toLowerCase(Locale.ROOT), operation(route)));
    ObjectNode components = document.putObject("components");
    ObjectNode parameters = components.putObject("parameters");
    REGIONS.forEach((name, query) -> parameters.set(name, parameter(query)));
    components
        .putObject("responses")
        .putObject("refusal")
        .put("description", "Refused, in words.")
        .putObject("content")
        .putObject("application/json")
        .set("schema", reference("Refusal"));
    ObjectNode schemas = components.putObject("schemas");
    schemas
        .putObject("nothing")
        .put("description", "What a word is given that takes nothing.")
        .putArray("anyOf")
        .add(Answers.object().put("type", "array").put("maxItems", 0))
        .add(Answers.object().put("const", true))
        .add(Answers.object().put("type", "null"));
    bodies.forEach((name, words) -> schemas.set(name, body(words)));
    schemas.setAll(answers);
    return document;
  }

  private ObjectNode operation(Route route) {
    ObjectNode operation =
        Answers.object().put("operationId", operationId(route)).put("summary", route.does());
    ArrayNode parameters = operation.putArray("parameters");
    route.query().forEach(query -> parameters.add(query(query)));
    route.body().ifPresent(words -> operation.set("requestBody", requestBody(route, words)));
    ObjectNode responses = operation.putObject("responses");
    responses
        .putObject("200")
        .put("description", "Done.")
        .putObject("content")
        .putObject(contentType(route))
        .set("schema", answer(route));
    responses.putObject("4XX").put("$ref", "#/components/responses/refusal");
    return operation;
  }

  /** A change of all worlds is answered with a list. */
  private static ObjectNode answer(Route route) {
    ObjectNode one = reference(route.answer());
    if (route.reads()) {
      return one;
    }
    ObjectNode either = Answers.object();
    either
        .putArray("anyOf")
        .add(one)
        .add(Answers.object().put("type", "array").set("items", one.deepCopy()));
    return either;
  }

  private static String operationId(Route route) {
    String name = route.path().isEmpty() ? "help" : route.path().replace('.', '-');
    return route.method().toLowerCase(Locale.ROOT) + "-" + name;
  }

  private static String contentType(Route route) {
    return switch (route.answer()) {
      case "Bytes" -> "application/octet-stream";
      case "Story" -> "text/plain; charset=utf-8";
      case "Page" -> "text/html; charset=utf-8";
      default -> "application/json";
    };
  }

  private static ObjectNode query(Route.Query query) {
    for (Map.Entry<String, Route.Query> shared : REGIONS.entrySet()) {
      if (shared.getValue().equals(query)) {
        return Answers.object().put("$ref", "#/components/parameters/" + shared.getKey());
      }
    }
    return parameter(query);
  }

  private static ObjectNode parameter(Route.Query query) {
    ObjectNode shown =
        Answers.object()
            .put("name", query.parameter().name())
            .put("in", "query")
            .put("description", query.does())
            .put("required", query.required());
    shown.set("schema", schema(query.parameter()));
    return shown.put("example", query.example());
  }

  private ObjectNode requestBody(Route route, Vocabulary<?> words) {
    bodies.put(words.name(), words);
    ObjectNode body = Answers.object().put("required", true);
    ObjectNode content = body.putObject("content").putObject("application/json");
    content.set("schema", reference(words.name()));
    ObjectNode examples = content.putObject("examples");
    for (String example : route.examples()) {
      ObjectNode said = Bodies.read(example);
      String name = String.join("-", said.properties().stream().map(Map.Entry::getKey).toList());
      String free = name;
      for (int i = 2; examples.has(free); i++) {
        free = name + "-" + i;
      }
      examples.putObject(free).set("value", said);
    }
    return body;
  }

  private static ObjectNode body(Vocabulary<?> first) {
    boolean oneWord =
        first.words().stream().allMatch(w -> w.next().filter(n -> n.words().isEmpty()).isPresent());
    ObjectNode body =
        Answers.object()
            .put("type", "object")
            .put("minProperties", 1)
            .put("maxProperties", oneWord ? 1 : MOST_WORDS)
            .put("additionalProperties", false);
    ObjectNode properties = body.putObject("properties");
    words(first).stream()
        .collect(Collectors.groupingBy(Word::name, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, overloads) -> properties.set(name, word(overloads)));
    return body;
  }

  /** All words that can be said in a body that begins with these. */
  static List<Word<?>> words(Vocabulary<?> first) {
    Set<Vocabulary<?>> known = new LinkedHashSet<>(List.of(first));
    List<Vocabulary<?>> ahead = new ArrayList<>(known);
    while (!ahead.isEmpty()) {
      for (Word<?> word : ahead.remove(0).words()) {
        Optional<Vocabulary<?>> next = word.next();
        if (next.isPresent() && known.add(next.get())) {
          ahead.add(next.get());
        }
      }
    }
    return known.stream().<Word<?>>flatMap(words -> words.words().stream()).toList();
  }

  private static ObjectNode word(List<Word<?>> overloads) {
    if (overloads.size() == 1) {
      ObjectNode only = Answers.object().put("description", overloads.get(0).does());
      return only.setAll(takes(overloads.get(0)));
    }
    ObjectNode word = Answers.object();
    ArrayNode any = word.putArray("anyOf");
    for (Word<?> overload : overloads) {
      ObjectNode one = Answers.object().put("description", overload.does());
      any.add(one.<ObjectNode>setAll(takes(overload)));
    }
    return word;
  }

  private static ObjectNode takes(Word<?> word) {
    List<Parameter<?>> takes = word.takes();
    if (takes.isEmpty()) {
      return reference("nothing");
    }
    if (takes.size() == 1) {
      return schema(takes.get(0));
    }
    ObjectNode list =
        Answers.object()
            .put("type", "array")
            .put("minItems", takes.size())
            .put("maxItems", takes.size());
    ArrayNode items = list.putArray("prefixItems");
    takes.forEach(parameter -> items.add(schema(parameter)));
    return list;
  }

  private static ObjectNode schema(Parameter<?> parameter) {
    ObjectNode schema = Answers.object().put("title", parameter.name());
    switch (parameter.kind()) {
      case TEXT ->
          schema
              .put("type", "string")
              .put("minLength", (long) parameter.least())
              .put("maxLength", (long) parameter.most());
      case INT ->
          schema
              .put("type", "integer")
              .put("minimum", (long) parameter.least())
              .put("maximum", (long) parameter.most());
      case NUMBER -> number(schema.put("type", "number"), parameter);
      case DURATION -> schema.put("type", "string").put("format", "duration");
      case INSTANT -> schema.put("type", "string").put("format", "date-time");
      case DOCUMENT -> schema.put("type", "object");
    }
    return schema;
  }

  private static void number(ObjectNode schema, Parameter<?> parameter) {
    if (parameter.least() == Parameter.MORE_THAN_ZERO) {
      schema.put("exclusiveMinimum", 0);
    } else {
      schema.put("minimum", parameter.least());
    }
    if (parameter.most() < Double.MAX_VALUE) {
      schema.put("maximum", parameter.most());
    }
  }

  private static ObjectNode reference(String schema) {
    return Answers.object().put("$ref", SCHEMAS + schema);
  }

  /**
   * What is wrong with a value by its schema; empty if nothing is. Knows as much of JSON Schema as
   * the file uses for answers.
   */
  static String mismatch(JsonNode document, JsonNode schema, JsonNode value, String where) {
    if (schema.has("anyOf")) {
      return mismatch(document, schema.path("anyOf").path(value.isArray() ? 1 : 0), value, where);
    }
    JsonNode meant = schema;
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().substring(SCHEMAS.length());
      meant = document.path("components").path("schemas").path(name);
    }
    String type = meant.path("type").asText();
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          default -> false;
        };
    if (!fits) {
      return where + " is no " + type + " but " + value;
    }
    StringBuilder wrong = new StringBuilder();
    for (JsonNode element : value.isArray() ? value : Answers.list(List.of(), n -> value)) {
      wrong.append(mismatch(document, meant.path("items"), element, where + "[]"));
    }
    JsonNode properties = meant.path("properties");
    JsonNode others = meant.path("additionalProperties");
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode known = properties.path(member.getKey());
      String place = where + "." + member.getKey();
      if (!known.isMissingNode()) {
        wrong.append(mismatch(document, known, member.getValue(), place));
      } else if (!others.asBoolean()) {
        wrong.append(place).append(" is not described; ");
      }
    }
    for (JsonNode required : meant.path("required")) {
      wrong.append(value.has(required.asText()) ? "" : where + " lacks " + required + "; ");
    }
    return wrong.toString();
  }
}
