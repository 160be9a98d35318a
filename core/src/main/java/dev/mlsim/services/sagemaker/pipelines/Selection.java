package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Selective execution: some steps run, and what they need of others is taken from an execution
 * before ("Selective Execution of Pipeline Steps" of the developer guide).
 *
 * @param definition the whole definition
 * @param selected the steps that run; empty for all
 */
record Selection(Definition definition, Set<String> selected) {
  /** A note of an execution: it is taking over what was done before. */
  static final String COPYING = "takesOver";

  static Selection of(Call call, Definition definition) {
    Set<String> selected = new LinkedHashSet<>();
    call.input()
        .path("SelectiveExecutionConfig")
        .path("SelectedSteps")
        .forEach(step -> selected.add(step.path("StepName").asText()));
    return new Selection(definition, selected);
  }

  /** The definition without the steps that neither run nor are needed. */
  Definition kept() {
    if (selected.isEmpty()) {
      return definition;
    }
    Set<String> upstream = definition.upstream(selected);
    Map<String, Definition.Node> kept = new LinkedHashMap<>();
    definition
        .nodes()
        .forEach(
            (name, node) -> {
              if (selected.contains(name) || upstream.contains(name)) {
                kept.put(name, node);
              }
            });
    return new Definition(definition.parameters(), definition.experiment(), kept);
  }

  /**
   * Refuses a selection that can't run.
   *
   * @throws ServiceError if it can't
   */
  void verify(Call call) {
    for (String step : selected) {
      if (!definition.nodes().containsKey(step)) {
        throw refused("Selected step '" + step + "' does not exist in the pipeline definition.");
      }
    }
    Set<String> upstream = definition.upstream(selected);
    for (String step : upstream) {
      Set<String> before = definition.upstream(Set.of(step));
      if (before.stream().anyMatch(selected::contains)) {
        throw refused(
            "The selected steps "
                + selected
                + " are not connected: step '"
                + step
                + "' lies between them and is not selected.");
      }
    }
    verifySource(call, needed());
  }

  /** What the selected steps wait for themselves and isn't selected. */
  private Set<String> needed() {
    Set<String> needed = new LinkedHashSet<>();
    for (String step : selected) {
      Definition.Node node = definition.nodes().get(step);
      if (node != null) {
        needed.addAll(node.before());
      }
    }
    needed.removeAll(selected);
    return needed;
  }

  private void verifySource(Call call, Set<String> needed) {
    Optional<String> arn = call.text("SelectiveExecutionConfig.SourcePipelineExecutionArn");
    if (arn.isEmpty()) {
      if (!needed.isEmpty()) {
        // As quoted in aws/sagemaker-python-sdk#4444.
        throw refused(
            "Invalid SourcePipelineExecutionArn: null. The selected steps "
                + selected
                + " have dependencies on "
                + needed);
      }
      return;
    }
    Resource pipeline = Executions.pipeline(call);
    Resource source = call.require(Executions.TYPE, arn.get());
    if (!Executions.pipelineOf(source).equals(pipeline.name())
        || !(source.is("Succeeded") || source.is("Failed"))) {
      throw refused(
          "Invalid SourcePipelineExecutionArn: "
              + arn.get()
              + ". It must be a Succeeded or Failed execution of the same pipeline.");
    }
    for (String step : needed) {
      if (ExecutionSteps.find(source, step, call.world())
          .filter(s -> s.is("Succeeded"))
          .isEmpty()) {
        throw refused(
            "Invalid SourcePipelineExecutionArn: "
                + arn.get()
                + ". Step '"
                + step
                + "' did not succeed in it.");
      }
    }
  }

  private static ServiceError refused(String message) {
    return new ServiceError(VALIDATION, message);
  }

  /** Takes over what the selected steps need, as the execution starts. */
  static void copy(Resource execution, World world) {
    JsonNode config = execution.attributes().path("SelectiveExecutionConfig");
    Optional<Resource> source =
        world.registry().byArn(Executions.TYPE, config.path("SourcePipelineExecutionArn").asText());
    if (!config.isObject()) {
      return;
    }
    Set<String> selected = new LinkedHashSet<>();
    config.path("SelectedSteps").forEach(step -> selected.add(step.path("StepName").asText()));
    Resource copying = world.change(execution, old -> old.withNote(COPYING, 1));
    execution
        .notes()
        .path(Executions.NODES)
        .properties()
        .forEach(
            node -> {
              if (!selected.contains(node.getKey())) {
                source
                    .flatMap(from -> ExecutionSteps.find(from, node.getKey(), world))
                    .filter(step -> step.is("Succeeded"))
                    .ifPresent(
                        step ->
                            ExecutionSteps.copy(
                                copying,
                                Definition.Node.of(node.getKey(), node.getValue()),
                                step,
                                world));
              }
            });
    world.change(execution, old -> old.withoutNotes(List.of(COPYING)));
  }
}
