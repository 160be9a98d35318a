package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.service.ConventionalResource;
import java.time.Duration;

/**
 * What the jobs have in common that make something of a model: compile it, optimize it, pack it,
 * look for the instance that suits it. The words are those that clients have met.
 */
public final class ModelJobs {
  private ModelJobs() {}

  /** How one lives that works so long. */
  public static Lifecycles.Life life(String pending, String working, Duration work) {
    return Lifecycles.job(stay(pending, ofMinutes(1)), stay(working, work), rest("COMPLETED"))
        .failing("FAILED")
        .stopping(stay("STOPPING", ofSeconds(30)), rest("STOPPED"));
  }

  /** The errors' words. */
  public static ConventionalResource worded(ConventionalResource job) {
    return job.missing(SharedErrors.NOT_FOUND, "Could not find requested job with name: {name}")
        .duplicate(
            SharedErrors.IN_USE,
            "Job name must be unique within an AWS account and region, and a job with this name"
                + " already exists ({arn})")
        .refused(
            SharedErrors.VALIDATION,
            "The request was rejected because the {title} is in status {status}.");
  }
}
