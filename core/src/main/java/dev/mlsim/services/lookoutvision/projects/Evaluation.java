package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.lookoutvision.Performance;
import dev.mlsim.services.lookoutvision.VisionModels;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What comes out of a training: how good the model is on the test images, and the two files that
 * the developer guide shows ("Viewing performance metrics"), among the simulator's objects.
 */
final class Evaluation {
  /** A note: the size of the images a model was trained with, where known. */
  static final String SIZE = "imageSize";

  /** What a model gets right where the test doesn't say. */
  private static final double ACCURACY = 0.95;

  /** Without a test dataset, one image in so many of the training dataset is kept for testing. */
  private static final int HELD_OUT = 5;

  private final Resource model;
  private final World world;
  private final List<Rows.Row> tested;
  private final int trained;
  private final StringBuilder manifest = new StringBuilder();
  private int hits;
  private int falseAlarms;
  private int misses;

  private Evaluation(Resource model, World world) {
    this.model = model;
    this.world = world;
    List<Rows.Row> train = labeled("train");
    Optional<Resource> test = Datasets.of(project(), "test", world);
    int split = train.size() - train.size() / HELD_OUT;
    this.tested = test.isPresent() ? labeled("test") : train.subList(split, train.size());
    this.trained = test.isPresent() ? train.size() : split;
  }

  /** Evaluates a model that has just been trained. */
  static void of(Resource model, World world) {
    new Evaluation(model, world).run();
  }

  private void run() {
    tested.forEach(this::test);
    Performance performance =
        world
            .setup(VisionModels.class)
            .performance(project())
            .orElseGet(() -> Performance.of(hits, falseAlarms, misses));
    ObjectNode shown = performance.document();
    ObjectNode attributes = model.attributes().deepCopy();
    attributes.set("Performance", shown);
    attributes.set("EvaluationEndTimestamp", Timestamps.of(world.now()));
    ObjectNode notes = Documents.empty().put(Detect.SEED, world.chance().hex(15));
    Image.sizes(project(), world).stream()
        .findFirst()
        .ifPresent(size -> notes.put(SIZE, size.toString()));
    attributes.set("EvaluationManifest", put("EvaluationManifest", manifest.toString()));
    attributes.set("EvaluationResult", put("EvaluationResult", Json.text(result(shown))));
    world.change(model, old -> old.withAttributes(attributes).withNotes(notes));
  }

  private String project() {
    return model.attributes().path("ProjectName").asText();
  }

  private String version() {
    return model.attributes().path("ModelVersion").asText();
  }

  private List<Rows.Row> labeled(String type) {
    return Datasets.of(project(), type, world)
        .map(dataset -> Rows.of(dataset).stream().filter(Rows.Row::isLabeled).toList())
        .orElse(List.of());
  }

  private void test(Rows.Row row) {
    SeededRandom chance = world.chance();
    boolean anomalous = row.label().equals("anomaly");
    boolean detected = (chance.fraction() < ACCURACY) == anomalous;
    if (detected) {
      hits += anomalous ? 1 : 0;
      falseAlarms += anomalous ? 0 : 1;
    } else {
      misses += anomalous ? 1 : 0;
    }
    ObjectNode line = row.document().deepCopy();
    line.put("anomaly-label-detected", detected ? 1 : 0);
    line.putObject("anomaly-label-detected-metadata")
        .put("class-name", detected ? "anomaly" : "normal")
        .put("confidence", 0.5 + chance.fraction() / 2)
        .put("type", "groundtruth/image-classification")
        .put("human-annotated", "no")
        .put("creation-date", world.now().toString())
        .put("job-name", project() + "-" + version())
        .put("model-arn", model.arn())
        .put("project-name", project())
        .put("model-version", version());
    manifest.append(Json.text(line)).append('\n');
  }

  private ObjectNode result(ObjectNode performance) {
    ObjectNode document = Documents.empty().put("Version", 1);
    document
        .putObject("EvaluationDetails")
        .put("ModelArn", model.arn())
        .put("EvaluationEndTimestamp", world.now().toString())
        .put("NumberOfTrainingImages", trained)
        .put("NumberOfTestingImages", tested.size());
    ObjectNode metrics = performance.deepCopy();
    labels().forEach(label -> metrics.withArray("PixelAnomalyClassMetrics").add(ofLabel(label)));
    document.putObject("AggregatedEvaluationResults").set("Metrics", metrics);
    return document;
  }

  /** The anomaly labels of a segmentation model; none of a classification model. */
  private Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    tested.forEach(row -> row.mask().ifPresent(mask -> labels.addAll(mask.labels())));
    return labels;
  }

  /** How well a segmentation model finds the areas of a label. */
  private ObjectNode ofLabel(String label) {
    double precision = 0.6 + 0.35 * world.chance().fraction();
    double recall = 0.6 + 0.35 * world.chance().fraction();
    ObjectNode metrics = new Performance(precision, recall).document();
    double f1 = metrics.path("F1Score").asDouble();
    return metrics.put("AIOU", f1 / (2 - f1)).put("ClassName", label);
  }

  /** The prefix is used as it is: a folder's has a slash at its end. */
  private ObjectNode put(String what, String content) {
    JsonNode location =
        Documents.at(model.attributes(), "OutputConfig.S3Location").orElse(Documents.empty());
    String bucket = location.path("Bucket").asText();
    String key =
        location.path("Prefix").asText() + what + "-" + project() + "-" + version() + ".json";
    world.write(model, "s3://" + bucket + "/" + key, content);
    return Documents.empty().put("Bucket", bucket).put("Key", key);
  }
}
