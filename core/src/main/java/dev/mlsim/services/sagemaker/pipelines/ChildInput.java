package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a step adds to its arguments: a name, as notebooks of aws/amazon-sagemaker-examples show
 * them; the pipeline's role where there is none; the tag by which aws/sagemaker-python-sdk
 * (lineage/artifact.py) finds the execution of a job.
 */
final class ChildInput {
  static final String TAG = "sagemaker:pipeline-execution-arn";

  private static final String GROUP = "ModelPackageGroupName";
  private static final TypeRef GROUPS =
      TypeRef.to("model-package-group", "model package group", VALIDATION);
  private static final int DRAWN = 10;
  private static final Map<StepKind, String> ROLES =
      Map.of(
          StepKind.PROCESSING, "RoleArn",
          StepKind.QUALITY_CHECK, "RoleArn",
          StepKind.CLARIFY_CHECK, "RoleArn",
          StepKind.TRAINING, "RoleArn",
          StepKind.AUTO_ML, "RoleArn",
          StepKind.MODEL, "ExecutionRoleArn");

  private ChildInput() {}

  /** A name that nothing has yet, but for an endpoint's, which is as the definition says. */
  static String name(Resource execution, Definition.Node node, World world) {
    String member = node.kind().child().orElseThrow().nameMember();
    JsonNode given = node.step().path("Arguments").path(member);
    String prefix =
        given.isMissingNode() || given.isNull()
            ? ""
            : Expression.text(Expression.resolved(given, new RunScope(execution, world)));
    if (node.kind() == StepKind.ENDPOINT && !prefix.isEmpty()) {
      return prefix;
    }
    String step = node.name().replace('_', '-');
    String id = Executions.id(execution);
    String name;
    if (node.kind().retriesInside()) {
      name = id + "-" + Values.cut(step, 8) + "-" + world.chance().id(DRAWN);
    } else if (prefix.isEmpty()) {
      name = "pipelines-" + id + "-" + Values.cut(step, 20) + "-" + world.chance().id(DRAWN);
    } else {
      name = Values.cut(prefix, 39) + "-" + id + "-" + world.chance().id(DRAWN);
    }
    return node.kind() == StepKind.MODEL ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** The input of the operation. */
  static ObjectNode of(
      Resource execution, Definition.Node node, String name, ObjectNode arguments, World world) {
    ObjectNode input = Documents.empty().setAll(arguments);
    boolean isVersion = node.kind() == StepKind.REGISTER_MODEL && input.has(GROUP);
    if (!isVersion) {
      input.put(node.kind().child().orElseThrow().nameMember(), name);
      Children.list(input, "Tags").addObject().put("Key", TAG).put("Value", execution.arn());
    }
    role(execution, world)
        .ifPresent(
            role -> {
              String member = ROLES.getOrDefault(node.kind(), "");
              if (!member.isEmpty() && !input.has(member)) {
                input.set(member, role);
              }
              if (node.kind() == StepKind.TUNING) {
                roles(input, role);
              }
            });
    Experiment.give(input, node.kind(), execution, world);
    return input;
  }

  private static Optional<JsonNode> role(Resource execution, World world) {
    return world
        .registry()
        .byKey(Pipelines.TYPE, Executions.pipelineOf(execution))
        .flatMap(pipeline -> Documents.at(pipeline.attributes(), "RoleArn"));
  }

  private static void roles(ObjectNode input, JsonNode role) {
    ObjectNode usual = Documents.empty().set("RoleArn", role);
    if (input.get("TrainingJobDefinition") instanceof ObjectNode one) {
      input.set("TrainingJobDefinition", Documents.withDefaults(one, usual));
    }
    for (JsonNode definition : input.path("TrainingJobDefinitions")) {
      if (definition instanceof ObjectNode one && !one.has("RoleArn")) {
        one.set("RoleArn", role);
      }
    }
  }

  /** A group that a model is to be registered in and that isn't there is made. */
  static void makeGroup(Resource step, StepKind kind, ObjectNode input, World world) {
    String named = input.path(GROUP).asText();
    if (kind != StepKind.REGISTER_MODEL
        || named.isEmpty()
        || world.registry().find(GROUPS, named).isPresent()) {
      return;
    }
    String name = Arns.name(named);
    try {
      world.invoke(step, "CreateModelPackageGroup", Documents.empty().put(GROUP, name));
    } catch (ServiceError e) {
      world.note(step + " can't make the model package group [" + name + "]: " + e.message());
    }
  }
}
