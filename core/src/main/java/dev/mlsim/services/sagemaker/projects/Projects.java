package dev.mlsim.services.sagemaker.projects;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Optional;

/**
 * SageMaker's projects: what the service catalogue, or CloudFormation, provisions from a template.
 * The statuses are those of the API reference; the Terraform provider waits for them, and finds the
 * reason of a failure in the provisioned product's message only
 * (hashicorp/terraform-provider-aws#33771). One that was deleted is still described.
 */
public final class Projects {
  static final String NAME = "ProjectName";
  private static final String ARN = "ProjectArn";
  private static final String DELETED = "DeleteCompleted";
  private static final String REPLACE = "be replaced";
  private static final String AGAIN = "/again";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("Pending", ofSeconds(5)),
              stay("CreateInProgress", ofMinutes(3)),
              rest("CreateCompleted"))
          .on(UPDATE)
          .from("CreateCompleted", "UpdateCompleted", "UpdateFailed")
          .goes(
              stay("Pending/Updating", ofSeconds(5)),
              stay("UpdateInProgress", ofMinutes(2)),
              rest("UpdateCompleted"))
          .on(DELETE)
          .from(
              "CreateCompleted", "CreateFailed", "UpdateCompleted", "UpdateFailed", "DeleteFailed")
          .goes(
              stay("Pending/Deleting", ofSeconds(5)),
              stay("DeleteInProgress", ofMinutes(2)),
              rest(DELETED))
          .on(REPLACE)
          .from(DELETED)
          .goes(gone())
          .on(FAIL)
          .from("Pending", "CreateInProgress")
          .goes(rest("CreateFailed"))
          .on(FAIL)
          .from("Pending/Updating", "UpdateInProgress")
          .goes(rest("UpdateFailed"))
          .on(FAIL)
          .from("Pending/Deleting", "DeleteInProgress")
          .goes(rest("DeleteFailed"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("sagemaker:project")
          .identity(Projects::newKey)
          .called(NAME)
          .foundBy(Projects::find)
          .grouped(project -> project.attributes().path(NAME).asText())
          .arn(ARN, "project/{" + NAME + "}")
          .lifecycle(LIFECYCLE)
          .status("ProjectStatus")
          .times("CreationTime", "LastModifiedTime")
          .prepared(Projects::prepare)
          .computed("CreatedBy", Projects::nobody)
          .computed("LastModifiedBy", Projects::nobody)
          .computed(Provisioning.PRODUCT, Provisioning::product)
          .computed(Provisioning.TEMPLATE, Provisioning::template)
          .missing(VALIDATION, (call, name) -> "Project " + arn(call) + " does not exist.")
          .duplicate(
              (call, there) ->
                  new ServiceError(VALIDATION, "Project already exists: " + there.arn()))
          .refused(Projects::refused)
          .build();

  private Projects() {}

  private static String arn(Call call) {
    return SharedErrors.arn(call, "project", call.text(NAME).orElse(""));
  }

  /**
   * A name is free again once its project is deleted, which is still there to be described until
   * then: the new one has the other of two keys.
   */
  private static String newKey(Call call) {
    String name = call.text(NAME).orElse("");
    return find(call)
        .map(there -> there.is(DELETED) && there.key().equals(name) ? name + AGAIN : key(there))
        .orElse(name);
  }

  private static String key(Resource there) {
    return there.is(DELETED) ? there.name() : there.key();
  }

  private static Optional<Resource> find(Call call) {
    return call.text(NAME)
        .flatMap(name -> call.world().registry().group(TYPE, name).stream().findFirst());
  }

  /** All rules hold: what had the name, and the ARN, before is shown no more. */
  private static void prepare(Call call, Draft project) {
    find(call).ifPresent(former -> call.world().trigger(former, REPLACE, ""));
    Provisioning.prepare(call, project);
  }

  private static Optional<JsonNode> nobody(Resource project, World world) {
    return Optional.of(Documents.empty());
  }

  private static ServiceError refused(Call call, Resource project, String trigger) {
    String status = project.state().status();
    return status.equals(DELETED)
        ? new ServiceError(VALIDATION, "Cannot find Project: " + project.arn())
        : new ServiceError(
            CONFLICT,
            "Project "
                + project.arn()
                + " is in status "
                + status
                + ", in which it can't be "
                + trigger
                + "d.");
  }

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "CreateProject",
            Create.a(TYPE)
                .requires(
                    Precondition.oneOf(VALIDATION, Provisioning.CATALOGUE, Provisioning.PROVIDERS)))
        .operation("DescribeProject", Describe.a(TYPE))
        .operation(
            "ListProjects",
            ListAll.of(TYPE)
                .paged("NextToken", "NextToken", "MaxResults", "ProjectSummaryList")
                .sorted("", false))
        .operation("UpdateProject", Trigger.by(UPDATE, TYPE).changing(Provisioning::changed))
        .operation("DeleteProject", Trigger.by(DELETE, TYPE))
        .judged(
            "project-times",
            "sagemaker:project",
            "A project is Pending for 5 seconds; it is created in 3 minutes, and updated or deleted"
                + " in 2.")
        .judged(
            "project-words",
            "UpdateProject.ConflictException",
            "The words of the refusal by the status, and where none or both of a product and a"
                + " template are given.")
        .judged(
            "deleted-projects",
            "DeleteProject",
            "A project that was deleted is described and listed until another of its name is made;"
                + " its name is free.")
        .differs(
            "portfolio-unasked",
            "CreateProject",
            "A project is made whether the portfolio is enabled or not.")
        .differs(
            "provisioned-products",
            "CreateProject",
            "What a template provisions is not made, and no product, artifact or role is looked"
                + " for: a script fails a project at CreateInProgress.");
    Portfolio.declare(family);
  }
}
