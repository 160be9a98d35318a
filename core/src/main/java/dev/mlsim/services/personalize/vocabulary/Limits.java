package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.function.Function;

/**
 * Personalize's quotas (developer guide, "Amazon Personalize endpoints and quotas"), with the words
 * of its "Common error messages in Amazon Personalize".
 */
public final class Limits {
  public static final Quota BATCH_INFERENCE_JOBS =
      underWay("Pending or in-progress batch inference jobs", 5, Types.BATCH_INFERENCE_JOB);
  public static final Quota BATCH_SEGMENT_JOBS =
      underWay("Pending or in-progress batch segment jobs", 5, Types.BATCH_SEGMENT_JOB);
  public static final Quota IMPORT_JOBS =
      underWay("Pending or in-progress dataset import jobs", 5, Types.IMPORT_JOB);
  public static final Quota SOLUTION_VERSIONS =
      underWay("Pending or in-progress solution versions", 20, Types.SOLUTION_VERSION);
  public static final Quota DATASET_GROUPS =
      existing("Active dataset groups", 5, Types.DATASET_GROUP, call -> "");
  public static final Quota SCHEMAS = existing("Active schemas", 500, Types.SCHEMA, call -> "");
  public static final Quota SOLUTIONS = inGroup("Active solutions", 10, Types.SOLUTION);
  public static final Quota RECOMMENDERS = inGroup("Recommenders", 5, Types.RECOMMENDER);
  public static final Quota FILTERS = inGroup("Filters", 30, Types.FILTER);
  public static final Quota DELETION_JOBS =
      Quota.of(
          "PENDING data deletion jobs",
          5,
          call ->
              SharedRules.with(
                      call.world(),
                      Types.DELETION_JOB,
                      "datasetGroupArn",
                      call.text("datasetGroupArn").orElse(""))
                  .filter(job -> job.is("PENDING"))
                  .count(),
          (call, excess) ->
              new ServiceError(
                  Errors.LIMIT,
                  "More than " + (long) excess.limit() + " resources with PENDING status."));

  private Limits() {}

  /** Counted by status, so that a job that a script holds in its status counts too. */
  private static Quota underWay(String name, int limit, TypeRef type) {
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

  private static Quota inGroup(String name, int limit, TypeRef type) {
    return existing(name, limit, type, call -> call.text("datasetGroupArn").orElse(""));
  }

  /** What is on its way to ACTIVE counts as well, or the quota could be passed (judgement). */
  public static Quota existing(String name, int limit, TypeRef type, Function<Call, String> group) {
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
        && (group.isEmpty() || PersonalizeType.group(resource).equals(group));
  }
}
