package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.Optional;

/** The capacity of training plans, as those see it that run on one. */
public final class PlannedCapacity {
  /** Training plans. */
  public static final TypeRef PLAN = TypeRef.to("training-plan", SharedErrors.NOT_FOUND);

  private PlannedCapacity() {}

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
