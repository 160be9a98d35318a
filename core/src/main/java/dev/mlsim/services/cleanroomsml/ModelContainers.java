package dev.mlsim.services.cleanroomsml;

import dev.mlsim.service.Setup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of custom models make, since none is run: the content of what jobs write, and
 * how big it counts as against the sizes that the policies of an association allow.
 *
 * <pre>{@code
 * sim.setup(ModelContainers.class)
 *     .inferenceOutput(file -> "{\"score\": 0.9}\n".repeat(file.records()))
 *     .outputSize("nightly-scores", 7.5);
 * }</pre>
 *
 * <p>Where a test says nothing, contents come from the seed, a trained model's artifacts count as
 * {@value #ARTIFACT_GB} GB, and an inference job's output as much as its channel. Functions are
 * called while time moves and must not call the simulator. Safe for threads.
 */
public final class ModelContainers implements Setup {
  /** How many GB the artifacts of a trained model have where the test says nothing. */
  public static final double ARTIFACT_GB = 0.25;

  private static final int BOUND = 100_000;

  private final Setup.Place place;
  private final Map<String, Double> artifacts = new HashMap<>();
  private final Map<String, Double> outputs = new HashMap<>();
  private @Nullable Function<OutputFile, String> inference;
  private @Nullable Function<OutputFile, byte[]> export;

  ModelContainers(Place place) {
    this.place = place;
  }

  /** Has the function give the text of each file that an inference job writes. */
  public ModelContainers inferenceOutput(Function<OutputFile, String> text) {
    return place.locked(
        () -> {
          inference = text;
          return this;
        });
  }

  /** Has the function give the bytes of each archive that a trained model's export writes. */
  public ModelContainers exportOutput(Function<OutputFile, byte[]> archive) {
    return place.locked(
        () -> {
          export = archive;
          return this;
        });
  }

  /** How many GB the artifacts of trained models of that name have. */
  public ModelContainers artifactSize(String trainedModel, double gigabytes) {
    return put(artifacts, trainedModel, gigabytes);
  }

  /** How many GB the inference jobs of that name write. */
  public ModelContainers outputSize(String inferenceJob, double gigabytes) {
    return put(outputs, inferenceJob, gigabytes);
  }

  private ModelContainers put(Map<String, Double> sizes, String name, double gigabytes) {
    if (!(gigabytes >= 0)) {
      throw new IllegalArgumentException(
          "mlsim: the size of [" + name + "] is 0 GB or more, but this is [" + gigabytes + "]");
    }
    return place.locked(
        () -> {
          if (sizes.size() == BOUND && !sizes.containsKey(name)) {
            throw new IllegalStateException("mlsim: the setup of sizes is bounded at " + BOUND);
          }
          sizes.put(name, gigabytes);
          return this;
        });
  }

  /** What gives the text of files, if the test said so. */
  public Optional<Function<OutputFile, String>> inference() {
    return Optional.ofNullable(inference);
  }

  /** What gives the bytes of archives, if the test said so. */
  public Optional<Function<OutputFile, byte[]>> export() {
    return Optional.ofNullable(export);
  }

  /** How many GB the artifacts of trained models of that name have. */
  public double artifactSize(String trainedModel) {
    return artifacts.getOrDefault(trainedModel, ARTIFACT_GB);
  }

  /** How many GB the inference jobs of that name write, if the test said so. */
  public Optional<Double> outputSize(String inferenceJob) {
    return Optional.ofNullable(outputs.get(inferenceJob));
  }

  @Override
  public void clear() {
    artifacts.clear();
    outputs.clear();
    inference = null;
    export = null;
  }
}
