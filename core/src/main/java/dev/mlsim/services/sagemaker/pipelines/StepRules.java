package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.contract.Contract;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each part of a definition must be by itself. */
final class StepRules {
  static final List<String> BRANCHES = List.of("IfSteps", "ElseSteps");

  /** What can be referred to of an execution. */
  static final Set<String> EXECUTION =
      Set.of(
          "Execution.StartDateTime",
          "Execution.CurrentDateTime",
          "Execution.PipelineName",
          "Execution.PipelineArn",
          "Execution.PipelineExecutionId",
          "Execution.PipelineExecutionArn",
          "Execution.TrainingJobName",
          "Execution.ProcessingJobName",
          "PipelineExperimentConfig.ExperimentName",
          "PipelineExperimentConfig.TrialName");

  private static final String NAME = "[A-Za-z0-9\\-_]{1,64}";
  private static final List<String> TYPES = List.of("String", "Integer", "Float", "Boolean");
  private static final Set<String> PARAMETER =
      Set.of("Name", "Type", "DefaultValue", "Description", "EnumValues");
  private static final Set<String> POLICY =
      Set.of("ExceptionType", "IntervalSeconds", "BackoffRate", "MaxAttempts", "ExpireAfterMin");
  private static final List<String> OF_ALL =
      List.of("Name", "Type", "DisplayName", "Description", "DependsOn", "Arguments");
  private static final Set<String> OF_CONDITION = Set.of("Conditions", "IfSteps", "ElseSteps");

  private StepRules() {}

  /** Refuses members that aren't known. */
  static void only(JsonNode object, Collection<String> known) {
    Rejected.unless(object.isObject(), Rejected.OBJECT);
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      Rejected.unless(
          known.contains(member.getKey()),
          "Cannot parse object, unknown property '" + member.getKey() + "'.");
    }
  }

  /** A member that is a list, empty where it is missing. */
  static JsonNode list(JsonNode object, String member) {
    JsonNode list = object.path(member);
    if (list.isMissingNode() || list.isNull()) {
      return JsonNodeFactory.instance.arrayNode();
    }
    Rejected.unless(list.isArray(), Rejected.ARRAY);
    return list;
  }

  private static void named(JsonNode object, String what) {
    String name = object.path("Name").asText();
    Rejected.unless(
        name.matches(NAME),
        "The name '" + name + "' of a " + what + " does not match the pattern '" + NAME + "'.");
  }

  static void parameter(JsonNode parameter) {
    only(parameter, PARAMETER);
    named(parameter, "parameter");
    String type = parameter.path("Type").asText();
    if (!TYPES.contains(type)) {
      throw Rejected.value(type, "ParameterType", TYPES);
    }
    JsonNode value = parameter.path("DefaultValue");
    Rejected.unless(
        value.isMissingNode() || value.isNull() || Parameters.isOf(type, value),
        "The default value of parameter '"
            + parameter.path("Name").asText()
            + "' is not of type "
            + type
            + ".");
  }

  /** The type of a step that is as it must be, whatever it refers to. */
  static StepKind verified(JsonNode step, Contract contract) {
    Rejected.unless(step.isObject(), Rejected.OBJECT);
    named(step, "step");
    String type = step.path("Type").asText();
    if (StepKind.NOT_SIMULATED.contains(type)) {
      throw notSimulated(step, type);
    }
    StepKind kind =
        StepKind.of(type)
            .orElseThrow(
                () ->
                    Rejected.value(
                        type,
                        "StepType",
                        List.of(StepKind.values()).stream().map(StepKind::type).toList()));
    Set<String> known = new LinkedHashSet<>(OF_ALL);
    known.addAll(kind.extras());
    only(step, known);
    for (JsonNode policy : list(step, "RetryPolicies")) {
      policy(policy);
    }
    if (step.hasNonNull("CacheConfig")) {
      only(step.path("CacheConfig"), Set.of("Enabled", "ExpireAfter"));
      Caching.window(step.path("CacheConfig").path("ExpireAfter").asText(""));
    }
    arguments(kind, step, contract);
    return kind;
  }

  private static ServiceError notSimulated(JsonNode step, String type) {
    List<String> simulated = List.of(StepKind.values()).stream().map(StepKind::type).toList();
    return new ServiceError(
        "NotSimulated",
        "mlsim: the step ["
            + step.path("Name").asText()
            + "] is of the type ["
            + type
            + "], which is not simulated; the types that are: "
            + simulated);
  }

  private static void policy(JsonNode policy) {
    only(policy, POLICY);
    Rejected.unless(
        !policy.has("MaxAttempts") || !policy.has("ExpireAfterMin"),
        "Only one of MaxAttempts and ExpireAfterMin can be specified in a retry policy.");
  }

  private static void arguments(StepKind kind, JsonNode step, Contract contract) {
    JsonNode arguments = step.path("Arguments");
    boolean isThere = !arguments.isMissingNode() && !arguments.isNull();
    Rejected.unless(!isThere || arguments.isObject(), Rejected.OBJECT);
    if (kind == StepKind.CONDITION) {
      only(arguments, OF_CONDITION);
      list(arguments, "Conditions").forEach(StepRules::condition);
    } else if (kind == StepKind.FAIL && isThere) {
      only(arguments, Set.of("ErrorMessage"));
    } else if (isThere) {
      kind.child().ifPresent(child -> verify(kind, child, arguments, contract));
    }
  }

  private static void verify(
      StepKind kind, StepKind.Child child, JsonNode arguments, Contract contract) {
    Rejected.unless(
        kind != StepKind.REGISTER_MODEL || !arguments.has(child.nameMember()),
        "Unknown Argument member '" + child.nameMember() + "'.");
    Rejected.unless(
        arguments.path("ProcessingInputs").size() <= 10,
        "The number of ProcessingInputs must be less than or equal to 10.");
    contract
        .operation(child.operation())
        .flatMap(operation -> operation.input())
        .ifPresent(shape -> Arguments.verify(arguments, shape));
  }

  private static void condition(JsonNode condition) {
    Rejected.unless(condition.isObject(), Rejected.OBJECT);
    String type = condition.path("Type").asText();
    if (!Conditions.MEMBERS.containsKey(type)) {
      throw Rejected.value(type, "ConditionType", Conditions.TYPES);
    }
    only(condition, Conditions.MEMBERS.getOrDefault(type, Set.of()));
    if (type.equals("Not")) {
      condition(condition.path("Condition"));
    }
    list(condition, "Conditions").forEach(StepRules::condition);
    list(condition, "Values");
  }

  /** All values of a step that can hold expressions, those of steps inside of it left out. */
  static List<JsonNode> values(Definition.Node node) {
    List<JsonNode> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.step().properties()) {
      if (!member.getKey().equals("Arguments")) {
        values.add(member.getValue());
      } else if (node.kind() == StepKind.CONDITION) {
        values.add(member.getValue().path("Conditions"));
      } else {
        values.add(member.getValue());
      }
    }
    return values;
  }
}
