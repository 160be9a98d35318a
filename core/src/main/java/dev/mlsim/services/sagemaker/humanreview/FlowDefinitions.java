package dev.mlsim.services.sagemaker.humanreview;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Augmented AI's flow definitions: the statuses of the API reference (DescribeFlowDefinition), the
 * rules of CreateFlowDefinition and of "Create a Human Review Workflow" of the developer guide.
 */
public final class FlowDefinitions {
  private static final TypeRef TYPE = TypeRef.to("flow-definition", NOT_FOUND);
  private static final TypeRef LOOP = TypeRef.to("human-loop", "ResourceNotFoundException");
  private static final String RELEASE = "release";
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String TOTAL = "Maximum number of A2I flow definitions";
  private static final Quota MOST =
      Quota.of(TOTAL, 100, InstanceQuotas.exceeded("FlowDefinitions"));

  private FlowDefinitions() {}

  /** Declares the family. */
  public static void declare(Family family) {
    HumanTaskUis.declare(family);
    RenderUiTemplate.declare(family);
    family
        .resource("FlowDefinition")
        .lifecycle(
            Lifecycles.lasting(stay("Initializing", SOON), rest("Active"))
                .failing("Failed")
                .deleting(stay("Deleting", SOON), gone())
                .on(RELEASE, stay("Deleting", SOON), gone())
                .from("Deleting"))
        .durations(FlowDefinitions::waitingForLoops)
        .defaults("{'?HumanLoopConfig': {'TaskTimeLimitInSeconds': 3600}}")
        .requires(FlowRules.ALL)
        .thenRequires(OWN_ROLE)
        .counts(TOTAL, MOST)
        .missing(NOT_FOUND, "Could not find flow definition {arn}.")
        .duplicate(IN_USE, "A flow definition with the name {name} already exists ({arn}).")
        .refused(
            IN_USE, "The flow definition {arn} cannot be deleted while it is in status {status}.")
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what its status refuses")
        .judged(
            "flow-definition-deletion",
            "DeleteFlowDefinition",
            "It is Deleting until none of its human loops is in progress; those that have ended go"
                + " with it.")
        .judged(
            "flow-definition-rules",
            "CreateFlowDefinition.ValidationException",
            "The wording of its rules, but for that of a work team that isn't there.")
        .judged(
            "flow-definition-quota",
            "CreateFlowDefinition.ResourceLimitExceeded",
            "There are 100 flow definitions and 100 human task UIs at most.")
        .differs(
            "activation-conditions",
            "CreateFlowDefinition.HumanLoopActivationConfig",
            "Conditions have to be JSON, and nobody asks them: Rekognition and Textract, which"
                + " start loops by them, are not simulated.");
    for (String end : List.of("Completed", "Failed", "Stopped")) {
      family.watch("human-loop", end, FlowDefinitions::release);
    }
  }

  /** What a flow definition still waits for. */
  private static boolean hasLoops(Resource flow, World world) {
    return world.registry().unfinished(LOOP).stream()
        .filter(loop -> loop.is("InProgress") || loop.is("Stopping"))
        .anyMatch(loop -> loop.attributes().path("FlowDefinitionArn").asText().equals(flow.arn()));
  }

  private static Plan waitingForLoops(Resource flow, Plan plan, World world) {
    return plan.passes("Deleting") && hasLoops(flow, world) ? plan.stuckAt("Deleting") : plan;
  }

  private static void release(Resource loop, World world) {
    Optional<Resource> flow =
        world.registry().byArn(TYPE, loop.attributes().path("FlowDefinitionArn").asText());
    flow.filter(f -> f.is("Deleting") && !f.isMoving() && !hasLoops(f, world))
        .ifPresent(f -> world.trigger(f, RELEASE, ""));
  }
}
