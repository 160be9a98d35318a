package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads manifests and changes, which are JSON Lines, and says what is wrong with them. A manifest
 * that is not among the simulator's objects is assumed to be good, unless inputs are required: it
 * has {@value #ASSUMED_NORMAL} normal and {@value #ASSUMED_ANOMALIES} anomalous images, enough to
 * train with.
 */
final class Manifests {
  /** The member that holds the changes, and the note that keeps them while they are made. */
  static final String CHANGES = "Changes";

  static final int ASSUMED_NORMAL = 30;
  static final int ASSUMED_ANOMALIES = 20;

  private static final int LONGEST_LINE = 8192;
  private static final int MOST_TRAINING_IMAGES = 16_000;
  private static final int MOST_TEST_IMAGES = 4_000;

  static final Precondition CHANGES_ARE_LINES =
      Precondition.of(
          "each line of the changes is a JSON object with source-ref",
          Kind.VALIDATION,
          call -> {
            List<String> lines = lines(text(call.input().path(CHANGES)));
            return lines.isEmpty()
                ? Optional.of("The changes have no JSON lines.")
                : badLine("changes", lines);
          });

  private Manifests() {}

  /** What is wrong with the manifest that a dataset is created from. */
  static Optional<String> problem(Resource dataset, World world) {
    String uri = location(dataset);
    Optional<String> manifest = world.objects().text(uri);
    if (manifest.isEmpty()) {
      return world.objects().isReadable(uri)
          ? Optional.empty()
          : Optional.of("The manifest file " + uri + " can't be read.");
    }
    List<String> lines = lines(manifest.get());
    return badLine("manifest file", lines)
        .or(() -> badRows(dataset, Rows.of(rows(lines, Instant.EPOCH))));
  }

  /** Keeps the changes that a dataset is about to get. */
  static Resource keep(Call call, Resource dataset) {
    return dataset.withNote(CHANGES, call.input().path(CHANGES));
  }

  /** What is wrong with the changes that a dataset is about to get. */
  static Optional<String> problemOfUpdate(Resource dataset) {
    List<String> lines = lines(text(dataset.notes().path(CHANGES)));
    return badRows(dataset, Rows.of(dataset).with(rows(lines, Instant.EPOCH)));
  }

  /** Fills a dataset that has been created. */
  static void load(Resource dataset, World world) {
    if (!dataset.attributes().has("DatasetSource")) {
      return;
    }
    List<String> lines =
        world
            .objects()
            .text(location(dataset))
            .map(Manifests::lines)
            .orElseGet(() -> assumed(dataset));
    world.change(dataset, Rows.of(rows(lines, world.now()))::in);
  }

  /** Applies the changes of an update that has succeeded. */
  static void apply(Resource dataset, World world) {
    List<String> lines = lines(text(dataset.notes().path(CHANGES)));
    Rows changed = Rows.of(dataset).with(rows(lines, world.now()));
    world.change(dataset, old -> changed.in(old).withoutNotes(List.of(CHANGES)));
  }

  private static String location(Resource dataset) {
    JsonNode object =
        Documents.at(dataset.attributes(), "DatasetSource.GroundTruthManifest.S3Object")
            .orElse(Documents.empty());
    return "s3://" + object.path("Bucket").asText() + "/" + object.path("Key").asText();
  }

  private static List<String> assumed(Resource dataset) {
    String bucket = location(dataset).replaceFirst("^(s3://[^/]*).*$", "$1");
    String type = dataset.attributes().path("DatasetType").asText();
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= ASSUMED_NORMAL + ASSUMED_ANOMALIES; i++) {
      String label = i <= ASSUMED_NORMAL ? "normal" : "anomaly";
      lines.add(line(bucket + "/" + type + "/" + label + "-" + i + ".jpg", label));
    }
    return lines;
  }

  private static String line(String image, String label) {
    ObjectNode line =
        Documents.empty()
            .put("source-ref", image)
            .put("anomaly-label", label.equals("anomaly") ? 1 : 0)
            .set(
                "anomaly-label-metadata",
                Documents.empty()
                    .put("confidence", 1)
                    .put("job-name", "labeling-job/anomaly-label")
                    .put("class-name", label)
                    .put("human-annotated", "yes")
                    .put("type", "groundtruth/image-classification"));
    return Json.text(line);
  }

  private static Optional<String> badLine(String where, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() > LONGEST_LINE || Rows.Row.read(line, Instant.EPOCH).isEmpty()) {
        return Optional.of(
            "Line "
                + (i + 1)
                + " of the "
                + where
                + " isn't a JSON object of at most "
                + LONGEST_LINE
                + " characters with a source-ref.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> badRows(Resource dataset, Rows rows) {
    boolean tests = dataset.attributes().path("DatasetType").asText().equals("test");
    int most = tests ? MOST_TEST_IMAGES : MOST_TRAINING_IMAGES;
    if (rows.size() > most) {
      return Optional.of("The dataset has more than " + most + " images.");
    }
    return rows.areInOneBucket()
        ? Optional.empty()
        : Optional.of("The images of a dataset must be in the same Amazon S3 bucket.");
  }

  private static List<Rows.Row> rows(List<String> lines, Instant created) {
    return lines.stream().flatMap(line -> Rows.Row.read(line, created).stream()).toList();
  }

  private static List<String> lines(String text) {
    return Stream.of(text.split("\\R")).filter(line -> !line.isBlank()).toList();
  }

  private static String text(JsonNode blob) {
    try {
      return blob.isMissingNode() ? "" : new String(blob.binaryValue(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: changes that are no bytes passed validation", e);
    }
  }
}
