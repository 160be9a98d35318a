package dev.mlsim.services.personalize.data;

import dev.mlsim.service.Family;

/** Dataset groups and what is in them. */
public final class GroupsOfData {
  private GroupsOfData() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Schemas.declare(family);
    DatasetGroups.declare(family);
    Datasets.declare(family);
    ImportJobs.declare(family);
    ExportJobs.declare(family);
    DeletionJobs.declare(family);
    family
        .judged(
            "failed-schema-update",
            "UpdateDataset.schemaArn",
            "a failed update leaves the dataset ACTIVE with its old schema")
        .judged(
            "export-file-name",
            "CreateDatasetExportJob.jobOutput",
            "the file is named as the job, with .csv");
  }
}
