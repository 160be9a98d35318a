package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a tuning job counts. */
final class Counters {
  private Counters() {}

  static Optional<JsonNode> ofStatus(Resource job, World world) {
    List<Children.Child> all = Children.of(job);
    long retryable = Children.count(all, Children.Child::isRetryable);
    return Optional.of(
        Documents.empty()
            .put("Completed", Children.count(all, c -> c.is(Children.COMPLETED)))
            .put("InProgress", Children.running(all))
            .put("RetryableError", retryable)
            .put("NonRetryableError", Children.count(all, c -> c.is(Children.FAILED)) - retryable)
            .put("Stopped", Children.count(all, c -> c.is(Children.STOPPED))));
  }

  static Optional<JsonNode> ofObjective(Resource job, World world) {
    List<Children.Child> all = Children.of(job);
    long pending = Children.running(all);
    long succeeded = Children.count(all, c -> c.value().isPresent());
    return Optional.of(
        Documents.empty()
            .put("Succeeded", succeeded)
            .put("Pending", pending)
            .put("Failed", all.size() - pending - succeeded));
  }

  /** The time by the clock, from its creation to its end. */
  static Optional<JsonNode> consumed(Resource job, World world) {
    Duration run = Duration.between(job.created(), Jobs.end(job).orElseGet(world::now));
    return Optional.of(Documents.empty().put("RuntimeInSeconds", run.toSeconds()));
  }
}
