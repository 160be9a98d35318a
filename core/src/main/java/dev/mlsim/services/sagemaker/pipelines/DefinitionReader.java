package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.sagemaker.pipelines.Definition.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Reads and checks a definition, by the rules of its public JSON schema
 * (aws-sagemaker-mlops/sagemaker-model-building-pipeline-definition-JSON-schema) as far as the
 * service keeps to them.
 */
final class DefinitionReader {
  /** More than any pipeline that the SDK's own tests run. */
  static final int MOST_STEPS = 5_000;

  private static final Set<String> MEMBERS =
      Set.of("Version", "Metadata", "Parameters", "PipelineExperimentConfig", "Steps");

  private final Contract contract;
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private DefinitionReader(Contract contract) {
    this.contract = contract;
  }

  /**
   * Reads it.
   *
   * @throws ServiceError in AWS's words, if it isn't one
   */
  static Definition read(String text, Contract contract) {
    try {
      return new DefinitionReader(contract).definition(Json.read(text));
    } catch (MalformedJson e) {
      throw new Rejected(text.stripLeading().startsWith("{") ? "Malformed Json." : Rejected.OBJECT)
          .error();
    } catch (Rejected e) {
      throw e.error();
    }
  }

  private Definition definition(JsonNode document) {
    Rejected.unless(document.isObject(), Rejected.OBJECT);
    StepRules.only(document, MEMBERS);
    String version = document.path("Version").asText();
    if (!version.equals("2020-12-01")) {
      throw Rejected.value(version, "Version", List.of("2020-12-01"));
    }
    List<JsonNode> declared = new ArrayList<>();
    for (JsonNode parameter : StepRules.list(document, "Parameters")) {
      StepRules.parameter(parameter);
      String name = parameter.path("Name").asText();
      Rejected.unless(parameters.add(name), "Duplicate parameter name: '" + name + "'.");
      declared.add(parameter);
    }
    JsonNode experiment = document.path("PipelineExperimentConfig");
    collect(StepRules.list(document, "Steps"), "", "");
    Rejected.unless(!nodes.isEmpty(), "The pipeline definition has no steps.");
    verifyReferences(experiment, "");
    Map<String, Node> linked = new LinkedHashMap<>();
    nodes.values().forEach(node -> linked.put(node.name(), linked(node)));
    return new Definition(
        declared, experiment.isObject() ? experiment : MissingNode.getInstance(), inOrder(linked));
  }

  private void collect(JsonNode steps, String gate, String branch) {
    for (JsonNode step : steps) {
      StepKind kind = StepRules.verified(step, contract);
      String name = step.path("Name").asText();
      Node node = new Node(name, kind, nodes.size(), Set.of(), gate, branch, step);
      Rejected.unless(
          nodes.put(name, node) == null,
          "Step names must be unique: '" + name + "' is used twice.");
      Rejected.unless(
          nodes.size() <= MOST_STEPS, "A pipeline can have at most " + MOST_STEPS + " steps.");
      if (kind == StepKind.CONDITION) {
        for (String inner : StepRules.BRANCHES) {
          collect(StepRules.list(step.path("Arguments"), inner), name, inner);
        }
      }
    }
  }

  private Node linked(Node node) {
    Set<String> needs = new LinkedHashSet<>();
    for (JsonNode name : StepRules.list(node.step(), "DependsOn")) {
      needs.add(needed(node, name.asText(), "DependsOn"));
    }
    StepRules.values(node)
        .forEach(
            value -> {
              verifyReferences(value, node.name());
              Expression.references(
                  value,
                  reference -> {
                    if (reference.startsWith("Steps.")) {
                      needs.add(needed(node, stepOf(reference), reference));
                    }
                  });
            });
    return new Node(
        node.name(), node.kind(), node.place(), needs, node.gate(), node.branch(), node.step());
  }

  private String needed(Node node, String name, String reference) {
    Node before = nodes.get(name);
    if (before == null) {
      throw reference.equals("DependsOn")
          ? new Rejected(
              "Invalid dependency: step '"
                  + node.name()
                  + "' depends on unknown step '"
                  + name
                  + "'.")
          : outOfReach(reference);
    }
    Rejected.unless(before.kind() != StepKind.FAIL, node.name() + " can not depends on " + name);
    return name;
  }

  private static Rejected outOfReach(String reference) {
    return new Rejected(
        "Invalid property reference '"
            + reference
            + "'. Reference value should be accessible in this context.");
  }

  /** The step that a reference to a step's property names. */
  static String stepOf(String reference) {
    String rest = reference.substring("Steps.".length());
    int end = 0;
    while (end < rest.length() && ".[".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, end);
  }

  private void verifyReferences(JsonNode value, String step) {
    Expression.references(
        value,
        reference -> {
          boolean isKnown =
              reference.startsWith("Parameters.")
                  ? parameters.contains(reference.substring("Parameters.".length()))
                  : (reference.startsWith("Steps.") && !step.isEmpty())
                      || StepRules.EXECUTION.contains(reference);
          if (!isKnown) {
            throw outOfReach(reference);
          }
        });
  }

  /** Each after those that it waits for; of those that could come next the first one written. */
  private static Map<String, Node> inOrder(Map<String, Node> nodes) {
    Map<String, Integer> left = new LinkedHashMap<>();
    Map<String, List<Node>> behind = new LinkedHashMap<>();
    PriorityQueue<Node> next = new PriorityQueue<>((a, b) -> a.place() - b.place());
    for (Node node : nodes.values()) {
      left.put(node.name(), node.before().size());
      node.before().forEach(b -> behind.computeIfAbsent(b, k -> new ArrayList<>()).add(node));
      if (node.before().isEmpty()) {
        next.add(node);
      }
    }
    Map<String, Node> ordered = new LinkedHashMap<>();
    while (!next.isEmpty()) {
      Node node = next.remove();
      ordered.put(node.name(), node);
      left.remove(node.name());
      for (Node after : behind.getOrDefault(node.name(), List.of())) {
        if (left.merge(after.name(), -1, Integer::sum) == 0) {
          next.add(after);
        }
      }
    }
    Rejected.unless(
        left.isEmpty(),
        "Cycle detected in the pipeline definition: [" + String.join(", ", left.keySet()) + "]");
    return ordered;
  }
}
