package dev.mlsim.services.sagemaker.aibenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a workload says (developer guide, "Workload configuration"): a benchmark of AIPerf with its
 * parameters, which go by several names; secrets; and the tool's version.
 */
final class WorkloadSpec {
  private static final Set<String> SECTIONS = Set.of("benchmark", "secrets", "tooling");

  /** The kinds of parameters, and their names; other names of one behind a stroke. */
  private static final Map<String, String> KINDS =
      Map.of(
          "integer",
          "prompt_input_tokens_mean/synthetic_input_tokens_mean/isl output_tokens_mean/osl"
              + " concurrency request_count/num_requests max_concurrency prefill_concurrency"
              + " random_seed num_conversations",
          "number",
          "prompt_input_tokens_stddev output_tokens_stddev request_rate benchmark_duration"
              + " arrival_smoothness request_timeout_seconds benchmark_grace_period",
          "boolean",
          "streaming verbose",
          "string",
          "request_rate_mode/arrival_pattern tokenizer hf_token goodput extra_inputs"
              + " model_selection_strategy public_dataset custom_dataset_type input_file"
              + " dataset_sampling_strategy");

  private static final Map<String, Set<String>> CHOICES =
      Map.of(
          "model_selection_strategy", Set.of("round_robin", "random"),
          "dataset_sampling_strategy", Set.of("shuffle", "sequential", "random"));

  private final List<String> errors = new ArrayList<>();

  private WorkloadSpec() {}

  private record Parameter(String name, String kind) {}

  private static Map<String, Parameter> known() {
    Map<String, Parameter> known = new HashMap<>();
    KINDS.forEach(
        (kind, all) -> {
          for (String names : all.split(" ", -1)) {
            String[] same = names.split("/", -1);
            for (String name : same) {
              known.put(name, new Parameter(same[0], kind));
            }
          }
        });
    return known;
  }

  private static boolean isOfGroup(String name) {
    return name.matches("(warmup|image|video)_[a-z_]+");
  }

  /** What is wrong with it, as the service lists it. */
  static Optional<String> wrong(String text) {
    JsonNode document = Yaml.read(text);
    WorkloadSpec spec = new WorkloadSpec();
    if (document.isObject()) {
      spec.document(document);
    } else {
      spec.say("", "Input should be a valid dictionary");
    }
    int count = spec.errors.size();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            count
                + (count == 1 ? " validation error" : " validation errors")
                + " for WorkloadSpec\n"
                + String.join("\n", spec.errors));
  }

  private void document(JsonNode document) {
    names(document).stream()
        .filter(name -> !SECTIONS.contains(name))
        .forEach(name -> say(name, "Extra inputs are not permitted"));
    JsonNode benchmark = document.path("benchmark");
    if (!benchmark.isObject()) {
      say(
          "benchmark",
          benchmark.isMissingNode() ? "Field required" : "Input should be a valid dictionary");
      return;
    }
    for (String name : names(benchmark)) {
      if (!name.equals("type") && !name.equals("parameters")) {
        say("benchmark." + name, "Extra inputs are not permitted");
      }
    }
    if (!benchmark.has("type")) {
      say("benchmark.type", "Field required");
    } else if (!benchmark.path("type").asText().equals("aiperf")) {
      say("benchmark.type", "Input should be 'aiperf'");
    }
    parameters(benchmark.path("parameters"));
  }

  private void parameters(JsonNode parameters) {
    Map<String, Parameter> known = known();
    for (String name : names(parameters)) {
      String path = "benchmark.parameters." + name;
      JsonNode value = parameters.path(name);
      Parameter parameter = known.get(name);
      if (parameter == null) {
        if (!isOfGroup(name)) {
          say(path, "Extra inputs are not permitted");
        }
        continue;
      }
      if (!fits(value, parameter.kind())) {
        say(path, "Input should be a valid " + parameter.kind());
      }
      Set<String> choices = CHOICES.getOrDefault(name, Set.of());
      if (!choices.isEmpty() && !choices.contains(value.asText())) {
        say(path, "Input should be one of " + new TreeSet<>(choices));
      }
    }
  }

  private static boolean fits(JsonNode value, String kind) {
    String text = value.asText();
    return value.isNull()
        || switch (kind) {
          case "integer" -> !value.isBoolean() && text.matches("[-+]?\\d{1,18}");
          case "number" -> !value.isBoolean() && text.matches("[-+]?[\\d.]{1,20}([eE][-+]?\\d+)?");
          case "boolean" -> value.isBoolean() || text.matches("true|false");
          default -> value.isValueNode();
        };
  }

  private void say(String path, String what) {
    errors.add(path + "\n  " + what);
  }

  private static List<String> names(JsonNode map) {
    List<String> names = new ArrayList<>();
    map.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Its parameters, under the first of their names. */
  static ObjectNode parameters(String text) {
    JsonNode given = Yaml.read(text).path("benchmark").path("parameters");
    ObjectNode parameters = Documents.empty();
    Map<String, Parameter> known = known();
    for (String name : names(given)) {
      Parameter parameter = known.get(name);
      parameters.set(parameter == null ? name : parameter.name(), given.get(name));
    }
    return parameters;
  }
}
