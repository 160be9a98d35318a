package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pipeline's definition says: its parameters, and its steps in an order in which each comes
 * after those that it waits for.
 *
 * @param parameters as they are declared, in order
 * @param experiment the configuration of the experiment; a missing node where there is none
 * @param nodes the steps by name
 */
record Definition(List<JsonNode> parameters, JsonNode experiment, Map<String, Node> nodes) {

  Definition {
    parameters = List.copyOf(parameters);
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  /**
   * A step and what it waits for.
   *
   * @param name its name
   * @param kind its type
   * @param place its place in the definition
   * @param needs the steps that have to succeed first
   * @param gate the condition step in whose branch it is; empty outside of one
   * @param branch in which: {@code IfSteps} or {@code ElseSteps}
   * @param step what the definition says of it
   */
  record Node(
      String name,
      StepKind kind,
      int place,
      Set<String> needs,
      String gate,
      String branch,
      JsonNode step) {

    Node {
      needs = Collections.unmodifiableSet(new LinkedHashSet<>(needs));
    }

    /** Everything that it waits for. */
    Set<String> before() {
      Set<String> before = new LinkedHashSet<>(needs);
      if (!gate.isEmpty()) {
        before.add(gate);
      }
      return before;
    }

    /** In the form in which an execution remembers it. */
    private ObjectNode noted() {
      ObjectNode note = Documents.empty();
      note.put("kind", kind.type()).put("place", place).put("gate", gate).put("branch", branch);
      ArrayNode all = note.putArray("needs");
      needs.forEach(all::add);
      note.set("step", step);
      return note;
    }

    /** As an execution remembers it. */
    static Node of(String name, JsonNode note) {
      Set<String> needs = new LinkedHashSet<>();
      note.path("needs").forEach(need -> needs.add(need.asText()));
      return new Node(
          name,
          StepKind.of(note.path("kind").asText()).orElseThrow(),
          note.path("place").asInt(),
          needs,
          note.path("gate").asText(),
          note.path("branch").asText(),
          note.path("step"));
    }
  }

  /** The steps in the form in which an execution remembers them. */
  ObjectNode noted() {
    ObjectNode noted = Documents.empty();
    nodes.forEach((name, node) -> noted.set(name, node.noted()));
    return noted;
  }

  /** All that must be over before one of these steps can start, those themselves left out. */
  Set<String> upstream(Set<String> steps) {
    Set<String> upstream = new LinkedHashSet<>();
    List<String> left = new ArrayList<>(steps);
    while (!left.isEmpty()) {
      Node node = nodes.get(left.remove(left.size() - 1));
      for (String before : node == null ? Set.<String>of() : node.before()) {
        if (!steps.contains(before) && upstream.add(before)) {
          left.add(before);
        }
      }
    }
    return upstream;
  }
}
