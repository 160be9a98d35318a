package dev.mlsim.services.sagemaker.tuning;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.JobRun;
import dev.mlsim.services.sagemaker.ResponseSurface;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import dev.mlsim.services.sagemaker.vocabulary.TuningNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a tuning job goes on: it starts training jobs while there is room for more, and looks at what
 * has become of each, until there are enough or one of its criteria is met.
 */
final class TuningCourse {
  private static final String TRAINING = "Training";
  private static final String LAUNCHED = "launched";

  /** A note of a tuning job: how often in a row a training job was refused. */
  private static final String REFUSED = "refused";

  private static final int MOST_DOUBLINGS = 7;
  private static final String INTERNAL = "InternalServerError";

  private TuningCourse() {}

  /** It begins to train, unless a script has it end at once. */
  static void begin(Resource job, World world) {
    boolean passes =
        world.ahead(job).steps().get(0).step().stay().equals(Optional.of(Duration.ZERO));
    if (passes) {
      return;
    }
    Instant end = Limits.end(job);
    if (end.isAfter(world.now())) {
      world.later(end, job, TuningJobs.END);
      EarlyStopping.expectNext(job, world);
      goOn(job, world);
    } else {
      world.trigger(job, TuningJobs.END, "");
    }
  }

  private static boolean isTraining(Resource job) {
    return job.is("InProgress") && job.state().phase().equals(TRAINING);
  }

  /** It ends, or starts what there is room for, looking again after each that has ended at once. */
  private static void goOn(Resource tuning, World world) {
    Resource job = world.latest(tuning);
    while (isTraining(job) && !ends(job, world) && hasRoom(job)) {
      Optional<ServiceError> refused = launchOne(job, world);
      job = world.latest(job);
      if (refused.isPresent()) {
        refused(job, refused.get(), world);
        return;
      }
    }
  }

  private static boolean hasRoom(Resource job) {
    List<Children.Child> children = Children.of(job);
    return Children.running(children) < Limits.parallel(job) && Limits.left(job, children) > 0;
  }

  private static Optional<ServiceError> launchOne(Resource job, World world) {
    List<Definition> definitions = Definition.of(job.attributes());
    int number = Children.of(job).size() % definitions.size();
    Definition definition = definitions.get(number);
    Sampler sampler = new Sampler(job, definition, number, world);
    ObjectNode places = sampler.next();
    Children.Child child =
        Children.Child.started(
            Children.nextName(job, world), number, sampler.written(places), places);
    world.change(job, old -> Children.with(old, child).withNote(LAUNCHED, child.name()));
    try {
      world.invoke(job, "CreateTrainingJob", ChildRequest.of(job, definition, child));
      world.change(job, old -> old.withNote(LAUNCHED, "").withNote(REFUSED, 0));
      return Optional.empty();
    } catch (ServiceError e) {
      world.change(job, old -> Children.without(old, child.name()).withNote(LAUNCHED, ""));
      return Optional.of(e);
    }
  }

  /** What is refused for now is tried again in a while, and what is wrong fails. */
  private static void refused(Resource job, ServiceError error, World world) {
    String code = error.code();
    boolean passes =
        code.equals(SharedErrors.LIMIT)
            || code.startsWith("Throttl")
            || code.startsWith("Internal")
            || code.startsWith("ServiceUnavailable");
    if (passes) {
      int times = job.notes().path(REFUSED).asInt() + 1;
      world.trigger(world.change(job, old -> old.withNote(REFUSED, times)), TuningJobs.WAIT, "");
    } else {
      world.trigger(job, FAIL, error.message());
    }
  }

  /** How long a job waits that has just been refused a training job: no longer than it has. */
  static Duration pause(Resource job, Instant now) {
    int times = Math.min(job.notes().path(REFUSED).asInt(), MOST_DOUBLINGS);
    Duration pause = Duration.ofMinutes(1L << Math.max(0, times - 1));
    Duration left = Duration.between(now, Limits.end(job));
    return pause.compareTo(left) < 0 ? pause : left;
  }

  /** A training job has been started: by a tuning job, if one is just starting one of that name. */
  static void adopt(Resource trainingJob, World world) {
    String name = trainingJob.name();
    Optional<Resource> parent =
        TuningNames.parent(name).flatMap(own -> world.registry().byKey(TuningJobs.REF, own));
    if (parent.isEmpty() || !isLaunching(parent.get(), name)) {
      return;
    }
    Children.named(parent.get(), name)
        .ifPresent(
            child -> {
              Definition definition =
                  Definition.of(parent.get().attributes()).get(child.definition());
              int epochs = EarlyStopping.epochs(parent.get());
              ObjectNode values = expected(trainingJob, definition, child, epochs);
              world.change(
                  trainingJob,
                  old ->
                      old.with("TuningJobArn", parent.get().arn())
                          .withNote("expectedMetrics", values));
            });
  }

  private static boolean isLaunching(Resource job, String child) {
    return job.notes().path(LAUNCHED).asText().equals(child);
  }

  private static ObjectNode expected(
      Resource job, Definition definition, Children.Child child, int epochs) {
    ObjectNode values = Documents.empty();
    JobRun run = new JobRun(job.type(), job.name(), job.attributes());
    ResponseSurface.of(run, definition.metric(), child.places(), epochs)
        .forEach(values.putArray(definition.metric())::add);
    return values;
  }

  /** A training job has ended: the tuning job that has started it, if one has, goes on. */
  static void ended(Resource trainingJob, World world) {
    JsonNode arn = trainingJob.attributes().get("TuningJobArn");
    if (arn == null) {
      return;
    }
    Optional<Resource> parent = world.registry().byArn(TuningJobs.REF, arn.asText());
    Optional<Children.Child> child = parent.flatMap(p -> Children.named(p, trainingJob.name()));
    if (parent.isPresent() && child.isPresent() && child.get().is(Children.RUNNING)) {
      note(parent.get(), child.get(), trainingJob, world);
      Resource job = world.latest(parent.get());
      if (!isTraining(job)) {
        finishIfIdle(job, world);
      } else if (!isLaunching(job, trainingJob.name())) {
        goOn(job, world);
      }
    }
  }

  private static void note(Resource job, Children.Child child, Resource trainingJob, World world) {
    Definition definition = Definition.of(job.attributes()).get(child.definition());
    ObjectNode training = world.shown(trainingJob);
    String state = training.path("TrainingJobStatus").asText();
    Optional<Double> value =
        state.equals(Children.FAILED)
            ? Optional.empty()
            : Summary.objective(training, definition.metric());
    boolean retryable =
        state.equals(Children.FAILED)
            && training.path("FailureReason").asText().startsWith(INTERNAL);
    ObjectNode shown = Summary.of(job, child, definition, training, value, state);
    Criteria.Progress progress = Criteria.progress(job, definition, value);
    world.change(
        job,
        old -> progress.in(Children.with(old, child.ended(state, retryable, value, shown)), world));
    world.touch(job);
  }

  /** Whether it is time to end, which it does then. */
  private static boolean ends(Resource job, World world) {
    List<Children.Child> children = Children.of(job);
    boolean idle = Children.running(children) == 0;
    Optional<String> failure = Criteria.failure(job, children);
    if (failure.isPresent()) {
      world.trigger(job, FAIL, failure.get());
      return true;
    }
    boolean enough = Criteria.areMet(job) || (idle && Limits.left(job, children) == 0);
    if (enough) {
      world.trigger(job, idle ? TuningJobs.FINISH : TuningJobs.END, "");
    }
    return enough;
  }

  private static void finishIfIdle(Resource job, World world) {
    boolean idle = Children.running(Children.of(job)) == 0;
    if (idle && job.lifecycle().way(TuningJobs.FINISH, job.state()).isPresent()) {
      world.trigger(job, TuningJobs.FINISH, "");
    }
  }

  /** It is to end: its training jobs are stopped first. */
  static void stop(Resource job, World world) {
    stopChildren(job, world);
    Resource now = world.latest(job);
    if (now.state().equals(job.state()) && Children.running(Children.of(now)) == 0) {
      world.trigger(now, TuningJobs.FINISH, "");
    }
  }

  /** Its training jobs are stopped; one that is stopping already, or can't be, ends by itself. */
  static void stopChildren(Resource job, World world) {
    for (Resource child : Children.unfinished(world.latest(job), world)) {
      if (child.is("InProgress")) {
        try {
          world.invoke(
              job,
              "StopTrainingJob",
              JsonNodeFactory.instance.objectNode().put("TrainingJobName", child.name()));
        } catch (ServiceError e) {
          world.note(job + " could not stop " + child + ": " + e.message());
        }
      }
    }
  }
}
