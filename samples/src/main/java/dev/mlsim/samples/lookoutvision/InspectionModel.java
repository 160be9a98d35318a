package dev.mlsim.samples.lookoutvision;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;

/** Production code: trains a model of a product from images that people have labelled. */
public final class InspectionModel {
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final int POLLS = 24 * 120;

  private final LookoutVisionClient lookout;
  private final String project;
  private final Consumer<Duration> pause;

  /** Makes the training, for the project of that name; it pauses on the wall's clock. */
  public InspectionModel(LookoutVisionClient lookout, String project) {
    this(lookout, project, time -> LockSupport.parkNanos(time.toNanos()));
  }

  /**
   * Makes the training, for the project of that name.
   *
   * @param pause how to pause between two looks
   */
  public InspectionModel(LookoutVisionClient lookout, String project, Consumer<Duration> pause) {
    this.lookout = lookout;
    this.project = project;
    this.pause = pause;
  }

  /**
   * Trains a model.
   *
   * @param bucket where the images and their manifest are
   * @param manifest the manifest's key
   * @return the model's version
   * @throws IllegalStateException if the manifest is refused, or the training fails, and why
   */
  public String train(String bucket, String manifest) {
    unlessThere(() -> lookout.createProject(r -> r.projectName(project)));
    boolean made = unlessThere(() -> createDataset(bucket, manifest));
    String dataset = await(this::datasetStatus, "CREATE_IN_PROGRESS");
    if (!made && dataset.equals("CREATE_FAILED")) {
      replaceDataset(bucket, manifest); // that of an earlier run
      dataset = await(this::datasetStatus, "CREATE_IN_PROGRESS");
    }
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

  private void replaceDataset(String bucket, String manifest) {
    lookout.deleteDataset(r -> r.projectName(project).datasetType("train"));
    for (int i = 0; i < POLLS && !unlessThere(() -> createDataset(bucket, manifest)); i++) {
      pause.accept(POLL); // until the old one is gone
    }
  }

  /** A project and its dataset are there from the second training on. False if it is. */
  private static boolean unlessThere(Runnable creation) {
    try {
      creation.run();
      return true;
    } catch (ConflictException there) {
      return false;
    }
  }

  private String await(Supplier<String> status, String passing) {
    String seen = look(status, passing);
    for (int i = 1; i < POLLS && seen.equals(passing); i++) {
      pause.accept(POLL);
      seen = look(status, passing);
    }
    return seen;
  }

  private static String look(Supplier<String> status, String passing) {
    try {
      return status.get();
    } catch (ResourceNotFoundException early) {
      return passing; // what was just made need not be seen yet
    }
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
