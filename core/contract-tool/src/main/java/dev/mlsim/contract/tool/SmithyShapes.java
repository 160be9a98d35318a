package dev.mlsim.contract.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The shapes of a Smithy model, in the words of a service-2.json. */
final class SmithyShapes {
  private static final String PRELUDE = "smithy.api#";
  private static final Set<String> NO_SHAPES = Set.of("service", "operation", "resource");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("union", "structure"),
          Map.entry("document", "structure"),
          Map.entry("set", "list"),
          Map.entry("enum", "string"),
          Map.entry("intEnum", "integer"),
          Map.entry("byte", "integer"),
          Map.entry("short", "integer"),
          Map.entry("bigInteger", "long"),
          Map.entry("bigDecimal", "double"));

  private static final Map<String, String> FORMATS =
      Map.of("epoch-seconds", "unixTimestamp", "date-time", "iso8601", "http-date", "rfc822");

  /** What a member may say in its own way, for which a contract has shapes only. */
  private static final Set<String> OF_SHAPES =
      Set.of(
          PRELUDE + "length", PRELUDE + "range", PRELUDE + "pattern", PRELUDE + "timestampFormat");

  private static final Map<String, String> LOCATIONS =
      Map.of(
          PRELUDE + "httpLabel", "uri",
          PRELUDE + "httpQuery", "querystring",
          PRELUDE + "httpQueryParams", "queryParams",
          PRELUDE + "httpHeader", "header",
          PRELUDE + "httpPrefixHeaders", "headers",
          PRELUDE + "httpResponseCode", "statusCode");

  private final Map<String, JsonNode> model;
  private final boolean isRest;
  private final Map<String, ObjectNode> facts = new TreeMap<>();

  SmithyShapes(Map<String, JsonNode> model, boolean isRest) {
    this.model = model;
    this.isRest = isRest;
  }

  /** The name of a shape; those of Smithy itself can't be taken for the service's. */
  static String name(String id) {
    String name = id.substring(id.indexOf('#') + 1);
    return id.startsWith(PRELUDE) ? "Smithy" + name : name;
  }

  ObjectNode facts() {
    model.forEach(
        (id, shape) -> {
          if (!NO_SHAPES.contains(shape.path("type").asText())) {
            facts.put(name(id), shape(name(id), shape));
          }
        });
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    facts.forEach(all::set);
    return all;
  }

  private ObjectNode shape(String name, JsonNode shape) {
    ObjectNode fact = JsonNodeFactory.instance.objectNode();
    String type = shape.path("type").asText();
    fact.put("type", TYPES.getOrDefault(type, type));
    constraints(fact, shape.path("traits"));
    switch (type) {
      case "structure", "union" -> {
        fact.put("union", type.equals("union") && !fact.has("streaming"));
        fact.put("eventstream", fact.has("streaming"));
        error(fact, shape.path("traits"));
        members(fact, name, shape.path("members"));
      }
      case "enum" ->
          shape
              .path("members")
              .properties()
              .forEach(
                  e ->
                      fact.withArray("enum")
                          .add(
                              e.getValue()
                                  .path("traits")
                                  .path(PRELUDE + "enumValue")
                                  .asText(e.getKey())));
      case "list", "set", "map" -> {
        for (String part : new String[] {"member", "key", "value"}) {
          if (shape.has(part)) {
            fact.putObject(part).put("shape", target(name, part, shape.get(part)));
          }
        }
      }
      default -> {}
    }
    return fact;
  }

  private static void constraints(ObjectNode fact, JsonNode traits) {
    for (String bounds : new String[] {"length", "range"}) {
      for (String end : new String[] {"min", "max"}) {
        JsonNode bound = traits.path(PRELUDE + bounds).path(end);
        if (!bound.isMissingNode()) {
          fact.set(end, bound);
        }
      }
    }
    if (traits.has(PRELUDE + "pattern")) {
      fact.set("pattern", traits.get(PRELUDE + "pattern"));
    }
    if (traits.has(PRELUDE + "timestampFormat")) {
      fact.put("timestampFormat", FORMATS.get(traits.get(PRELUDE + "timestampFormat").asText()));
    }
    for (JsonNode value : traits.path(PRELUDE + "enum")) {
      fact.withArray("enum").add(value.path("value"));
    }
    for (String flag : new String[] {"sensitive", "streaming"}) {
      if (traits.has(PRELUDE + flag)) {
        fact.put(flag, true);
      }
    }
  }

  private static void error(ObjectNode fact, JsonNode traits) {
    if (traits.has(PRELUDE + "error")) {
      fact.put("exception", true);
      fact.put("fault", traits.get(PRELUDE + "error").asText().equals("server"));
      if (traits.has(PRELUDE + "httpError")) {
        fact.putObject("error").set("httpStatusCode", traits.get(PRELUDE + "httpError"));
      }
    }
  }

  private void members(ObjectNode fact, String owner, JsonNode members) {
    ObjectNode all = fact.putObject("members");
    for (Map.Entry<String, JsonNode> entry : members.properties()) {
      String name = entry.getKey();
      JsonNode traits = entry.getValue().path("traits");
      ObjectNode member = all.putObject(name);
      member.put("shape", target(owner, name, entry.getValue()));
      member.put("idempotencyToken", traits.has(PRELUDE + "idempotencyToken"));
      if (traits.has(PRELUDE + "required")) {
        fact.withArray("required").add(name);
      }
      if (isRest) {
        place(fact, member, name, traits);
      }
    }
  }

  private static void place(ObjectNode owner, ObjectNode member, String name, JsonNode traits) {
    if (traits.has(PRELUDE + "httpPayload")) {
      owner.put("payload", name);
    }
    member.put("eventpayload", traits.has(PRELUDE + "eventPayload"));
    if (traits.has(PRELUDE + "jsonName")) {
      member.set("locationName", traits.get(PRELUDE + "jsonName"));
    }
    for (Map.Entry<String, JsonNode> trait : traits.properties()) {
      if (LOCATIONS.containsKey(trait.getKey())) {
        member.put("location", LOCATIONS.get(trait.getKey()));
        boolean isNamed = trait.getValue().isTextual();
        member.put("locationName", isNamed ? trait.getValue().asText() : name);
      }
    }
  }

  /** The shape of a member: its target, or one of its own if it says more than that. */
  private String target(String owner, String member, JsonNode said) {
    String id = said.path("target").asText();
    JsonNode traits = said.path("traits");
    ObjectNode target = JsonNodeFactory.instance.objectNode();
    if (id.startsWith(PRELUDE)) {
      target.put("type", prelude(id));
      facts.computeIfAbsent(name(id), name -> shape(name, target));
    } else if (model.containsKey(id)) {
      target.setAll((ObjectNode) model.get(id));
    }
    if (OF_SHAPES.stream().noneMatch(traits::has)) {
      return name(id);
    }
    String own = owner + "$" + member;
    ObjectNode fact = shape(own, target);
    constraints(fact, traits);
    facts.put(own, fact);
    return own;
  }

  /** Such as {@code bigDecimal} of {@code smithy.api#BigDecimal}. */
  private static String prelude(String id) {
    String name = id.substring(PRELUDE.length()).replace("Primitive", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
