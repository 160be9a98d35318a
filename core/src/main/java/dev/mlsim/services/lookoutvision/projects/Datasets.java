package dev.mlsim.services.lookoutvision.projects;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Datasets, by the statuses of the API reference (DatasetDescription). An empty one is there at
 * once, one from a manifest takes as long as in the developer guide's example; a failed update
 * leaves the old rows.
 */
final class Datasets {
  static final List<String> BOTH = List.of("train", "test");

  private static final String[] USABLE = {
    "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_FAILED_ROLLBACK_COMPLETE"
  };

  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("CREATE_IN_PROGRESS", ofSeconds(14), "The dataset is being created."),
              rest("CREATE_COMPLETE", "The dataset was created successfully."))
          .on(FAIL)
          .from("CREATE_IN_PROGRESS")
          .goes(rest("CREATE_FAILED"))
          .on(UPDATE)
          .from(USABLE)
          .goes(
              stay("UPDATE_IN_PROGRESS", ofSeconds(20), "The dataset is being updated."),
              rest("UPDATE_COMPLETE", "The dataset was updated successfully."))
          .on(FAIL)
          .from("UPDATE_IN_PROGRESS")
          .goes(
              stay("UPDATE_FAILED_ROLLBACK_IN_PROGRESS", ofSeconds(10)),
              rest("UPDATE_FAILED_ROLLBACK_COMPLETE"))
          .on(DELETE)
          .from(
              "CREATE_COMPLETE",
              "UPDATE_COMPLETE",
              "UPDATE_FAILED_ROLLBACK_COMPLETE",
              "CREATE_FAILED",
              "DELETE_FAILED")
          .goes(
              stay("DELETE_IN_PROGRESS", ofSeconds(5), "The dataset is being deleted."),
              stay("DELETE_COMPLETE", ZERO, "The dataset was deleted successfully."),
              gone())
          .on(FAIL)
          .from("DELETE_IN_PROGRESS")
          .goes(rest("DELETE_FAILED"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("lookoutvision:dataset")
          .identifiedBy("ProjectName", "DatasetType")
          .called("")
          .lifecycle(LIFECYCLE)
          .status("Status")
          .computed("StatusMessage", (dataset, world) -> Values.text(message(dataset)))
          .computed("ImageStats", (dataset, world) -> Optional.of(Rows.of(dataset).stats()))
          .times("CreationTimestamp", "LastUpdatedTimestamp")
          .durations(Datasets::plan)
          .entering("CREATE_COMPLETE", Manifests::load)
          .entering("UPDATE_COMPLETE", Manifests::apply)
          .entering(
              "UPDATE_FAILED_ROLLBACK_COMPLETE",
              (dataset, world) ->
                  world.change(dataset, old -> old.withoutNotes(List.of(Manifests.CHANGES))))
          .missingError(Kind.NOT_FOUND, Datasets::missing)
          .duplicate((call, dataset) -> Kind.DATASET.duplicate(dataset.key()))
          .refused(
              (call, dataset, trigger) ->
                  Kind.DATASET.wrongStatus(dataset.key(), dataset.state().status(), trigger + "d"))
          .build();

  private static final Precondition NOT_IN_TRAINING =
      new Precondition(
          "a dataset is not deleted while a model is trained with it",
          Kind.CONFLICT,
          Datasets::refuseInTraining);

  private Datasets() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("CreateDataset", Create.a(TYPE).requires(Projects.EXISTS).in("DatasetMetadata"))
        .operation("DescribeDataset", Describe.a(TYPE).in("DatasetDescription"))
        .operation("ListDatasetEntries", new ListEntries())
        .operation(
            "UpdateDatasetEntries",
            Trigger.by(UPDATE, TYPE)
                .requires(Manifests.CHANGES_ARE_LINES)
                .changing(Manifests::keep))
        .operation("DeleteDataset", Trigger.by(DELETE, TYPE).requires(NOT_IN_TRAINING));
  }

  /** The dataset of a type that a project has. */
  static Optional<Resource> of(String project, String datasetType, World world) {
    return world.registry().byKey(TYPE, project + "/" + datasetType);
  }

  static boolean isUsable(Resource dataset) {
    return List.of(USABLE).contains(dataset.state().status());
  }

  /** There is no member for the reason of a failure: the message has it. */
  static String message(Resource resource) {
    return resource.reason().isEmpty() ? resource.lastTransition().message() : resource.reason();
  }

  private static Plan plan(Resource dataset, Plan plan, World world) {
    if (plan.passes("CREATE_IN_PROGRESS")) {
      return dataset.attributes().has("DatasetSource")
          ? failing(plan, "CREATE_IN_PROGRESS", Manifests.problem(dataset, world))
          : plan.taking("CREATE_IN_PROGRESS", ZERO);
    }
    return plan.passes("UPDATE_IN_PROGRESS")
        ? failing(plan, "UPDATE_IN_PROGRESS", Manifests.problemOfUpdate(dataset))
        : plan;
  }

  private static Plan failing(Plan plan, String phase, Optional<String> problem) {
    return problem.map(reason -> plan.meeting(phase, FAIL, reason)).orElse(plan);
  }

  private static ServiceError missing(Call call, String id) {
    call.require(Projects.TYPE, Projects.of(call));
    return Kind.DATASET.missing(id);
  }

  private static void refuseInTraining(Call call) {
    String project = Projects.of(call);
    if (Models.of(project, call.world()).anyMatch(model -> model.is("TRAINING"))) {
      String id = project + "/" + call.text("DatasetType").orElse("");
      throw Kind.DATASET.conflict(
          id, "The dataset " + id + " can't be deleted: a model is being trained with it.");
    }
  }
}
