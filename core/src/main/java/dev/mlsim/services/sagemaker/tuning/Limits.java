package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import java.time.Instant;
import java.util.List;

/** How many training jobs a tuning job starts. */
final class Limits {
  private Limits() {}

  private static JsonNode of(Resource job) {
    return job.attributes().path("HyperParameterTuningJobConfig").path("ResourceLimits");
  }

  /** How many at once. */
  static long parallel(Resource job) {
    return of(job).path("MaxParallelTrainingJobs").asLong(1);
  }

  /** When its time is over. */
  static Instant end(Resource job) {
    return job.created().plusSeconds(of(job).path("MaxRuntimeInSeconds").asLong());
  }

  /** How many all told. */
  static long all(Resource job) {
    return of(job).path("MaxNumberOfTrainingJobs").asLong();
  }

  /**
   * How many more: one that failed by an internal error is replaced, and doesn't count; as many are
   * replaced as there are to be.
   */
  static long left(Resource job, List<Children.Child> children) {
    long most = all(job);
    long replaced = Math.min(most, Children.count(children, Children.Child::isRetryable));
    return Math.max(0, most - (children.size() - replaced));
  }
}
