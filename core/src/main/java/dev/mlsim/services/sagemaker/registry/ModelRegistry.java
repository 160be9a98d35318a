package dev.mlsim.services.sagemaker.registry;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import java.util.Optional;

/**
 * SageMaker's model package groups: states as the AWS controllers for Kubernetes record them, words
 * of the errors as the Terraform provider and aws/sagemaker-python-sdk match them. A group goes
 * only when it is empty (API reference, DeleteModelPackageGroup).
 */
public final class ModelRegistry {
  static final TypeRef GROUP = TypeRef.to("model-package-group", "model package group", VALIDATION);

  /** The rule that a group which is to have something more isn't on its way out. */
  static final Precondition STAYS =
      Precondition.of(
          "the group is not being deleted",
          CONFLICT,
          call ->
              call.text("ModelPackageGroupName")
                  .flatMap(name -> call.world().registry().find(GROUP, name))
                  .filter(group -> group.is("Deleting"))
                  .map(group -> "ModelPackageGroup " + group.arn() + " is in status Deleting."));

  private ModelRegistry() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .resource("ModelPackageGroup")
        .lifecycle(
            Lifecycles.lasting(
                    stay("Pending", ofSeconds(1)),
                    stay("InProgress", ofSeconds(1)),
                    rest("Completed"))
                .failing("Failed")
                .deleting(stay("Deleting", ofSeconds(1)), gone())
                .failing("DeleteFailed"))
        .computed("CreatedBy", (group, world) -> Optional.of(Documents.empty()))
        .requires("Delete", Precondition.of("it is empty", CONFLICT, ModelRegistry::filled))
        .entering(State.GONE.toString(), GroupPolicies::goWith)
        .filter(
            "CrossAccountFilterOption", (group, asked, w) -> asked.asText().equals("SameAccount"))
        .listsUpwards()
        .missing(VALIDATION, "ModelPackageGroup {arn} does not exist.")
        .duplicate(VALIDATION, "Model Package Group already exists: {arn}")
        .refused(CONFLICT, "ModelPackageGroup {arn} cannot be deleted in status {status}.")
        .judgedTimes()
        .judgedWords("in use")
        .judged(
            "model-package-group-accounts",
            "ListModelPackageGroups.CrossAccountFilterOption",
            "No other account shares its groups, so that [CrossAccount] lists none.");
    ModelPackages.declare(family);
    GroupPolicies.declare(family);
  }

  private static Optional<String> filled(Call call) {
    Resource group = call.service().type(GROUP).require(call);
    return call.world().registry().group(ModelPackages.TYPE, group.name()).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "ModelPackageGroup "
                + group.arn()
                + " cannot be deleted because it contains model packages");
  }
}
