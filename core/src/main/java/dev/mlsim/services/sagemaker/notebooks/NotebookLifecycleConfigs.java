package dev.mlsim.services.sagemaker.notebooks;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;

/**
 * SageMaker's lifecycle configurations of notebook instances, with the errors that the Terraform
 * provider matches. That one can be deleted while a notebook refers to it is judged.
 */
final class NotebookLifecycleConfigs {
  private static final String KIND = "notebook-instance-lifecycle-config";

  static final ResourceType TYPE =
      ResourceType.named(KIND)
          .identifiedBy("NotebookInstanceLifecycleConfigName")
          .arn("NotebookInstanceLifecycleConfigArn", KIND + "/{key}")
          .times("CreationTime", "LastModifiedTime")
          .missing(VALIDATION, NotebookLifecycleConfigs::missing)
          .duplicate(
              (call, existing) ->
                  new ServiceError(
                      VALIDATION,
                      "Unable to create Notebook Instance Lifecycle Config "
                          + existing.arn()
                          + ". (Details: Notebook Instance Lifecycle Config already exists.)"))
          .build();

  private NotebookLifecycleConfigs() {}

  private static String missing(Call call, String name) {
    String operation = call.operation().name();
    String verb =
        operation.startsWith("Delete")
            ? "delete"
            : operation.equals("UpdateNotebookInstanceLifecycleConfig") ? "update" : "describe";
    return "Unable to "
        + verb
        + " Notebook Instance Lifecycle Config '"
        + SharedErrors.arn(call, KIND, name)
        + "'. (Details: Notebook Instance Lifecycle Config does not exist.)";
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("CreateNotebookInstanceLifecycleConfig", Create.a(TYPE))
        .operation("DescribeNotebookInstanceLifecycleConfig", Describe.a(TYPE))
        .operation("ListNotebookInstanceLifecycleConfigs", ListAll.of(TYPE))
        .operation("UpdateNotebookInstanceLifecycleConfig", Update.a(TYPE))
        .operation("DeleteNotebookInstanceLifecycleConfig", Trigger.by(DELETE, TYPE));
  }
}
