package dev.mlsim.contract.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the lines of a contract from facts, which are in the words of a service-2.json. */
final class ContractWriter {
  /** What the protocols that mlsim speaks are called in a service-2.json, and in a contract. */
  static final Map<String, String> PROTOCOLS =
      Map.of("json", "awsJson1.1", "rest-json", "restJson1", "rest-xml", "restXml");

  private static final Map<String, String> PLACES =
      Map.of(
          "uri", "@uri:", "querystring", "@query:", "header", "@header:", "headers", "@headers:");

  private final JsonNode model;
  private final List<String> lines = new ArrayList<>();

  ContractWriter(JsonNode model) {
    this.model = model;
  }

  String write(String service) {
    line("service", service);
    facts();
    operations();
    waiters();
    shapes();
    return String.join("\n", lines) + "\n";
  }

  private void facts() {
    JsonNode facts = model.path("service");
    line("protocol", protocol());
    for (String fact : List.of("serviceId", "apiVersion", "endpointPrefix")) {
      if (facts.has(fact)) {
        line(fact, facts.path(fact).asText());
      }
    }
    line("signingName", facts.path("signingName").asText(facts.path("endpointPrefix").asText()));
    if (facts.has("targetPrefix")) {
      line("targetPrefix", facts.path("targetPrefix").asText());
    }
    if (isPlain() && !protocol().equals("restXml")) {
      line("documents", "plain");
    }
  }

  private String protocol() {
    String protocol = model.path("service").path("protocol").asText();
    String known = PROTOCOLS.get(protocol);
    if (known == null) {
      throw new IllegalArgumentException(
          "mlsim: the service speaks ["
              + protocol
              + "], mlsim speaks json, rest-json and, by a service-2.json, rest-xml only");
    }
    return known;
  }

  private boolean isPlain() {
    for (JsonNode shape : model.path("shapes")) {
      boolean renames =
          shape.path("members").properties().stream()
              .anyMatch(member -> isRenamed(member.getKey(), member.getValue()));
      if (renames || shape.has("timestampFormat")) {
        return false;
      }
    }
    return true;
  }

  private boolean isAwsJson() {
    return model.path("service").path("protocol").asText().equals("json");
  }

  private void operations() {
    for (Map.Entry<String, JsonNode> entry : model.path("operations").properties()) {
      JsonNode operation = entry.getValue();
      List<String> words = new ArrayList<>(List.of("operation", entry.getKey()));
      words.addAll(List.of(operation.path("http").asText().split(" ")));
      words.add(operation.path("status").asText("200"));
      fact(words, "in", operation.path("input"));
      fact(words, "out", operation.path("output"));
      root(words, operation.path("output").asText());
      fact(words, "errors", operation.path("errors"));
      if (operation.has("paginator")) {
        page(words, entry.getKey(), operation.path("paginator"));
      }
      flag(words, "idempotent", operation);
      line(words);
    }
  }

  /** What the element is called that an output is written as, in XML. */
  private void root(List<String> words, String output) {
    JsonNode shape = model.path("shapes").path(output);
    fact(words, "root", shape.path("xmlName"));
    flag(words, "unwrapped", shape);
  }

  private void page(List<String> words, String operation, JsonNode page) {
    List<String> keys = new ArrayList<>();
    for (String key : List.of("input_token", "output_token", "limit_key", "result_key")) {
      JsonNode value = page.path(key);
      // Of several results the first is the one that is counted.
      keys.add(key.equals("result_key") && value.isArray() ? value.path(0).asText() : text(value));
    }
    if (keys.stream().allMatch(key -> isWord(key, ','))) {
      words.add("page=" + String.join(",", keys));
    } else {
      remark("how " + operation + " pages", page);
    }
  }

  private void waiters() {
    for (Map.Entry<String, JsonNode> entry : model.path("waiters").properties()) {
      JsonNode waiter = entry.getValue();
      List<String> words = new ArrayList<>(List.of("waiter", entry.getKey()));
      words.add(waiter.path("operation").asText());
      words.add(waiter.path("delay").asText());
      words.add(waiter.path("maxAttempts").asText());
      boolean said = true;
      for (JsonNode acceptor : waiter.path("acceptors")) {
        List<String> parts = new ArrayList<>();
        for (String part : List.of("state", "matcher", "argument", "expected")) {
          parts.add(acceptor.path(part).asText(""));
        }
        said &= parts.stream().limit(3).allMatch(p -> isWord(p, ':')) && isWord(parts.get(3), ' ');
        words.add(String.join(":", parts));
      }
      if (said) {
        line(words);
      } else {
        remark("the waiter " + entry.getKey(), waiter.path("acceptors"));
      }
    }
  }

  private void shapes() {
    for (Map.Entry<String, JsonNode> entry : model.path("shapes").properties()) {
      JsonNode shape = entry.getValue();
      String name = entry.getKey();
      String type = shape.path("type").asText();
      List<String> words = new ArrayList<>();
      if (shape.path("exception").asBoolean()) {
        words.addAll(List.of("error", name, "status=" + status(shape)));
        flag(words, "fault", shape);
        members(words, name, shape);
      } else if (type.equals("structure")) {
        words.addAll(List.of(type, name));
        flag(words, "union", shape);
        flag(words, "eventstream", shape);
        flag(words, "sensitive", shape);
        members(words, name, shape);
      } else {
        words.addAll(List.of(type, name));
        constraints(words, name, shape);
      }
      line(words);
    }
  }

  /** In awsJson the statuses that a model may have don't reach the wire. */
  private String status(JsonNode shape) {
    String usual = shape.path("fault").asBoolean() ? "500" : "400";
    return isAwsJson() ? usual : shape.path("error").path("httpStatusCode").asText(usual);
  }

  private void members(List<String> words, String owner, JsonNode shape) {
    Set<String> required = new HashSet<>();
    shape.path("required").forEach(name -> required.add(name.asText()));
    String payload = shape.path("payload").asText("");
    for (Map.Entry<String, JsonNode> entry : shape.path("members").properties()) {
      JsonNode member = entry.getValue();
      String name = entry.getKey();
      if (isPlaced(member)) {
        words.add(
            name
                + (required.contains(name) ? "!" : "")
                + (member.path("idempotencyToken").asBoolean() ? "~" : "")
                + (isPayload(name, payload, member) ? "@payload" : place(name, member))
                + "="
                + member.path("shape").asText());
      } else {
        remark("the member " + name + " of " + owner, member.path("location"));
      }
    }
  }

  /** The body of a message, or of an event in a stream. */
  private static boolean isPayload(String name, String payload, JsonNode member) {
    return name.equals(payload) || member.path("eventpayload").asBoolean();
  }

  private static boolean isPlaced(JsonNode member) {
    String location = member.path("location").asText("");
    return location.isEmpty() || PLACES.containsKey(location);
  }

  private static boolean isRenamed(String name, JsonNode member) {
    return !member.has("location") && !member.path("locationName").asText(name).equals(name);
  }

  private static String place(String name, JsonNode member) {
    String locationName = member.path("locationName").asText(name);
    if (member.has("location")) {
      return PLACES.get(member.path("location").asText()) + locationName;
    }
    return isRenamed(name, member) ? "@body:" + locationName : "";
  }

  private void constraints(List<String> words, String name, JsonNode shape) {
    flag(words, "sensitive", shape);
    flag(words, "streaming", shape);
    fact(words, "of", shape.path("member").path("shape"));
    fact(words, "item", shape.path("member").path("locationName"));
    flag(words, "flattened", shape);
    fact(words, "key", shape.path("key").path("shape"));
    fact(words, "value", shape.path("value").path("shape"));
    fact(words, "format", shape.path("timestampFormat"));
    fact(words, "min", shape.path("min"));
    fact(words, "max", shape.path("max"));
    boolean said = true;
    for (JsonNode value : shape.path("enum")) {
      said &= isWord(value.asText(), ',');
    }
    if (said) {
      fact(words, "enum", shape.path("enum"));
    } else {
      remark("the values of " + name, shape.path("enum"));
    }
    JsonNode pattern = shape.path("pattern");
    if (!pattern.isMissingNode()) {
      words.add("pattern=" + pattern.asText());
    }
  }

  private static void flag(List<String> words, String name, JsonNode owner) {
    if (owner.path(name).asBoolean()) {
      words.add(name);
    }
  }

  private static void fact(List<String> words, String name, JsonNode value) {
    if (!value.isMissingNode() && !(value.isArray() && value.isEmpty())) {
      words.add(name + "=" + text(value));
    }
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.asText()));
    return String.join(",", items);
  }

  /** Whether a text can stand in a line, beside others after a separator. */
  private static boolean isWord(String text, char separator) {
    return text.indexOf(separator) < 0 && text.chars().noneMatch(Character::isWhitespace);
  }

  private void remark(String what, JsonNode said) {
    lines.add("# a contract has no words for " + what + ": " + said);
  }

  private void line(List<String> words) {
    line(words.toArray(String[]::new));
  }

  private void line(String... words) {
    lines.add(String.join(" ", words));
  }
}
