package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;

/**
 * Personalize's quotas (developer guide, "Amazon Personalize endpoints and quotas"), with the words
 * of its "Common error messages in Amazon Personalize".
 */
public final class Limits {

  /** Batch inference jobs that are pending or in progress. */
  public static final Limit BATCH_INFERENCE_JOBS =
      underWay("Pending or in-progress batch inference jobs", 5);

  /** Batch segment jobs that are pending or in progress. */
  public static final Limit BATCH_SEGMENT_JOBS =
      underWay("Pending or in-progress batch segment jobs", 5);

  /** Import jobs that are pending or in progress. */
  public static final Limit IMPORT_JOBS = underWay("Pending or in-progress dataset import jobs", 5);

  /** Solution versions that are pending or in progress. */
  public static final Limit SOLUTION_VERSIONS =
      underWay("Pending or in-progress solution versions", 20);

  /** Dataset groups of an account and region. */
  public static final Limit DATASET_GROUPS = existing("Active dataset groups", 5);

  /** Schemas of an account and region. */
  public static final Limit SCHEMAS = existing("Active schemas", 500);

  /** Solutions of a dataset group. */
  public static final Limit SOLUTIONS = inGroup("Active solutions", 10);

  /** Recommenders of a dataset group. */
  public static final Limit RECOMMENDERS = inGroup("Recommenders", 5);

  /** Filters of a dataset group. */
  public static final Limit FILTERS = inGroup("Filters", 30);

  /** Data deletion jobs of a dataset group that are pending. */
  public static final Limit DELETION_JOBS = pending("PENDING data deletion jobs", 5);

  private Limits() {}

  /** Counted by status, so that a job that a script holds in its status counts too. */
  private static Limit underWay(String name, int limit) {
    return new Limit(
        name,
        quota(name, limit, " resources with PENDING or IN_PROGRESS status."),
        Holding.of(name).during(Lifecycles.PENDING, Lifecycles.IN_PROGRESS));
  }

  private static Limit pending(String name, int limit) {
    return new Limit(
        name,
        quota(name, limit, " resources with PENDING status.").per(Limits::group),
        Holding.of(name, Limits::group).during("PENDING"));
  }

  /** What is on its way to ACTIVE counts as well, or the quota could be passed (judgement). */
  private static Limit existing(String name, int limit) {
    return new Limit(name, ofActive(name, limit), Holding.of(name).except(Lifecycles.FAILED));
  }

  /** The same, counted for each dataset group. */
  public static Limit inGroup(String name, int limit) {
    return new Limit(
        name,
        ofActive(name, limit).per(Limits::group),
        Holding.of(name, Limits::group).except(Lifecycles.FAILED));
  }

  private static Quota ofActive(String name, int limit) {
    return quota(name, limit, " resources in ACTIVE state. Please delete some and try again.");
  }

  private static Quota quota(String name, int limit, String what) {
    return Quota.of(
        name,
        limit,
        (call, excess) ->
            new ServiceError(Errors.LIMIT, "More than " + (long) excess.limit() + what));
  }

  private static String group(Call call) {
    return call.text("datasetGroupArn").orElse("");
  }

  private static String group(Resource resource) {
    return PersonalizeType.group(resource);
  }
}
