package dev.mlsim.services.sagemaker.notebooks;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;

/**
 * SageMaker's lifecycle configurations of notebook instances, with the errors that the Terraform
 * provider matches. That one can be deleted while a notebook refers to it is judged.
 */
final class NotebookLifecycleConfigs {
  static final TypeRef TYPE = TypeRef.to("notebook-instance-lifecycle-config", VALIDATION);

  private NotebookLifecycleConfigs() {}

  static void declare(Family family) {
    family
        .resource("NotebookInstanceLifecycleConfig")
        .emits(
            Emission.ofExistence(
                "SageMaker Notebook Lifecycle Config State Change",
                EventDetail.of(
                    "NotebookInstanceLifecycleConfigName NotebookInstanceLifecycleConfigArn"
                        + " CreationTime:ms LastModifiedTime:ms Tags")))
        .missing(
            VALIDATION,
            "Unable to {verb} Notebook Instance Lifecycle Config '{arn}'. (Details: Notebook"
                + " Instance Lifecycle Config does not exist.)")
        .duplicate(
            VALIDATION,
            "Unable to create Notebook Instance Lifecycle Config {arn}. (Details: Notebook Instance"
                + " Lifecycle Config already exists.)");
  }
}
