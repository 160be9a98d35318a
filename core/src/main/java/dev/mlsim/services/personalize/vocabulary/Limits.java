package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.personalize.batch.BatchInferenceJobs;
import dev.mlsim.services.personalize.batch.BatchSegmentJobs;
import dev.mlsim.services.personalize.data.DatasetGroups;
import dev.mlsim.services.personalize.data.DeletionJobs;
import dev.mlsim.services.personalize.data.ImportJobs;
import dev.mlsim.services.personalize.data.Schemas;
import dev.mlsim.services.personalize.filters.Filters;
import dev.mlsim.services.personalize.training.Campaigns;
import dev.mlsim.services.personalize.training.Recommenders;
import dev.mlsim.services.personalize.training.SolutionVersions;
import dev.mlsim.services.personalize.training.Solutions;
import java.util.List;
import java.util.function.Function;

/** Personalize's quotas, with the words of its error messages page: section 5 of the notes. */
public final class Limits {
  public static final Quota BATCH_INFERENCE_JOBS =
      underWay("Pending or in-progress batch inference jobs", 5, BatchInferenceJobs.TYPE);
  public static final Quota BATCH_SEGMENT_JOBS =
      underWay("Pending or in-progress batch segment jobs", 5, BatchSegmentJobs.TYPE);
  public static final Quota IMPORT_JOBS =
      underWay("Pending or in-progress dataset import jobs", 5, ImportJobs.TYPE);
  public static final Quota SOLUTION_VERSIONS =
      underWay("Pending or in-progress solution versions", 20, SolutionVersions.TYPE);
  public static final Quota DATASET_GROUPS =
      existing("Active dataset groups", 5, DatasetGroups.TYPE, call -> "");
  public static final Quota SCHEMAS = existing("Active schemas", 500, Schemas.TYPE, call -> "");
  public static final Quota SOLUTIONS = inGroup("Active solutions", 10, Solutions.TYPE);
  public static final Quota CAMPAIGNS =
      existing(
          "Active campaigns",
          5,
          Campaigns.TYPE,
          call -> PersonalizeType.text(Campaigns.version(call), "datasetGroupArn"));
  public static final Quota RECOMMENDERS = inGroup("Recommenders", 5, Recommenders.TYPE);
  public static final Quota FILTERS = inGroup("Filters", 30, Filters.TYPE);
  public static final Quota DELETION_JOBS =
      Quota.of(
          "PENDING data deletion jobs",
          5,
          call ->
              SharedRules.with(
                      call.world(),
                      DeletionJobs.TYPE,
                      "datasetGroupArn",
                      call.text("datasetGroupArn").orElse(""))
                  .filter(job -> job.is("PENDING"))
                  .count(),
          (call, excess) ->
              new ServiceError(
                  Errors.LIMIT,
                  "More than " + (long) excess.limit() + " resources with PENDING status."));

  private static final List<Quota> ALL =
      List.of(
          BATCH_INFERENCE_JOBS,
          BATCH_SEGMENT_JOBS,
          IMPORT_JOBS,
          SOLUTION_VERSIONS,
          DATASET_GROUPS,
          SCHEMAS,
          SOLUTIONS,
          CAMPAIGNS,
          RECOMMENDERS,
          FILTERS,
          DELETION_JOBS);
  private static final List<String> NAMES =
      List.of(
          "Pending or in-progress batch inference jobs",
          "Pending or in-progress batch segment jobs",
          "Pending or in-progress dataset import jobs",
          "Pending or in-progress solution versions",
          "Active dataset groups",
          "Active schemas",
          "Active solutions",
          "Active campaigns",
          "Recommenders",
          "Filters",
          "PENDING data deletion jobs");

  private Limits() {}

  public static void declare(Service.Builder service) {
    for (int i = 0; i < ALL.size(); i++) {
      service.quota(NAMES.get(i), ALL.get(i));
    }
  }

  /** Counted by status, so that a job that a script holds in its status counts too. */
  private static Quota underWay(String name, int limit, ResourceType type) {
    return Quota.of(
        name,
        limit,
        call -> SharedRules.all(call.world(), type).filter(SharedRules::isUnderWay).count(),
        (call, excess) ->
            new ServiceError(
                Errors.LIMIT,
                "More than "
                    + (long) excess.limit()
                    + " resources with PENDING or IN_PROGRESS status."));
  }

  private static Quota inGroup(String name, int limit, ResourceType type) {
    return existing(name, limit, type, call -> call.text("datasetGroupArn").orElse(""));
  }

  /** What is on its way to ACTIVE counts as well, or the quota could be passed (judgement). */
  private static Quota existing(
      String name, int limit, ResourceType type, Function<Call, String> group) {
    return Quota.of(
        name,
        limit,
        call -> {
          String arn = group.apply(call);
          return SharedRules.all(call.world(), type).filter(r -> counts(r, arn)).count();
        },
        (call, excess) ->
            new ServiceError(
                Errors.LIMIT,
                "More than "
                    + (long) excess.limit()
                    + " resources in ACTIVE state. Please delete some and try again."));
  }

  private static boolean counts(Resource resource, String group) {
    return !resource.is(Lifecycles.FAILED)
        && (group.isEmpty() || PersonalizeType.text(resource, "datasetGroupArn").equals(group));
  }
}
