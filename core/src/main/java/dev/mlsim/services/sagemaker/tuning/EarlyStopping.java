package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.JobRun;
import dev.mlsim.services.sagemaker.ResponseSurface;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Stops training jobs early whose objective is worse, after some of their epochs, than the median
 * of the running averages of those before them up to the same epoch ("Stop Training Jobs Early" in
 * the developer guide). What a training job reports is looked at when it begins to train.
 */
final class EarlyStopping {
  private static final int EPOCHS = 10;
  private static final int FEWEST_BEFORE = 3;
  private static final String CURVE = "curve";
  private static final String DUE = "stopsAt";

  private EarlyStopping() {}

  /** Whether a tuning job does so. */
  static boolean isOn(Resource job) {
    JsonNode config = job.attributes().path("HyperParameterTuningJobConfig");
    return config.path("TrainingJobEarlyStoppingType").asText().equals("Auto")
        || config.path("Strategy").asText().equals("Hyperband");
  }

  /** How many values of the objective a training job reports where the test says nothing. */
  static int epochs(Resource job) {
    return isOn(job) ? EPOCHS : 1;
  }

  /** A training job begins to train. */
  static void watch(Resource training, World world) {
    JsonNode arn = training.attributes().get("TuningJobArn");
    if (arn == null) {
      return;
    }
    world
        .registry()
        .byArn(TuningJobs.REF, arn.asText())
        .filter(EarlyStopping::isOn)
        .ifPresent(
            job ->
                Children.named(job, training.name())
                    .filter(child -> child.is(Children.RUNNING))
                    .ifPresent(child -> watch(job, child, training, world)));
  }

  private static void watch(Resource job, Children.Child child, Resource training, World world) {
    Definition definition = Definition.of(job.attributes()).get(child.definition());
    List<Double> curve = curve(job, definition, child, training, world);
    Optional<Instant> due =
        stopsAfter(job, definition, curve)
            .map(
                epoch ->
                    world.now().plus(part(world.ahead(training).stayIn("Training"), epoch, curve)));
    world.change(job, old -> Children.with(old, noted(child, curve, due)));
    due.ifPresent(at -> expect(world.latest(job), at, world));
  }

  private static Duration part(Duration whole, int epoch, List<Double> curve) {
    return Duration.ofMillis(whole.toMillis() * epoch / curve.size());
  }

  private static Children.Child noted(
      Children.Child child, List<Double> curve, Optional<Instant> due) {
    ObjectNode document = Documents.empty();
    child.document().properties().forEach(one -> document.set(one.getKey(), one.getValue()));
    curve.forEach(document.putArray(CURVE)::add);
    due.ifPresent(at -> document.put(DUE, at.toEpochMilli()));
    return new Children.Child(document);
  }

  private static List<Double> curve(
      Resource job, Definition definition, Children.Child child, Resource training, World world) {
    JobRun run = new JobRun(training.type(), training.name(), training.attributes());
    return world
        .told(TrainingMetrics.class)
        .flatMap(said -> said.of(run, definition.metric()))
        .orElseGet(() -> ResponseSurface.of(run, definition.metric(), child.places(), epochs(job)));
  }

  /** After which epoch it is to be stopped, if it is. */
  private static Optional<Integer> stopsAfter(
      Resource job, Definition definition, List<Double> curve) {
    List<JsonNode> before = new ArrayList<>();
    for (Children.Child child : Children.of(job)) {
      if (child.is(Children.COMPLETED) && child.document().path(CURVE).size() > 1) {
        before.add(child.document().path(CURVE));
      }
    }
    if (before.size() < FEWEST_BEFORE) {
      return Optional.empty();
    }
    for (int epoch = 1; epoch < curve.size(); epoch++) {
      if (definition.isBetter(median(before, epoch), curve.get(epoch - 1))) {
        return Optional.of(epoch);
      }
    }
    return Optional.empty();
  }

  private static double median(List<JsonNode> curves, int epoch) {
    List<Double> averages = new ArrayList<>();
    for (JsonNode curve : curves) {
      double sum = 0;
      int count = Math.min(epoch, curve.size());
      for (int i = 0; i < count; i++) {
        sum += curve.path(i).asDouble();
      }
      averages.add(sum / count);
    }
    Collections.sort(averages);
    int middle = averages.size() / 2;
    return averages.size() % 2 == 1
        ? averages.get(middle)
        : (averages.get(middle - 1) + averages.get(middle)) / 2;
  }

  /** The tuning job looks again when the next of its training jobs is to be stopped. */
  static void expectNext(Resource job, World world) {
    Children.of(job).stream()
        .filter(child -> child.is(Children.RUNNING) && child.document().has(DUE))
        .map(child -> Instant.ofEpochMilli(child.document().path(DUE).asLong()))
        .filter(due -> due.isAfter(world.now()))
        .min(Instant::compareTo)
        .ifPresent(due -> expect(job, due, world));
  }

  private static void expect(Resource job, Instant due, World world) {
    if (job.lifecycle().way(TuningJobs.LOOK, job.state()).isPresent() && due.isAfter(world.now())) {
      world.later(due, job, TuningJobs.LOOK);
    }
  }

  /** It looks which are to be stopped now. */
  static void stop(Resource job, World world) {
    for (Children.Child child : Children.of(job)) {
      JsonNode due = child.document().path(DUE);
      if (child.is(Children.RUNNING)
          && due.isNumber()
          && due.asLong() <= world.now().toEpochMilli()) {
        Children.trainingJob(child, world)
            .filter(training -> training.is("InProgress"))
            .ifPresent(training -> stop(job, training, world));
      }
    }
  }

  private static void stop(Resource job, Resource training, World world) {
    try {
      world.invoke(
          job, "StopTrainingJob", Documents.empty().put("TrainingJobName", training.name()));
    } catch (ServiceError e) {
      world.note(job + " could not stop " + training + " early: " + e.message());
    }
  }
}
