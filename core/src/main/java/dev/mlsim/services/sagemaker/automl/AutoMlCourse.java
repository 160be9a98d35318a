package dev.mlsim.services.sagemaker.automl;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import dev.mlsim.services.sagemaker.vocabulary.TuningNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How an AutoML job goes on: which jobs it starts in which phase, and what follows from each. */
final class AutoMlCourse {
  private static final String PROCESSING = "processing-job";
  private static final String TRAINING = "training-job";
  private static final String TRANSFORM = "transform-job";
  private static final String TUNING = "hyper-parameter-tuning-job";
  private static final String ENDPOINT = "endpoint";

  /** A note of a tuning job or an endpoint: whose it is. */
  private static final String OWNER = "automl";

  private static final Map<String, String> STOPS =
      Map.of(
          PROCESSING, "StopProcessingJob ProcessingJobName",
          TRAINING, "StopTrainingJob TrainingJobName",
          TRANSFORM, "StopTransformJob TransformJobName",
          TUNING, "StopHyperParameterTuningJob HyperParameterTuningJobName");

  /** Those that show whose they are. */
  private static final Set<String> SHOWS_OWNER = Set.of(PROCESSING, TRAINING, TRANSFORM);

  private AutoMlCourse() {}

  /** It enters a phase in which it starts others, unless a script has it end at once. */
  static void begin(Resource entered, World world) {
    boolean passes =
        world.ahead(entered).steps().get(0).step().stay().equals(Optional.of(Duration.ZERO));
    if (passes || isOutOfTime(entered, world)) {
      return;
    }
    StepRequests requests = new StepRequests(entered, world);
    switch (entered.state().toString()) {
      case AutoMlLife.ANALYZING -> process(entered, requests.name("pr"), world);
      case AutoMlLife.ENGINEERING -> process(entered, requests.name("db"), world);
      case AutoMlLife.TUNING -> tune(entered, requests, world);
      case AutoMlLife.TRAINING -> train(entered, requests, world);
      default -> Deployment.begin(entered, world);
    }
  }

  private static boolean isOutOfTime(Resource job, World world) {
    Optional<Instant> end =
        Problem.of(job)
            .criterion("MaxAutoMLJobRuntimeInSeconds")
            .map(seconds -> job.created().plusSeconds(seconds));
    if (end.isEmpty() || job.lifecycle().way(AutoMlLife.OUT_OF_TIME, job.state()).isEmpty()) {
      return false;
    }
    if (end.get().isAfter(world.now())) {
      world.later(end.get(), job, AutoMlLife.OUT_OF_TIME);
      return false;
    }
    world.trigger(job, AutoMlLife.OUT_OF_TIME, "");
    return true;
  }

  private static void process(Resource job, String name, World world) {
    ObjectNode request = new StepRequests(job, world).processing(name);
    startNext(job, PROCESSING, "CreateProcessingJob", name, request, world);
  }

  private static void tune(Resource job, StepRequests requests, World world) {
    String name = "tuning-job-1-" + world.chance().hex(18);
    if (start(job, TUNING, "CreateHyperParameterTuningJob", name, requests.tuning(name), world)) {
      world.registry().byKey(ref(TUNING), name).ifPresent(tuning -> adoptAll(tuning, world));
      followIfOver(TUNING, name, world);
    }
  }

  /** Those that it has started at once. */
  private static void adoptAll(Resource tuning, World world) {
    if (!tuning.state().phase().equals("Starting")) {
      for (Resource training : List.copyOf(world.registry().all(ref(TRAINING)))) {
        if (training.attributes().path("TuningJobArn").asText().equals(tuning.arn())) {
          adopt(training, world);
        }
      }
    }
  }

  private static void train(Resource job, StepRequests requests, World world) {
    List<String> algorithms = Problem.of(job).algorithms(false);
    long most = Math.min(algorithms.size(), requests.candidates());
    List<String> started = new ArrayList<>();
    for (int i = 0; i < most && world.latest(job).state().equals(job.state()); i++) {
      String algorithm = algorithms.get(i);
      String name = requests.ownName("t" + (i + 1));
      ObjectNode request = requests.training(name, "training-jobs", algorithm);
      if (start(job, TRAINING, "CreateTrainingJob", name, request, world)) {
        candidate(job, name, world);
        started.add(name);
      }
    }
    started.forEach(name -> followIfOver(TRAINING, name, world));
  }

  private static void candidate(Resource job, String name, World world) {
    world
        .registry()
        .byKey(ref(TRAINING), name)
        .ifPresent(training -> Candidates.note(world.latest(job), training, world));
  }

  private static TypeRef ref(String type) {
    return TypeRef.to(type, SharedErrors.VALIDATION);
  }

  /** Starts one; what is refused fails the AutoML job. */
  private static boolean start(
      Resource job, String type, String operation, String name, ObjectNode request, World world) {
    try {
      world.invoke(job, operation, request);
    } catch (ServiceError refused) {
      world.trigger(job, FAIL, refused.message());
      return false;
    }
    Optional<Resource> started = world.registry().byKey(ref(type), name);
    started.ifPresent(
        one -> {
          world.change(
              one,
              old ->
                  SHOWS_OWNER.contains(type)
                      ? old.with("AutoMLJobArn", job.arn())
                      : old.withNote(OWNER, job.arn()));
          String phase = job.state().toString();
          world.change(
              job, old -> StepsTaken.with(old, new StepsTaken.Taken(type, name, one.arn(), phase)));
        });
    return true;
  }

  private static void startNext(
      Resource job, String type, String operation, String name, ObjectNode request, World world) {
    if (start(job, type, operation, name, request, world)) {
      followIfOver(type, name, world);
    }
  }

  /** Where a script has had it end at once, its end was seen before it was known whose it is. */
  private static void followIfOver(String type, String name, World world) {
    world
        .registry()
        .byKey(ref(type), name)
        .filter(one -> !one.isUnfinished())
        .ifPresent(one -> ended(one, world));
  }

  private static Optional<Resource> owner(JsonNode arn, World world) {
    return arn == null ? Optional.empty() : world.registry().byArn(AutoMlJobs.REF, arn.asText());
  }

  /** A training job has been started: it may be one of a tuning job that is an AutoML job's. */
  static void adopt(Resource training, World world) {
    if (!training.attributes().has("AutoMLJobArn")) {
      TuningNames.parent(training.name())
          .flatMap(name -> world.registry().byKey(ref(TUNING), name))
          .flatMap(tuning -> owner(tuning.notes().get(OWNER), world))
          .ifPresent(
              job -> {
                Resource own = world.change(training, old -> old.with("AutoMLJobArn", job.arn()));
                Candidates.note(job, own, world);
              });
    }
  }

  /** A job of whatever kind has ended. */
  static void ended(Resource child, World world) {
    JsonNode arn =
        child.type().equals(TUNING) || child.type().equals(ENDPOINT)
            ? child.notes().get(OWNER)
            : child.attributes().get("AutoMLJobArn");
    owner(arn, world).ifPresent(job -> ended(job, child, world));
  }

  private static void ended(Resource before, Resource child, World world) {
    boolean isCandidate =
        Candidates.of(before).stream()
            .anyMatch(one -> one.path("CandidateName").asText().equals(child.name()));
    if (isCandidate) {
      Candidates.note(before, child, world);
    }
    Resource job = world.latest(before);
    if (job.is("Stopping")) {
      stopIfIdle(job, child, world);
    } else if (job.is("InProgress") && !job.isMoving()) {
      goOn(job, child, isCandidate, world);
    }
  }

  private static void goOn(Resource job, Resource child, boolean isCandidate, World world) {
    String phase = job.state().toString();
    if (isCandidate && phase.equals(AutoMlLife.TUNING)) {
      return; // the tuning job goes on
    }
    boolean done = child.is("Completed");
    if (!isCandidate && !done) {
      if (phase.equals(AutoMlLife.TUNING)) {
        report(job, child, world);
      } else {
        world.trigger(job, FAIL, reason(child));
      }
      return;
    }
    switch (phase) {
      case AutoMlLife.ANALYZING -> analyzed(job, world);
      case AutoMlLife.ENGINEERING -> engineer(job, child, world);
      case AutoMlLife.TUNING -> report(job, child, world);
      default -> trained(job, child, world);
    }
  }

  private static String reason(Resource child) {
    if (!child.reason().isEmpty()) {
      return child.reason();
    }
    return "AlgorithmError: "
        + (child.is("Completed")
            ? "No candidate has completed."
            : "The " + child + " was stopped.");
  }

  private static void analyzed(Resource job, World world) {
    Problem problem = Problem.of(job);
    boolean only = problem.config().path("GenerateCandidateDefinitionsOnly").asBoolean();
    boolean tunes = job.notes().path("tunes").asBoolean();
    Artifacts.write(job, world);
    world.trigger(
        job, only ? AutoMlLife.DEFINE : tunes ? AutoMlLife.ENGINEER : AutoMlLife.TRAIN, "");
  }

  /** One after the other: the data are split, features are learnt, and all data are transformed. */
  private static void engineer(Resource job, Resource child, World world) {
    StepRequests requests = new StepRequests(job, world);
    switch (child.type()) {
      case PROCESSING -> {
        String name = requests.ownName("dpp0");
        ObjectNode request = requests.training(name, "data-processor-models", "");
        startNext(job, TRAINING, "CreateTrainingJob", name, request, world);
      }
      case TRAINING -> {
        String name = requests.ownName("dpp0-rpb");
        String data =
            StepRequests.output(job)
                + "/data-processor-models/"
                + child.name()
                + "/output/model.tar.gz";
        String image = StepRequests.image(StepRequests.SKLEARN, world);
        if (start(
            job,
            "sagemaker:model",
            "CreateModel",
            name,
            requests.model(name, image, data),
            world)) {
          ObjectNode request = requests.transform(name, name);
          startNext(job, TRANSFORM, "CreateTransformJob", name, request, world);
        }
      }
      default -> world.trigger(job, AutoMlLife.TUNE, "");
    }
  }

  private static void trained(Resource job, Resource child, World world) {
    boolean others =
        StepsTaken.unfinished(job, world).stream()
            .anyMatch(one -> !one.name().equals(child.name()));
    if (!others) {
      report(job, child, world);
    }
  }

  /** Its candidates are done, as the last that ended shows: there is nothing to report of none. */
  private static void report(Resource job, Resource last, World world) {
    if (Candidates.best(job).isEmpty()) {
      world.trigger(job, FAIL, reason(last));
      return;
    }
    boolean deploys = job.attributes().has("ModelDeployConfig");
    boolean most = Problem.of(job).criterion("MaxCandidates").isPresent();
    world.trigger(
        job,
        deploys ? AutoMlLife.REPORT_AND_DEPLOY : most ? AutoMlLife.REPORT_MAX : AutoMlLife.REPORT,
        "");
  }

  /** It is to be stopped: the jobs that it has started are stopped first. */
  static void stop(Resource job, World world) {
    stopAll(job, world);
    stopIfIdle(world.latest(job), job, world);
  }

  private static void stopIfIdle(Resource job, Resource ended, World world) {
    boolean idle =
        StepsTaken.unfinished(job, world).stream().allMatch(one -> one.name().equals(ended.name()));
    if (idle && !job.isMoving()) {
      world.trigger(job, AutoMlLife.STOPPED, "");
    }
  }

  /** The jobs that it has started are stopped, as it ends. */
  static void stopAll(Resource job, World world) {
    for (Resource child : StepsTaken.unfinished(world.latest(job), world)) {
      String[] call = STOPS.getOrDefault(child.type(), "").split(" ", -1);
      if (child.is("InProgress") && call.length == 2) {
        try {
          world.invoke(job, call[0], Documents.empty().put(call[1], child.name()));
        } catch (ServiceError e) {
          world.note(job + " could not stop " + child + ": " + e.message());
        }
      }
    }
  }
}
