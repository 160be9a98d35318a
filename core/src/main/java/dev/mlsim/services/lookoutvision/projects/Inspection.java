package dev.mlsim.services.lookoutvision.projects;

import dev.mlsim.service.Family;

/**
 * The inspection of pictures: projects, their datasets and models, and what is packaged of them.
 */
public final class Inspection {
  private Inspection() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Projects.declare(family);
    Datasets.declare(family);
    Models.declare(family);
    PackagingJobs.declare(family);
    family
        .differs(
            "assumed-manifest",
            "CreateDataset.DatasetSource",
            "a manifest that is not among the simulator's objects is assumed to be good, with 30"
                + " normal and 20 anomalous images, unless inputs are required")
        .differs(
            "answers-of-models",
            "DetectAnomalies.DetectAnomalyResult",
            "the test's function answers, or chance by the model's seed and the image; bytes that"
                + " are neither PNG nor JPEG pass for an image unless inputs are required")
        .differs(
            "no-segmentation-by-chance",
            "DetectAnomalies.DetectAnomalyResult",
            "without a function, models answer as classification models do")
        .differs(
            "images-looked-at",
            "CreateModel",
            "images and masks outside the simulator's objects are not looked at, and of masks in"
                + " them only the colors of plain 8-bit PNGs")
        .judged(
            "label-limits",
            "CreateModel.ValidationException",
            "too few images of an anomaly label, or too many labels or images of a segmentation"
                + " model, are a ValidationException; a mask's format, size and colors fail the"
                + " training")
        .differs(
            "billed-inference-units",
            "StartModel.MinInferenceUnits",
            "a hosted model is billed by MinInferenceUnits, since there is no load to scale by")
        .judged(
            "model-without-dataset",
            "CreateModel.ResourceNotFoundException",
            "without a training dataset it is not found; versions count up")
        .judged(
            "too-few-images",
            "CreateModel.ValidationException",
            "too few labelled images are a ValidationException")
        .judged(
            "start-after-failure",
            "StartModel",
            "a model whose hosting failed can be started again")
        .judged(
            "hosting-time",
            "StartModel",
            "it takes 10 minutes, StopModel 5; the developer guide has 10 to 20 for both")
        .judged(
            "running-models",
            "StartModel.ServiceQuotaExceededException",
            "running models count from STARTING_HOSTING to STOPPING_HOSTING")
        .judged(
            "shown-inference-units",
            "DescribeModel",
            "inference units are shown from StartModel until it has stopped")
        .judged(
            "detect-unhosted",
            "DetectAnomalies.ConflictException",
            "a model that isn't HOSTED, even SYSTEM_UPDATING, is a conflict")
        .judged(
            "dataset-times",
            "lookoutvision:dataset",
            "an update takes 20 seconds, its rollback 10 more, a deletion 5")
        .judged(
            "row-times",
            "ListDatasetEntries.AfterCreationDate",
            "rows keep the time at which they first came; dates exclude")
        .judged(
            "images-of-another-bucket",
            "UpdateDatasetEntries",
            "images of another bucket fail it after the call")
        .judged(
            "packaging-time",
            "model-packaging-job",
            "a job is CREATED for 10 seconds and RUNNING for 5 minutes")
        .judged(
            "packaging-jobs-go-along",
            "DeleteProject",
            "the packaging jobs of a project go with it, so that another of its name has none")
        .judged("project-order", "ListProjects", "newest first, as ListModels was seen to be");
  }
}
