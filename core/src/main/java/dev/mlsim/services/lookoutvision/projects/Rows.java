package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a dataset in order of insertion: one image each, as a line of JSON in the format of
 * Ground Truth manifests (developer guide, "Creating a manifest file"). Immutable.
 */
final class Rows {
  private static final String NOTE = "rows";

  /**
   * A row.
   *
   * @param line the line as it came
   * @param sourceRef where the image is
   * @param label {@code normal} or {@code anomaly}; empty if it has none of these
   * @param created when the row came into the dataset
   */
  record Row(String line, String sourceRef, String label, Instant created) {

    /** Reads a line; empty if it is no JSON object with the location of an image. */
    static Optional<Row> read(String line, Instant created) {
      return Documents.parsed(line)
          .filter(document -> document.path("source-ref").asText().startsWith("s3://"))
          .map(
              document ->
                  new Row(line, document.path("source-ref").asText(), label(document), created));
    }

    /** A class name other than these two makes an image unlabelled. */
    private static String label(JsonNode document) {
      for (Map.Entry<String, JsonNode> member : document.properties()) {
        String name = member.getValue().path("class-name").asText();
        if (member.getKey().endsWith("-metadata")
            && (name.equals("normal") || name.equals("anomaly"))) {
          return name;
        }
      }
      return "";
    }

    /** The line as a document of its own. */
    ObjectNode document() {
      return Documents.parsed(line).orElseGet(Documents::empty);
    }

    /** What the line says of a mask, if it does. */
    Optional<Mask> mask() {
      return line.contains("internal-color-map") ? Mask.of(document()) : Optional.empty();
    }

    boolean isLabeled() {
      return !label.isEmpty();
    }

    String bucket() {
      int slash = sourceRef.indexOf('/', "s3://".length());
      return slash < 0 ? sourceRef : sourceRef.substring(0, slash);
    }
  }

  private final List<Row> all;

  private Rows(List<Row> all) {
    this.all = List.copyOf(all);
  }

  static Rows of(List<Row> rows) {
    return new Rows(List.of()).with(rows);
  }

  /** The rows that a dataset has; they are kept among its notes. */
  static Rows of(Resource dataset) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : dataset.notes().path(NOTE)) {
      rows.add(
          new Row(
              row.path("Line").asText(),
              row.path("SourceRef").asText(),
              row.path("Label").asText(),
              Timestamps.instant(row.path("Created"))));
    }
    return new Rows(rows);
  }

  /** The dataset with these rows. */
  Resource in(Resource dataset) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode(all.size());
    for (Row row : all) {
      rows.addObject()
          .put("Line", row.line())
          .put("SourceRef", row.sourceRef())
          .put("Label", row.label())
          .set("Created", Timestamps.of(row.created()));
    }
    return dataset.withNote(NOTE, rows);
  }

  /** With more rows; one with the image of another takes its place, the whole line with it. */
  Rows with(List<Row> more) {
    Map<String, Row> byImage = new LinkedHashMap<>();
    for (Row row : all) {
      byImage.put(row.sourceRef(), row);
    }
    for (Row row : more) {
      byImage.merge(
          row.sourceRef(),
          row,
          (old, by) -> new Row(by.line(), by.sourceRef(), by.label(), old.created()));
    }
    return new Rows(List.copyOf(byImage.values()));
  }

  Stream<Row> stream() {
    return all.stream();
  }

  int size() {
    return all.size();
  }

  long labeled(String label) {
    return all.stream().filter(row -> row.label().equals(label)).count();
  }

  ObjectNode stats() {
    return Documents.empty()
        .put("Total", all.size())
        .put("Labeled", all.stream().filter(Row::isLabeled).count())
        .put("Normal", labeled("normal"))
        .put("Anomaly", labeled("anomaly"));
  }

  /** Whether all images are in one bucket, as the service requires. */
  boolean areInOneBucket() {
    return all.stream().map(Row::bucket).distinct().count() <= 1;
  }
}
