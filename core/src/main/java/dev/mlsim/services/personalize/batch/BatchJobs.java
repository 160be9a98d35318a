package dev.mlsim.services.personalize.batch;

import dev.mlsim.service.Family;

/** Batch jobs. */
public final class BatchJobs {
  private BatchJobs() {}

  /** Declares the family. */
  public static void declare(Family family) {
    BatchInferenceJobs.declare(family);
    BatchSegmentJobs.declare(family);
    family
        .judged(
            "filter-precedence",
            "CreateBatchInferenceJob.filterArn",
            "of a filter's expressions one INCLUDE has to fit and no EXCLUDE; AND binds closer than"
                + " OR; of several interactions one that fits is enough")
        .judged(
            "missing-filter-values",
            "CreateBatchInferenceJob.filterArn",
            "a record without filterValues for a placeholder has an error in its line")
        .judged(
            "batch-input-limits",
            "CreateBatchInferenceJob.jobInput",
            "input over its limits (files, records, queries) fails the job while it runs")
        .differs(
            "filter-without-data",
            "CreateBatchInferenceJob.filterArn",
            "a filter's expression is applied where the imported files of the datasets it looks at"
                + " are among the simulator's objects, and left out where one is not");
  }
}
