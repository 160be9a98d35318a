package dev.mlsim.services.sagemaker.labeling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What of a labeling job's objects has been labelled so far. */
final class Labelled {
  /** Notes of a job: how many objects there are, and how many are to be labelled in how long. */
  private static final String OBJECTS = "objects";

  private static final String GOAL = "goal";
  private static final String MILLIS = "millis";

  private static final int ASSUMED = 100;
  private static final String WORKING = "InProgress";
  private static final Duration OF_ONE = Duration.ofSeconds(30);

  private Labelled() {}

  private static List<String> manifest(Resource job, World world) {
    return world
        .objects()
        .text(job.attributes().at("/InputConfig/DataSource/S3DataSource/ManifestS3Uri").asText())
        .map(text -> text.lines().filter(line -> !line.isBlank()).toList())
        .orElse(List.of());
  }

  private static int objects(Resource job, World world) {
    boolean isFed = job.attributes().at("/InputConfig/DataSource/SnsDataSource").isObject();
    List<String> lines = manifest(job, world);
    return !lines.isEmpty() || isFed ? lines.size() : ASSUMED;
  }

  private static int goal(Resource job, int objects) {
    JsonNode stop = job.attributes().path("StoppingConditions");
    int most = stop.path("MaxHumanLabeledObjectCount").asInt(objects);
    int part =
        (int)
            Math.ceil(objects * stop.path("MaxPercentageOfInputDatasetLabeled").asInt(100) / 100.0);
    return Math.min(objects, Math.min(most, part));
  }

  /** How long it takes. */
  static Duration time(Resource job, World world) {
    return OF_ONE.multipliedBy(goal(job, objects(job, world)));
  }

  /** The work begins: how much there is stays as it is now. */
  static void begin(Resource job, World world) {
    int objects = objects(job, world);
    long millis = world.ahead(job).stayIn(WORKING).toMillis();
    world.change(
        job,
        old ->
            old.withNote(OBJECTS, objects)
                .withNote(GOAL, goal(job, objects))
                .withNote(MILLIS, millis));
  }

  private static int done(Resource job, World world) {
    int goal = job.notes().path(GOAL).asInt();
    long millis = job.notes().path(MILLIS).asLong();
    if (job.is("Completed") || millis == 0) {
      return job.is("Completed") ? goal : 0;
    }
    long spent = job.timeIn(WORKING, world.now()).toMillis();
    return (int) Math.min(goal, goal * spent / millis);
  }

  static Optional<JsonNode> counters(Resource job, World world) {
    int done = done(job, world);
    return Optional.of(
        Documents.empty()
            .put("TotalLabeled", done)
            .put("HumanLabeled", done)
            .put("MachineLabeled", 0)
            .put("FailedNonRetryableError", 0)
            .put("Unlabeled", job.notes().path(OBJECTS).asInt() - done));
  }

  static ObjectNode countersForTeam(Resource job, World world) {
    int done = done(job, world);
    int objects = job.notes().path(OBJECTS).asInt();
    return Documents.empty()
        .put("HumanLabeled", done)
        .put("PendingHuman", job.isUnfinished() ? job.notes().path(GOAL).asInt() - done : 0)
        .put("Total", objects);
  }

  private static String place(Resource job) {
    String folder = job.attributes().at("/OutputConfig/S3OutputPath").asText();
    return folder
        + (folder.endsWith("/") ? "" : "/")
        + job.name()
        + "/manifests/output/output.manifest";
  }

  static Optional<JsonNode> output(Resource job, World world) {
    return done(job, world) == 0
        ? Optional.empty()
        : Optional.of(Documents.empty().put("OutputDatasetS3Uri", place(job)));
  }

  /** Writes the manifest of what is labelled: each line as it came, with its label. */
  static void write(Resource job, World world) {
    int done = done(job, world);
    List<String> lines = manifest(job, world);
    String name = job.attributes().path("LabelAttributeName").asText();
    StringBuilder manifest = new StringBuilder();
    for (int i = 0; i < done; i++) {
      ObjectNode line = Documents.empty();
      if (i < lines.size()) {
        line.setAll(Documents.parsed(lines.get(i)).orElseGet(Documents::empty));
      } else {
        line.put("source-ref", "s3://mlsim/" + i);
      }
      line.put(name, 0);
      line.putObject(name + "-metadata")
          .put("job-name", "labeling-job/" + job.name())
          .put("confidence", 1)
          .put("type", "groundtruth/custom")
          .put("human-annotated", "yes")
          .put("creation-date", world.now().toString());
      manifest.append(Json.text(line)).append('\n');
    }
    if (done > 0) {
      world.write(job, place(job), manifest.toString());
    }
  }
}
