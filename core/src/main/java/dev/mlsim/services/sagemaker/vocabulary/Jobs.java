package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Rate;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Jobs without a secondary status: processing and transform jobs, as the API reference has them
 * (DescribeProcessingJob, DescribeTransformJob). AWS shows {@code InProgress} from the first moment
 * to the last; when the container starts is seen in a time only, so here it is a change of message
 * inside that status. How long the parts take is judged.
 */
public final class Jobs {
  /** The trigger that stops a job which has worked as long as it may. */
  public static final String OUT_OF_RUNTIME = "run out of MaxRuntimeInSeconds";

  /** What a job says of itself from when its container has started. */
  public static final String RUNS = "Running the container";

  private static final Duration STARTS = Duration.ofMinutes(2);
  private static final Duration STOPS = Duration.ofMinutes(1);
  private static final List<String> TERMINAL = List.of("Completed", "Failed", "Stopped");

  private Jobs() {}

  /** The rows of a job whose container works so long. */
  public static Lifecycle.Builder lifecycle(Duration work) {
    return Lifecycle.builder()
        .on(CREATE)
        .goes(
            stay("InProgress", STARTS, "Launching requested ML instances"),
            stay("InProgress", work, RUNS),
            rest("Completed"))
        .on(FAIL)
        .from("InProgress")
        .goes(rest("Failed"))
        .on(STOP)
        .from("InProgress")
        .goes(stay("Stopping", STOPS), rest("Stopped"))
        .on(OUT_OF_RUNTIME)
        .from("InProgress")
        .goes(stay("Stopping", STOPS), rest("Stopped"));
  }

  /** No status is modelled for one that is being deleted, so it goes at once (judged). */
  public static Lifecycle.Builder deletable(Lifecycle.Builder table) {
    return table.on(DELETE).from("Completed", "Failed", "Stopped").goes(gone());
  }

  /** A job costs its instances from when it starts to run, launch left out, until it has ended. */
  public static Rate instances(Function<Resource, JsonNode> cluster) {
    return Rate.byName(
            "ml.*",
            job ->
                job.is("InProgress") || hasStarted(job)
                    ? InstanceQuotas.instancesIn(cluster.apply(job))
                    : Map.of())
        .during("InProgress", "Stopping")
        .once(Jobs::hasStarted);
  }

  /** When the container started, as a member shows it. */
  public static Optional<JsonNode> started(Resource job, World world) {
    return Values.time(start(job));
  }

  /** When the job ended, as a member shows it. */
  public static Optional<JsonNode> ended(Resource job, World world) {
    return Values.time(end(job));
  }

  /** When a job of any kind has ended, if it has. */
  public static Optional<Instant> end(Resource job) {
    for (Transition move : job.history()) {
      if (ends(move)) {
        return Optional.of(move.at());
      }
    }
    return Optional.empty();
  }

  /** Whether a job has ended with that move. */
  public static boolean ends(Transition move) {
    return TERMINAL.contains(move.to().status());
  }

  private static boolean hasStarted(Resource job) {
    return start(job).isPresent();
  }

  /** When the container of a job without phases has started, if it has. */
  public static Optional<Instant> start(Resource job) {
    for (Transition move : job.history()) {
      if (move.message().equals(RUNS)) {
        return Optional.of(move.at());
      }
    }
    return Optional.empty();
  }

  /** A job whose input has to be here and isn't fails as soon as it looks for it. */
  public static Plan failingWithoutInput(Plan plan, Resource job, World world, List<String> uris) {
    return uris.stream()
        .filter(uri -> !world.objects().isReadable(uri))
        .findFirst()
        .filter(uri -> plan.passes("InProgress"))
        .map(
            uri ->
                plan.taking("InProgress", STARTS)
                    .meeting(
                        "InProgress",
                        FAIL,
                        SharedErrors.noObjects(job, world.account().region(), uri)))
        .orElse(plan);
  }

  /** By default a job is done well within its limit: as long as usual, or half of what it has. */
  public static Plan withinLimit(Plan plan, Duration limit) {
    Duration half = STARTS.plus(limit.dividedBy(2));
    return plan.passes("Completed") && half.compareTo(plan.stayIn("InProgress")) < 0
        ? plan.taking("InProgress", half)
        : plan;
  }

  /** A job that reaches its limit is stopped; the limit counts from the start of the container. */
  public static Plan limited(Resource job, Plan plan, World world, Duration limit) {
    if (!plan.passes("InProgress")) {
      return plan;
    }
    Duration left =
        start(job)
            .map(start -> limit.minus(Duration.between(start, world.now())))
            .orElseGet(() -> limit.plus(plan.steps().get(0).step().stay().orElse(limit)));
    return plan.meetingAfter(
        s -> s.status().equals("InProgress"),
        left.isNegative() ? Duration.ZERO : left,
        OUT_OF_RUNTIME,
        "");
  }
}
