package dev.mlsim.services.cleanroomsml;

import static java.util.Objects.requireNonNull;

import dev.mlsim.service.ValueSetup;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
public final class ModelContainers extends ValueSetup<ModelContainers.Said> {
  /** How many GB the artifacts of a trained model have where the test says nothing. */
  public static final double ARTIFACT_GB = 0.25;

  private static final int BOUND = 100_000;

  private final Place place;

  record Said(
      Map<String, Double> artifacts,
      Map<String, Double> outputs,
      @Nullable Function<OutputFile, String> inference,
      @Nullable Function<OutputFile, byte[]> export) {
    static final Said NOTHING = new Said(Map.of(), Map.of(), null, null);
  }

  ModelContainers(Place place) {
    super(Said.class, Said.NOTHING);
    this.place = place;
  }

  /** Has the function give the text of each file that an inference job writes. */
  public ModelContainers inferenceOutput(Function<OutputFile, String> text) {
    requireNonNull(text, "text");
    return say(old -> new Said(old.artifacts, old.outputs, text, old.export));
  }

  /** Has the function give the bytes of each archive that a trained model's export writes. */
  public ModelContainers exportOutput(Function<OutputFile, byte[]> archive) {
    requireNonNull(archive, "archive");
    return say(old -> new Said(old.artifacts, old.outputs, old.inference, archive));
  }

  /** How many GB the artifacts of trained models of that name have. */
  public ModelContainers artifactSize(String trainedModel, double gigabytes) {
    return say(
        old ->
            new Said(
                put(old.artifacts, trainedModel, gigabytes),
                old.outputs,
                old.inference,
                old.export));
  }

  /** How many GB the inference jobs of that name write. */
  public ModelContainers outputSize(String inferenceJob, double gigabytes) {
    return say(
        old ->
            new Said(
                old.artifacts,
                put(old.outputs, inferenceJob, gigabytes),
                old.inference,
                old.export));
  }

  private static Map<String, Double> put(Map<String, Double> sizes, String name, double gigabytes) {
    if (!(gigabytes >= 0)) {
      throw new IllegalArgumentException(
          "mlsim: the size of [" + name + "] is 0 GB or more, but this is [" + gigabytes + "]");
    }
    if (sizes.size() == BOUND && !sizes.containsKey(name)) {
      throw new IllegalStateException("mlsim: the setup of sizes is bounded at " + BOUND);
    }
    Map<String, Double> more = new HashMap<>(sizes);
    more.put(name, gigabytes);
    return Collections.unmodifiableMap(more);
  }

  private ModelContainers say(UnaryOperator<Said> more) {
    place.change(() -> said = more.apply(said));
    return this;
  }

  /** The text that the test has for a file of an inference job. */
  public Optional<String> inference(OutputFile file) {
    return Optional.ofNullable(said.inference)
        .map(function -> place.asking("inferenceOutput", () -> function.apply(file)));
  }

  /** The bytes that the test has for the archive of an export. */
  public Optional<byte[]> export(OutputFile file) {
    return Optional.ofNullable(said.export)
        .map(function -> place.asking("exportOutput", () -> function.apply(file)).clone());
  }

  /** How many GB the artifacts of trained models of that name have. */
  public double artifactSize(String trainedModel) {
    return said.artifacts.getOrDefault(trainedModel, ARTIFACT_GB);
  }

  /** How many GB the inference jobs of that name write, if the test said so. */
  public Optional<Double> outputSize(String inferenceJob) {
    return Optional.ofNullable(said.outputs.get(inferenceJob));
  }
}
