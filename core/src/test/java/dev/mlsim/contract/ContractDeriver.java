package dev.mlsim.contract;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a {@link Contract} from a model of AWS, in the c2j vocabulary of botocore. Facts only:
 * documentation and the prose of deprecations are left behind.
 *
 * <p>To renew a contract, in the project's directory:
 *
 * <pre>
 * mvn -q -pl core test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.mlsim.contract.ContractDeriver \
 *     -Dexec.args="sagemaker.json core/src/main/resources/dev/mlsim/contract/sagemaker.contract"
 * </pre>
 *
 * The name of the file is the name of the service. The model may have its waiters inside, under
 * {@code waiters}, and the paginator of an operation under {@code paginator}.
 */
public final class ContractDeriver {
  /** Keeps numbers as the model writes them. */
  static final ObjectMapper MODELS =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode model;
  private final List<String> lines = new ArrayList<>();

  private ContractDeriver(JsonNode model) {
    this.model = model;
  }

  /** Reads the model named by the first argument, writes the contract named by the second. */
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1]);
    String service = out.getFileName().toString().replace(".contract", "");
    Files.writeString(out, derive(service, MODELS.readTree(Path.of(args[0]).toFile())));
  }

  static String derive(String service, JsonNode model) {
    ContractDeriver deriver = new ContractDeriver(model);
    deriver.line("service", service);
    deriver.facts();
    deriver.operations();
    deriver.waiters();
    deriver.shapes();
    return String.join("\n", deriver.lines) + "\n";
  }

  private void facts() {
    JsonNode facts = model.path("service");
    line("protocol", isAwsJson() ? "awsJson1.1" : "restJson1");
    for (String fact :
        List.of("serviceId", "apiVersion", "endpointPrefix", "signingName", "targetPrefix")) {
      if (facts.has(fact)) {
        line(fact, facts.path(fact).asText());
      }
    }
    if (isPlain()) {
      line("documents", "plain");
    }
  }

  private boolean isPlain() {
    for (JsonNode shape : model.path("shapes")) {
      boolean renames =
          shape.path("members").properties().stream()
              .anyMatch(member -> place(member.getKey(), member.getValue()).startsWith("@body"));
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
      fact(words, "errors", operation.path("errors"));
      JsonNode page = operation.path("paginator");
      if (!page.isMissingNode()) {
        words.add(
            "page="
                + String.join(
                    ",",
                    page.path("input_token").asText(),
                    page.path("output_token").asText(),
                    page.path("limit_key").asText(),
                    page.path("result_key").asText()));
      }
      flag(words, "idempotent", operation);
      line(words);
    }
  }

  private void waiters() {
    for (Map.Entry<String, JsonNode> entry : model.path("waiters").properties()) {
      JsonNode waiter = entry.getValue();
      List<String> words = new ArrayList<>(List.of("waiter", entry.getKey()));
      words.add(waiter.path("operation").asText());
      words.add(waiter.path("delay").asText());
      words.add(waiter.path("maxAttempts").asText());
      for (JsonNode acceptor : waiter.path("acceptors")) {
        words.add(
            String.join(
                ":",
                acceptor.path("state").asText(),
                acceptor.path("matcher").asText(),
                acceptor.path("argument").asText(""),
                acceptor.path("expected").asText()));
      }
      line(words);
    }
  }

  private void shapes() {
    for (Map.Entry<String, JsonNode> entry : model.path("shapes").properties()) {
      JsonNode shape = entry.getValue();
      String type = shape.path("type").asText();
      List<String> words = new ArrayList<>();
      if (shape.path("exception").asBoolean()) {
        words.addAll(List.of("error", entry.getKey(), "status=" + status(shape)));
        flag(words, "fault", shape);
        members(words, shape);
      } else if (type.equals("structure")) {
        words.addAll(List.of(type, entry.getKey()));
        flag(words, "union", shape);
        flag(words, "sensitive", shape);
        members(words, shape);
      } else {
        words.addAll(List.of(type, entry.getKey()));
        constraints(words, shape);
      }
      line(words);
    }
  }

  /** In awsJson the statuses that a model may have don't reach the wire. */
  private String status(JsonNode shape) {
    String usual = shape.path("fault").asBoolean() ? "500" : "400";
    return isAwsJson() ? usual : shape.path("error").path("httpStatusCode").asText(usual);
  }

  private static void members(List<String> words, JsonNode shape) {
    Set<String> required = new HashSet<>();
    shape.path("required").forEach(name -> required.add(name.asText()));
    String payload = shape.path("payload").asText("");
    for (Map.Entry<String, JsonNode> entry : shape.path("members").properties()) {
      JsonNode member = entry.getValue();
      String name = entry.getKey();
      words.add(
          name
              + (required.contains(name) ? "!" : "")
              + (member.path("idempotencyToken").asBoolean() ? "~" : "")
              + (name.equals(payload) ? "@payload" : place(name, member))
              + "="
              + member.path("shape").asText());
    }
  }

  private static String place(String name, JsonNode member) {
    String locationName = member.path("locationName").asText(name);
    return switch (member.path("location").asText("")) {
      case "" -> locationName.equals(name) ? "" : "@body:" + locationName;
      case "uri" -> "@uri:" + locationName;
      case "querystring" -> "@query:" + locationName;
      case "header" -> "@header:" + locationName;
      default -> throw new IllegalArgumentException("no such location is known: " + member);
    };
  }

  private static void constraints(List<String> words, JsonNode shape) {
    flag(words, "sensitive", shape);
    flag(words, "streaming", shape);
    fact(words, "of", shape.path("member").path("shape"));
    fact(words, "key", shape.path("key").path("shape"));
    fact(words, "value", shape.path("value").path("shape"));
    fact(words, "format", shape.path("timestampFormat"));
    fact(words, "min", shape.path("min"));
    fact(words, "max", shape.path("max"));
    fact(words, "enum", shape.path("enum"));
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
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asText()));
      if (!items.isEmpty()) {
        words.add(checked(name + "=" + String.join(",", items)));
      }
    } else if (!value.isMissingNode()) {
      words.add(checked(name + "=" + value.asText()));
    }
  }

  private static String checked(String word) {
    if (word.indexOf(' ') >= 0 || word.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a word of a contract has no blanks: " + word);
    }
    return word;
  }

  private void line(List<String> words) {
    line(words.toArray(String[]::new));
  }

  private void line(String... words) {
    lines.add(String.join(" ", words));
  }
}
