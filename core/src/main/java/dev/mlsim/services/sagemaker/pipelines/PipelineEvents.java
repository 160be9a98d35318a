package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Map;

/**
 * The events of executions and of their steps, as the developer guide shows them ("SageMaker AI
 * events in EventBridge").
 */
final class PipelineEvents {
  private PipelineEvents() {}

  private static String previous(Resource resource) {
    State from = resource.lastTransition().from();
    return from.equals(State.GONE) ? "" : from.status();
  }

  private static String small(String member) {
    boolean isAcronym = member.equals("EMR");
    return isAcronym ? "emr" : Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }

  private static JsonNode small(JsonNode document) {
    if (!document.isObject()) {
      return document;
    }
    ObjectNode small = Documents.empty();
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      small.set(small(member.getKey()), small(member.getValue()));
    }
    return small;
  }

  private static void time(
      ObjectNode detail, String name, ResourceType type, Resource of, String member, World world) {
    type.value(of, member, world)
        .ifPresent(time -> detail.put(name, Timestamps.instant(time).toString()));
  }

  private static void text(ObjectNode detail, String name, String text) {
    if (!text.isEmpty()) {
      detail.put(name, text);
    }
  }

  /** Of an execution. */
  static final class OfExecution implements Emission.Detail {
    @Override
    public ObjectNode of(ResourceType type, Resource run, World world) {
      ObjectNode detail = Documents.empty();
      text(
          detail,
          "pipelineExecutionDisplayName",
          run.attributes().path("PipelineExecutionDisplayName").asText());
      detail.put("currentPipelineExecutionStatus", run.state().status());
      text(detail, "previousPipelineExecutionStatus", previous(run));
      detail.put("executionStartTime", run.created().toString());
      if (run.lifecycle().rests(run.state())) {
        detail.put("executionEndTime", run.lastTransition().at().toString());
      }
      text(
          detail,
          "pipelineExecutionDescription",
          run.attributes().path("PipelineExecutionDescription").asText());
      detail.put("pipelineArn", Executions.pipelineArn(run));
      return detail.put("pipelineExecutionArn", run.arn());
    }

    @Override
    public List<String> resources(Resource run, World world) {
      return List.of(Executions.pipelineArn(run), run.arn());
    }
  }

  /** Of a step. */
  static final class OfStep implements Emission.Detail {
    private static String execution(Resource step, World world) {
      String key = step.notes().path(ExecutionSteps.EXECUTION).asText();
      return world.account().arn("sagemaker", "pipeline/" + key);
    }

    @Override
    public ObjectNode of(ResourceType type, Resource step, World world) {
      ObjectNode detail = Documents.empty();
      detail.set("metadata", small(step.attributes().path("Metadata")));
      time(detail, "stepStartTime", type, step, "StartTime", world);
      time(detail, "stepEndTime", type, step, "EndTime", world);
      detail.put("stepName", step.name());
      detail.put("stepType", ExecutionSteps.kind(step).type());
      text(detail, "previousStepStatus", previous(step));
      detail.put("currentStepStatus", step.state().status());
      if (step.attributes().has("CacheHitResult")) {
        detail.set("cacheHitResult", small(step.attributes().path("CacheHitResult")));
      }
      text(detail, "failureReason", step.reason());
      List<String> arns = resources(step, world);
      detail.put("pipelineArn", arns.get(0));
      return detail.put("pipelineExecutionArn", arns.get(1));
    }

    @Override
    public List<String> resources(Resource step, World world) {
      String execution = execution(step, world);
      return List.of(execution.substring(0, execution.indexOf("/execution/")), execution);
    }
  }
}
