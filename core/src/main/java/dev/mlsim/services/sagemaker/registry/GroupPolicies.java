package dev.mlsim.services.sagemaker.registry;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;

/**
 * The resource policy of a model package group. That one is missing is said as AWS's CloudFormation
 * resource providers for SageMaker match it.
 */
final class GroupPolicies {
  private static final ResourceType TYPE =
      ResourceType.named("model-package-group-policy")
          .identifiedBy("ModelPackageGroupName")
          .computed("ModelPackageGroupArn", (policy, world) -> Values.text(arn(policy, world)))
          .missing(
              VALIDATION, (call, name) -> "Cannot find resource policy for: " + arn(call, name))
          .build();

  private static final Precondition GROUP =
      Precondition.exists("ModelPackageGroupName", ModelRegistry.GROUP);

  private GroupPolicies() {}

  private static String arn(Call call, String group) {
    return SharedErrors.arn(call, ModelRegistry.GROUP.name(), group);
  }

  private static String arn(Resource policy, World world) {
    return world.registry().byKey(ModelRegistry.GROUP, policy.key()).map(Resource::arn).orElse("");
  }

  static void goWith(Resource group, World world) {
    world.registry().byKey(TYPE, group.key()).ifPresent(policy -> world.remove(policy));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "PutModelPackageGroupPolicy",
            Create.a(TYPE)
                .orReplace()
                .requires(
                    GROUP,
                    ModelRegistry.STAYS,
                    Precondition.unless(
                        call -> call.text("ResourcePolicy").flatMap(Documents::parsed).isPresent(),
                        "the policy is a JSON object",
                        VALIDATION,
                        "The resource policy is not a valid JSON document.")))
        .operation("GetModelPackageGroupPolicy", Describe.a(TYPE))
        .operation("DeleteModelPackageGroupPolicy", Trigger.by(DELETE, TYPE))
        .judged(
            "group-policy",
            "PutModelPackageGroupPolicy.ValidationException",
            "A policy that is no JSON object is refused; what it allows is not heeded.");
  }
}
