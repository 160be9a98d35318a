package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job with a RetryStrategy that would fail by an internal error of the service starts again, so
 * often as it says; its limits count over all attempts (CreateTrainingJob, RetryStrategy).
 */
final class Retries {
  static final String RETRY = "retry";
  private static final String INTERNAL = "InternalServerError";

  private Retries() {}

  /** The plan in which it starts again where it would fail, if it may. */
  static Plan instead(Resource job, Plan plan) {
    List<PlannedStep> steps = plan.steps();
    PlannedStep end = steps.get(steps.size() - 1);
    if (!end.trigger().equals(FAIL) || !end.reason().startsWith(INTERNAL) || left(job) <= 0) {
      return plan;
    }
    int failure = firstFailing(steps);
    Optional<Way> way =
        failure == 0
            ? Optional.empty()
            : plan.lifecycle().way(RETRY, steps.get(failure - 1).step().state());
    return way.map(retry -> cut(plan.lifecycle(), steps.subList(0, failure), retry)).orElse(plan);
  }

  private static int firstFailing(List<PlannedStep> steps) {
    int failure = 0;
    while (!steps.get(failure).trigger().equals(FAIL)) {
      failure++;
    }
    return failure;
  }

  private static Plan cut(Lifecycle lifecycle, List<PlannedStep> before, Way retry) {
    List<PlannedStep> all = new ArrayList<>(before);
    all.addAll(Plan.along(lifecycle, retry).steps());
    return new Plan(lifecycle, all);
  }

  private static long left(Resource job) {
    long used =
        job.history().stream()
            .filter(move -> move.trigger().equals(RETRY) && isRestarting(move.to().phase()))
            .filter(move -> !isRestarting(move.from().phase()))
            .count();
    return job.attributes().path("RetryStrategy").path("MaximumRetryAttempts").asLong() - used;
  }

  private static boolean isRestarting(String phase) {
    return phase.equals("Restarting");
  }

  /** It starts again: what lies ahead is planned anew, so that it can fail again. */
  static void restart(Resource job, World world) {
    world.trigger(job, RETRY, "");
  }
}
