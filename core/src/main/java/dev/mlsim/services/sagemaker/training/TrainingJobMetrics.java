package dev.mlsim.services.sagemaker.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.JobRun;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import dev.mlsim.services.sagemaker.vocabulary.Worked;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What SageMaker reads of a training job's metrics: values that the test says, or what the job's
 * own regular expressions find in the lines that it prints, or a value from the seed. They are read
 * while it trains, and shown when it has ended.
 */
final class TrainingJobMetrics {
  private static final String READ = "metrics";

  /** A note of the values that its metrics have where the test says nothing, by name. */
  private static final String EXPECTED = "expectedMetrics";

  private static final int MOST = 40;

  private TrainingJobMetrics() {}

  /** One that has ended shows what was read last of each metric. */
  static Optional<JsonNode> shown(Resource job, World world) {
    JsonNode read = job.notes().path(READ);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Map<String, JsonNode> last = new LinkedHashMap<>();
    read.forEach(point -> last.put(point.path("MetricName").asText(), point));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    last.values().stream().limit(MOST).forEach(list::add);
    return Optional.of(list);
  }

  /** It begins to train: how long it is to train is known now, and not when it is stopped. */
  static void train(Resource job, World world) {
    if (hasDefinitions(job) || isTold(world)) {
      Worked.begins(job, "Training", world);
    }
  }

  /** It has ended. */
  static void read(Resource job, World world) {
    Optional<Worked> worked = Worked.of(job, "Training", world);
    if (worked.isEmpty() || (!hasDefinitions(job) && !isTold(world))) {
      return;
    }
    JobRun run = new JobRun(job.type(), job.name(), job.attributes());
    Readings readings = new Readings(job, run, world);
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    readings
        .all()
        .forEach(
            (metric, series) -> {
              for (Map.Entry<Double, Double> point : series.entrySet()) {
                if (point.getKey() <= worked.get().part()) {
                  points
                      .addObject()
                      .put("MetricName", metric)
                      .<ObjectNode>set("Value", FloatNode.valueOf(point.getValue().floatValue()))
                      .set(
                          "Timestamp",
                          Timestamps.of(
                              worked.get().at(point.getKey()).truncatedTo(ChronoUnit.SECONDS)));
                }
              }
            });
    if (!points.isEmpty()) {
      world.change(job, old -> old.withNote(READ, points));
    }
  }

  private static boolean hasDefinitions(Resource job) {
    return !definitions(job).isEmpty();
  }

  private static JsonNode definitions(Resource job) {
    return job.attributes().path("AlgorithmSpecification").path("MetricDefinitions");
  }

  private static boolean isTold(World world) {
    return world.told(TrainingMetrics.class).isPresent()
        || world.told(ContainerLogs.class).isPresent();
  }

  /** What a job reports: of each metric its values, by the part of the training that is over. */
  private static final class Readings {
    private final Resource job;
    private final JobRun run;
    private final World world;
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final List<String> usual = new ArrayList<>();

    Readings(Resource job, JobRun run, World world) {
      this.job = job;
      this.run = run;
      this.world = world;
      definitions(job)
          .forEach(d -> definitions.put(d.path("Name").asText(), d.path("Regex").asText()));
    }

    Map<String, Map<Double, Double>> all() {
      Optional<TrainingMetrics> said = world.told(TrainingMetrics.class);
      Optional<List<String>> lines = world.told(ContainerLogs.class).flatMap(l -> l.lines(run));
      Map<String, Map<Double, Double>> all = new LinkedHashMap<>();
      for (Map.Entry<String, String> definition : definitions.entrySet()) {
        String metric = definition.getKey();
        Map<Double, Double> series =
            said.flatMap(s -> s.of(run, metric))
                .map(Readings::even)
                .or(() -> lines.map(l -> MetricLines.find(job, definition, l, world)))
                .orElseGet(() -> usual(metric));
        all.put(metric, series);
      }
      said.ifPresent(s -> addUndefined(s, all));
      if (!usual.isEmpty()) {
        world.note(
            job
                + " reports "
                + usual
                + " from the seed; sim.setup(TrainingMetrics.class).job(\""
                + job.name()
                + "\").reports(...) gives others");
      }
      return all;
    }

    /** Metrics that a test names, and that no definition does. */
    private void addUndefined(TrainingMetrics said, Map<String, Map<Double, Double>> all) {
      for (String metric : said.names(run)) {
        if (definitions.containsKey(metric)) {
          continue;
        }
        if (knowsMetrics()) {
          said.of(run, metric).ifPresent(values -> all.put(metric, even(values)));
        } else {
          world.note(
              job
                  + " reports ["
                  + metric
                  + "], which SageMaker does not read: it is none of the job's MetricDefinitions "
                  + definitions.keySet());
        }
      }
    }

    /** A built-in algorithm has metrics without definitions; an image of one's own has none. */
    private boolean knowsMetrics() {
      String image = job.attributes().path("AlgorithmSpecification").path("TrainingImage").asText();
      return definitions.isEmpty() && !image.startsWith(world.account().id() + ".dkr");
    }

    /** What whoever started the job expects of it, such as by its hyperparameters, or anything. */
    private Map<Double, Double> usual(String metric) {
      List<Double> values = new ArrayList<>();
      job.notes().path(EXPECTED).path(metric).forEach(value -> values.add(value.asDouble()));
      if (values.isEmpty()) {
        values.add(TrainingMetrics.usual(run, metric, seed(world)));
      }
      usual.add(metric + "=" + values.get(values.size() - 1));
      return even(values);
    }

    /** Looked at, and not drawn from. */
    private static long seed(World world) {
      SeededRandom chance = world.chance();
      return chance.position();
    }

    private static Map<Double, Double> even(List<Double> values) {
      Map<Double, Double> series = new TreeMap<>();
      for (int i = 0; i < values.size(); i++) {
        series.put((i + 1.0) / values.size(), values.get(i));
      }
      return series;
    }
  }
}
