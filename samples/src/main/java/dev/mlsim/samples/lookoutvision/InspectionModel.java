package dev.mlsim.samples.lookoutvision;

import java.util.Locale;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;

/** Production code: trains a model of a product from images that people have labelled. */
public final class InspectionModel {
  private static final long POLL_MILLIS = 30_000;
  private static final int POLLS = 24 * 120;

  private final LookoutVisionClient lookout;
  private final String project;

  /** Makes the training, for the project of that name. */
  public InspectionModel(LookoutVisionClient lookout, String project) {
    this.lookout = lookout;
    this.project = project;
  }

  /**
   * Trains a model.
   *
   * @param bucket where the images and their manifest are
   * @param manifest the manifest's key
   * @return the model's version
   * @throws IllegalStateException if the manifest is refused, or the training fails, and why
   */
  public String train(String bucket, String manifest) throws InterruptedException {
    unlessThere(() -> lookout.createProject(r -> r.projectName(project)));
    unlessThere(() -> createDataset(bucket, manifest));
    String dataset = await(this::datasetStatus, "CREATE_IN_PROGRESS");
    if (!dataset.equals("CREATE_COMPLETE")) {
      throw new IllegalStateException("the dataset of " + project + " is " + dataset);
    }
    String version =
        lookout
            .createModel(
                r ->
                    r.projectName(project)
                        .outputConfig(o -> o.s3Location(s -> s.bucket(bucket).prefix("models/"))))
            .modelMetadata()
            .modelVersion();
    String status = await(() -> model(version).statusAsString(), "TRAINING");
    if (!status.equals("TRAINED")) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "model %s of %s is %s: %s",
              version,
              project,
              status,
              model(version).statusMessage()));
    }
    return version;
  }

  private void createDataset(String bucket, String manifest) {
    lookout.createDataset(
        r ->
            r.projectName(project)
                .datasetType("train")
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket(bucket).key(manifest)))));
  }

  /** A project and its dataset are there from the second training on. */
  private static void unlessThere(Runnable creation) {
    try {
      creation.run();
    } catch (ConflictException there) {
      return;
    }
  }

  private static String await(Supplier<String> status, String passing) throws InterruptedException {
    String seen = status.get();
    for (int i = 1; i < POLLS && seen.equals(passing); i++) {
      Thread.sleep(POLL_MILLIS);
      seen = status.get();
    }
    return seen;
  }

  private String datasetStatus() {
    return lookout
        .describeDataset(r -> r.projectName(project).datasetType("train"))
        .datasetDescription()
        .statusAsString();
  }

  private ModelDescription model(String version) {
    return lookout
        .describeModel(r -> r.projectName(project).modelVersion(version))
        .modelDescription();
  }
}
