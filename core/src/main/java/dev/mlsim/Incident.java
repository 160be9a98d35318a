package dev.mlsim;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.ScriptSubject;
import java.time.Duration;
import java.util.Locale;

/**
 * Things that have gone wrong in production somewhere, to be had by name: {@code
 * Incident.STOP_NEVER_ENDS.happensTo(sim)}.
 */
public enum Incident {
  /** A job that somebody else stops is not Failed, and code takes it for a success. */
  STOPPED_MISTAKEN_FOR_SUCCESS(
      "training jobs are stopped halfway through Training, and end as Stopped",
      (sim, name) -> jobs(sim, name).stopAt("Training")),

  /** A stop is accepted, and the job stays in Stopping. */
  STOP_NEVER_ENDS(
      "training jobs that are stopped stay in Stopping for good",
      (sim, name) -> jobs(sim, name).stuckAt("Stopping")),

  /** A job finds no instances, and says so after a while. */
  INSUFFICIENT_CAPACITY(
      "training jobs fail in Starting, for there is no capacity",
      (sim, name) ->
          jobs(sim, name)
              .failAt(
                  "Starting",
                  "CapacityError: Unable to provision requested ML compute capacity. Please retry"
                      + " using a different ML instance type.")),

  /** A job doesn't get done in the time it was given: it is Stopped, not Failed. */
  MAX_RUNTIME_EXCEEDED(
      "training jobs need an hour more than their MaxRuntimeInSeconds",
      (sim, name) -> jobs(sim, name).takes("Training", Incident::anHourTooMuch)),

  /** A spot instance is taken away in the middle of the training, which starts again. */
  SPOT_INTERRUPTION(
      "managed spot training jobs are interrupted halfway through Training, and start again",
      (sim, name) ->
          jobs(sim, name).where("EnableManagedSpotTraining", "true").interruptAt("Training")),

  /** The container runs out of memory when it is nearly done. */
  OUT_OF_MEMORY(
      "training jobs fail at the end of Training, for want of memory",
      (sim, name) ->
          jobs(sim, name)
              .failAt(
                  "Training",
                  "ClientError: Please use an instance type with more memory, or reduce the size"
                      + " of job data processed on an instance.")),

  /** A job whose metrics are never published. */
  METRICS_NEVER_PUBLISHED(
      "training jobs never show FinalMetricDataList",
      (sim, name) -> jobs(sim, name).neverShow("FinalMetricDataList")),

  /** An endpoint looks well for 8 minutes, and then its container doesn't answer. */
  ENDPOINT_FAILS_AFTER_EIGHT_MINUTES(
      "endpoints fail after 8 minutes of Creating, for their container doesn't answer",
      (sim, name) ->
          sim.script()
              .resource("endpoint")
              .named(name)
              .failAt(
                  "Creating",
                  ofMinutes(8),
                  "The primary container for production variant AllTraffic did not pass the ping"
                      + " health check. Please check CloudWatch logs for this endpoint.")),

  /** What was created a moment ago can't be found yet. */
  NOT_FOUND_RIGHT_AFTER_CREATE(
      "resources are described as missing for 2 seconds after they are created",
      (sim, name) -> sim.consistency().ofAll().named(name).inDescribes().lag(ofSeconds(2))),

  /** A create is done, but its answer is lost; the retry finds the name taken. */
  ANSWER_TO_CREATE_LOST(
      "the first CreateTrainingJob is done, but its answer is lost",
      (sim, name) ->
          sim.faults().on("CreateTrainingJob").where("TrainingJobName", name).once().loseAnswer()),

  /** Whoever polls is throttled for longer than the SDK retries. */
  THROTTLED_POLLING(
      "DescribeTrainingJob is throttled for a minute",
      (sim, name) ->
          sim.faults()
              .on("DescribeTrainingJob")
              .where("TrainingJobName", name)
              .within(ofMinutes(1))
              .throttle()),

  /** The credentials of a long-running process expire an hour from now. */
  CREDENTIALS_EXPIRE(
      "in an hour, every call is refused for an expired token",
      (sim, name) -> sim.faults().onAll().later(ofHours(1)).expiredToken());

  private static final Duration HOUR_TOO_MUCH = ofHours(1);

  private final String says;

  @SuppressWarnings("ImmutableEnumChecker") // it captures nothing
  private final Happening happening;

  private interface Happening {
    void in(Simulator sim, String name);
  }

  Incident(String says, Happening happening) {
    this.says = says;
    this.happening = happening;
  }

  private static ScriptSubject jobs(Simulator sim, String name) {
    return sim.script().resource("training-job").named(name);
  }

  private static Duration anHourTooMuch(Resource job) {
    long limit = job.attributes().at("/StoppingCondition/MaxRuntimeInSeconds").asLong();
    return Duration.ofSeconds(limit).plus(HOUR_TOO_MUCH);
  }

  /** What happens, in one sentence. */
  public String says() {
    return says;
  }

  /** Lets it happen in a simulator, from now on. */
  public void happensTo(Simulator sim) {
    happensTo(sim, "*");
  }

  /**
   * Lets it happen in a simulator, from now on, to resources of such a name; {@code *} and {@code
   * ?} are wild.
   *
   * @throws IllegalArgumentException if the simulator doesn't know the type of resource
   */
  public void happensTo(Simulator sim, String name) {
    happening.in(sim, name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + says;
  }
}
