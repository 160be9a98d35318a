package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.service.TypeRef;

/** The types of resources that families of Personalize know of each other. */
public final class Types {
  /** Dataset groups. */
  public static final TypeRef DATASET_GROUP = of("dataset-group");

  /** Schemas. */
  public static final TypeRef SCHEMA = of("schema");

  /** Datasets. */
  public static final TypeRef DATASET = of("personalize:dataset");

  /** Dataset import jobs. */
  public static final TypeRef IMPORT_JOB = of("dataset-import-job");

  /** Data deletion jobs. */
  public static final TypeRef DELETION_JOB = of("data-deletion-job");

  /** Solutions. */
  public static final TypeRef SOLUTION = of("solution");

  /** Solution versions. */
  public static final TypeRef SOLUTION_VERSION = of("solution-version");

  /** Campaigns. */
  public static final TypeRef CAMPAIGN = of("campaign");

  /** Recommenders. */
  public static final TypeRef RECOMMENDER = of("recommender");

  /** Filters. */
  public static final TypeRef FILTER = of("filter");

  /** Batch inference jobs. */
  public static final TypeRef BATCH_INFERENCE_JOB = of("batch-inference-job");

  /** Batch segment jobs. */
  public static final TypeRef BATCH_SEGMENT_JOB = of("batch-segment-job");

  /** Event trackers. */
  public static final TypeRef EVENT_TRACKER = of("event-tracker");

  /** Metric attributions. */
  public static final TypeRef METRIC_ATTRIBUTION = of("metric-attribution");

  private Types() {}

  private static TypeRef of(String name) {
    return TypeRef.to(name, Errors.NOT_FOUND);
  }
}
