package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Training jobs on a training plan: Pending until its capacity is there, and while others have it;
 * of that time only what they wait in an active plan counts for MaxPendingTimeInSeconds ("Use a
 * training plan for training jobs" of the developer guide).
 */
final class PlannedJobs {
  private static final String PENDING = "Pending";
  private static final Duration USUAL_PATIENCE = Duration.ofDays(2);

  private PlannedJobs() {}

  /** The plan of a job that has to wait for its instances, if it has to. */
  static Plan waiting(Resource job, Plan plan, World world) {
    String first = plan.steps().get(0).trigger();
    Optional<Resource> capacity = PlannedCapacity.plan(PlannedCapacity.planOf(job), world);
    if (capacity.isEmpty() || !(first.equals(CREATE) || first.equals(PlannedCapacity.AWAIT))) {
      return plan;
    }
    Optional<Instant> start = PlannedCapacity.start(capacity.get().arn(), world);
    boolean waits = start.isPresent() || !PlannedCapacity.fits(job, capacity.get(), world);
    if (!waits) {
      return plan;
    }
    Plan waiting = first.equals(CREATE) ? pending(plan) : plan;
    Instant active =
        start.orElseGet(() -> Timestamps.instant(capacity.get().attributes().path("StartTime")));
    Instant since = job.entered(PENDING).filter(active::isBefore).orElse(active);
    Instant counted = since.isBefore(job.created()) ? job.created() : since;
    Duration left = Duration.between(world.now(), counted.plus(patience(job)));
    return waiting
        .taking(PENDING, left.isNegative() ? Duration.ZERO : left)
        .meeting(
            PENDING,
            FAIL,
            "InsufficientCapacityError: Unable to provision requested ML compute capacity. Please"
                + " retry using a different ML instance type.");
  }

  /** It starts, and waits at once. */
  private static Plan pending(Plan plan) {
    PlannedStep starting = plan.steps().get(0).staying(Optional.of(Duration.ZERO));
    List<PlannedStep> steps = new ArrayList<>(List.of(starting));
    Way way = plan.lifecycle().way(PlannedCapacity.AWAIT, starting.step().state()).orElseThrow();
    steps.addAll(Plan.along(plan.lifecycle(), way).steps());
    return new Plan(plan.lifecycle(), steps);
  }

  private static Duration patience(Resource job) {
    return Documents.at(job.attributes(), "StoppingCondition.MaxPendingTimeInSeconds")
        .map(JsonNode::asLong)
        .map(Duration::ofSeconds)
        .orElse(USUAL_PATIENCE);
  }
}
