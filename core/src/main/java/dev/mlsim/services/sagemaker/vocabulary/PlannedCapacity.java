package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The capacity of training plans, as those see it that run on one. */
public final class PlannedCapacity {
  /** Training plans. */
  public static final TypeRef PLAN = TypeRef.to("training-plan", SharedErrors.NOT_FOUND);

  /** A training job waits for instances of its plan. */
  public static final String AWAIT = "await capacity";

  /** There are instances for a training job that waited. */
  public static final String GO = "capacity is there";

  private static final TypeRef JOB = TypeRef.to("training-job", SharedErrors.VALIDATION);
  private static final String PENDING = "Pending";

  private PlannedCapacity() {}

  /** The ARN of the plan that a training job runs on; empty for most. */
  public static String planOf(Resource job) {
    return job.attributes().path("ResourceConfig").path("TrainingPlanArn").asText();
  }

  /** The training jobs on a plan that aren't done, the oldest first. */
  public static List<Resource> jobs(String planArn, World world) {
    return world.registry().unfinished(JOB).stream()
        .filter(job -> job.is("InProgress") || job.is("Stopping"))
        .filter(job -> planOf(job).equals(planArn))
        .toList();
  }

  /** Whether a training job waits. */
  public static boolean isPending(Resource job) {
    return job.state().phase().equals(PENDING);
  }

  /** How many instances of a plan are in use. */
  public static long used(String planArn, World world) {
    long used = world.registry().used(holding(planArn));
    for (Resource job : jobs(planArn, world)) {
      used += isPending(job) ? 0 : instances(job);
    }
    return used;
  }

  private static long instances(Resource job) {
    return InstanceQuotas.count(job.attributes().path("ResourceConfig"));
  }

  /** Whether a plan has the instances that a training job asks for. */
  public static boolean fits(Resource job, Resource plan, World world) {
    boolean runs =
        jobs(plan.arn(), world).stream().anyMatch(j -> j.key().equals(job.key()) && !isPending(j));
    long others = used(plan.arn(), world) - (runs ? instances(job) : 0);
    return others + instances(job) <= plan.attributes().path("TotalInstanceCount").asLong();
  }

  /** Under which name it is counted how many instances of a plan are in use. */
  public static String holding(String planArn) {
    return "Instances of " + planArn;
  }

  /** The plan of that ARN. */
  public static Optional<Resource> plan(String arn, World world) {
    return arn.isEmpty() ? Optional.empty() : world.registry().byArn(PLAN, arn);
  }

  /** When the capacity of a plan that isn't active yet is there. */
  public static Optional<Instant> start(String arn, World world) {
    return plan(arn, world)
        .filter(plan -> plan.is("Pending") || plan.is("Scheduled"))
        .map(plan -> Timestamps.instant(plan.attributes().path("StartTime")));
  }

  /**
   * Why something can't run on a plan, if it can't.
   *
   * @param target what plans for it are for, such as {@code training-job}
   */
  public static Optional<String> unfit(String arn, String target, World world) {
    Optional<Resource> plan = plan(arn, world);
    if (plan.isEmpty()) {
      return Optional.of("The training plan " + arn + " does not exist.");
    }
    for (JsonNode resource : plan.get().attributes().path("TargetResources")) {
      if (resource.asText().equals(target)) {
        return plan.filter(p -> !p.is("Scheduled") && !p.is("Active"))
            .map(
                p ->
                    "The training plan "
                        + arn
                        + " is in status "
                        + p.state().status()
                        + "; it must be Scheduled or Active.");
      }
    }
    return Optional.of("The training plan " + arn + " does not support " + target + ".");
  }
}
