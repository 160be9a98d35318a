package dev.mlsim.services.sagemaker.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.json.ObjectBuilder;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What DescribeTrainingJob works out from a job's history, by the rules that its answers in the
 * notebooks of aws/amazon-sagemaker-examples keep.
 */
final class TrainingJobTimes {
  /** A note of how much of a hundred a spot job saves. */
  private static final String SAVED = "saved";

  private static final int LEAST_SAVED = 60;
  private static final int MOST_SAVED = 70;
  private static final int WHOLE = 100;

  private TrainingJobTimes() {}

  /** A job that is being deleted keeps its last secondary status. */
  static Optional<JsonNode> secondaryStatus(Resource job, World world) {
    List<Transition> history = job.history();
    for (int i = history.size() - 1; i >= 0; i--) {
      if (!history.get(i).to().phase().isEmpty()) {
        return Values.text(history.get(i).to().phase());
      }
    }
    return Optional.empty();
  }

  /** One entry a phase; inside a phase only its message changes, and that is overwritten. */
  static Optional<JsonNode> transitions(Resource job, World world) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Transition began = null; // the phase that is open, and its last move
    Transition last = null;
    for (Transition move : job.history()) {
      String phase = move.to().phase();
      if (phase.isEmpty()) {
        continue;
      }
      if (began != null && last != null && !phase.equals(began.to().phase())) {
        list.add(transition(began, Optional.of(move), last.message()));
        began = null;
      }
      began = began == null ? move : began;
      last = move;
    }
    if (began != null && last != null) {
      Optional<Transition> end = Jobs.ends(began) ? Optional.of(began) : Optional.empty();
      String message =
          began.to().phase().equals("Completed")
              ? WarmPools.message(job, world).orElse(last.message())
              : last.message();
      list.add(transition(began, end, message));
    }
    return Optional.of(list);
  }

  private static ObjectNode transition(Transition began, Optional<Transition> end, String message) {
    ObjectBuilder shown =
        new ObjectBuilder(4)
            .set("Status", TextNode.valueOf(began.to().phase()))
            .set("StartTime", Timestamps.of(began.at()));
    if (end.isPresent()) {
      shown.set("EndTime", Timestamps.of(end.get().at()));
    }
    return shown.set("StatusMessage", TextNode.valueOf(message)).build();
  }

  static Optional<JsonNode> started(Resource job, World world) {
    return Values.time(job.entered("Downloading"));
  }

  /** Whole seconds from start to end, each cut to the second first. */
  static Optional<JsonNode> trained(Resource job, World world) {
    return job.entered("Downloading")
        .flatMap(
            start -> {
              long seconds =
                  Jobs.end(job).orElseGet(world::now).getEpochSecond() - start.getEpochSecond();
              return Values.number(Math.max(1, seconds));
            });
  }

  /** A spot job saves that part of what it would cost on demand. */
  static void save(Draft job, World world) {
    job.notes().put(SAVED, LEAST_SAVED + world.chance().below(MOST_SAVED - LEAST_SAVED + 1));
  }

  /** Shown at the end; a spot job pays less, and nothing for the time of an interruption. */
  static Optional<JsonNode> billed(Resource job, World world) {
    Optional<JsonNode> trained = trained(job, world);
    boolean byTokens = job.attributes().has(Serverless.CONFIG);
    if (Jobs.end(job).isEmpty() || trained.isEmpty() || byTokens) {
      return Optional.empty();
    }
    if (!job.attributes().path("EnableManagedSpotTraining").asBoolean()) {
      return trained;
    }
    Instant now = world.now();
    Duration worked =
        job.timeIn("Downloading", now)
            .plus(job.timeIn("Training", now))
            .plus(job.timeIn("Uploading", now));
    long paid = worked.toSeconds() * (WHOLE - job.notes().path(SAVED).asLong()) / WHOLE;
    return Values.number(Math.max(1, paid));
  }

  /** A job that says where profiles go is profiled, unless it says that it isn't. */
  static Optional<JsonNode> profiling(Resource job, World world) {
    JsonNode config = job.attributes().path("ProfilerConfig");
    boolean enabled = config.has("S3OutputPath") && !config.path("DisableProfiler").asBoolean();
    return Values.text(enabled ? "Enabled" : "Disabled");
  }

  /** The instances that work on a job, by type; none if it was stopped before it had any. */
  static Map<String, Long> instances(Resource job) {
    JsonNode config = job.attributes().path("ResourceConfig");
    if (config.has("TrainingPlanArn")) {
      return Map.of(); // paid for with the plan
    }
    return job.is("InProgress") || job.entered("Downloading").isPresent()
        ? InstanceQuotas.instancesIn(config)
        : Map.of();
  }

  /** Set once a run has uploaded what it had. */
  static Optional<JsonNode> artifacts(Resource job, World world) {
    if (Jobs.end(job).isEmpty() || job.entered("Uploading").isEmpty()) {
      return Optional.empty();
    }
    JsonNode location = TextNode.valueOf(artifactLocation(job));
    return Optional.of(new ObjectBuilder(1).set("S3ModelArtifacts", location).build());
  }

  static String artifactLocation(Resource job) {
    JsonNode output = job.attributes().path("OutputDataConfig");
    String path = output.path("S3OutputPath").asText();
    String file = output.path("CompressionType").asText().equals("NONE") ? "/" : ".tar.gz";
    return S3Folder.of(path) + job.name() + "/output/model" + file;
  }
}
