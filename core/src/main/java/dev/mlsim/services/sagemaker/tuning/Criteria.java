package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/**
 * When a tuning job has enough ("Track and set completion criteria for your tuning job" in the
 * developer guide), and when it gives up.
 */
final class Criteria {
  private static final String NOT_IMPROVING = "notImproving";
  private static final String CONVERGED = "converged";
  private static final String REFERENCE = "bestToImprove";

  /** An objective that is better by less than a hundredth is none that improves. */
  private static final double THRESHOLD = 0.01;

  private static final int CONVERGED_AFTER = 10;
  private static final int ATTEMPTS = 5;

  private Criteria() {}

  /**
   * What the last objective has changed.
   *
   * @param best the value that others have to improve, if there is one
   * @param notImproving how many haven't since
   */
  record Progress(Optional<Double> best, long notImproving) {
    Resource in(Resource job, World world) {
      if (best.isEmpty()) {
        return job;
      }
      ObjectNode notes = Documents.empty().setAll(job.notes());
      notes.put(REFERENCE, best.get()).put(NOT_IMPROVING, notImproving);
      if (notImproving >= CONVERGED_AFTER && !notes.has(CONVERGED)) {
        notes.set(CONVERGED, Timestamps.of(world.now()));
      }
      return job.withNotes(notes);
    }
  }

  static Progress progress(Resource job, Definition definition, Optional<Double> value) {
    JsonNode reference = job.notes().path(REFERENCE);
    long before = job.notes().path(NOT_IMPROVING).asLong();
    if (value.isEmpty() || reference.isMissingNode()) {
      return new Progress(value, 0);
    }
    double best = reference.asDouble();
    double needed = Math.abs(best) * THRESHOLD;
    boolean improves =
        definition.isBetter(value.get(), definition.maximizes() ? best + needed : best - needed);
    return new Progress(Optional.of(improves ? value.get() : best), improves ? 0 : before + 1);
  }

  private static JsonNode asked(Resource job) {
    return job.attributes()
        .path("HyperParameterTuningJobConfig")
        .path("TuningJobCompletionCriteria");
  }

  /** Whether one of the criteria that it was given is met. */
  static boolean areMet(Resource job) {
    JsonNode criteria = asked(job);
    JsonNode target = criteria.path("TargetObjectiveMetricValue");
    JsonNode most =
        criteria.path("BestObjectiveNotImproving").path("MaxNumberOfTrainingJobsNotImproving");
    boolean convergence =
        criteria
            .path("ConvergenceDetected")
            .path("CompleteOnConvergence")
            .asText()
            .equals("Enabled");
    return (target.isNumber() && reaches(job, target.floatValue()))
        || (most.isNumber() && job.notes().path(NOT_IMPROVING).asLong() >= most.asLong())
        || (convergence && job.notes().has(CONVERGED));
  }

  private static boolean reaches(Resource job, float target) {
    return Best.of(job)
        .filter(
            best ->
                !Definition.of(job.attributes())
                    .get(best.child().definition())
                    .isBetter(target, (float) best.value()))
        .isPresent();
  }

  /** Why it gives up, if it does: of its first training jobs none has done any good. */
  static Optional<String> failure(Resource job, List<Children.Child> children) {
    long failed = Children.count(children, child -> child.is(Children.FAILED));
    long completed = Children.count(children, child -> child.is(Children.COMPLETED));
    long others = children.size() - failed;
    boolean last = others == 0 && Limits.left(job, children) == 0;
    boolean none = completed == 0 && Children.count(children, c -> c.is(Children.STOPPED)) == 0;
    if (none && (failed >= ATTEMPTS || last)) {
      return Optional.of(
          "No training job succeeded after "
              + failed
              + " attempts. Please take a look at the training job failures to get more details.");
    }
    boolean blind = Children.count(children, child -> child.value().isPresent()) == 0;
    return blind && completed >= ATTEMPTS
        ? Optional.of(
            "No objective metrics found after running "
                + completed
                + " training jobs. Please ensure that the custom algorithm is emitting the"
                + " objective metric as defined by the regular expression provided.")
        : Optional.empty();
  }

  /** How it stands, as Describe shows it once there is an objective. */
  static Optional<JsonNode> details(Resource job, World world) {
    if (!job.notes().has(REFERENCE)) {
      return Optional.empty();
    }
    ObjectNode details =
        Documents.empty()
            .put(
                "NumberOfTrainingJobsObjectiveNotImproving",
                job.notes().path(NOT_IMPROVING).asLong());
    if (job.notes().has(CONVERGED)) {
      details.set("ConvergenceDetectedTime", job.notes().get(CONVERGED));
    }
    return Optional.of(details);
  }
}
