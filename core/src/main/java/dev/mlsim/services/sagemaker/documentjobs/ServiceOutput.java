package dev.mlsim.services.sagemaker.documentjobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the service writes into the document of a job, as aws/sagemaker-python-sdk reads it: how far
 * it is, from when it works on, and what it used, at the end.
 */
final class ServiceOutput {
  private static final String NAME = "ServiceOutput";
  private static final int STEPS = 100;
  private static final int ROLLOUTS = 400;
  private static final int TOKENS = 1_000_000;
  private static final int DIGITS = 32;

  private ServiceOutput() {}

  /** The document as it is shown. */
  static Optional<JsonNode> document(Resource job, World world) {
    String given = job.attributes().path("JobConfigDocument").asText();
    Optional<ObjectNode> parsed = Documents.parsed(given);
    if (parsed.isEmpty() || started(job).isEmpty()) {
      return Values.text(given);
    }
    ObjectNode shown = Documents.empty().setAll(parsed.get());
    shown.set(NAME, output(job, parsed.get(), world));
    return Values.text(Json.text(shown));
  }

  private static Optional<String> started(Resource job) {
    return Stream.of("Training", "Evaluating")
        .filter(phase -> job.entered(phase).isPresent())
        .findFirst();
  }

  private static ObjectNode output(Resource job, ObjectNode document, World world) {
    double part = part(job, world);
    ObjectNode output = Documents.empty();
    output
        .putObject("ProgressInfo")
        .put("MaxSteps", STEPS)
        .put("CurrentStep", (int) (part * STEPS));
    output
        .putObject("RolloutInfo")
        .put("Total", ROLLOUTS)
        .put("Completed", (int) (part * ROLLOUTS));
    SeededRandom own = new SeededRandom(job.arn().hashCode());
    Documents.at(document, "TrainingConfig.MlflowConfig")
        .or(() -> Documents.at(document, "OutputDataConfig.MlflowConfig"))
        .ifPresent(
            mlflow ->
                output
                    .putObject("MlflowDetails")
                    .put("ExperimentName", mlflow.path("MlflowExperimentName").asText(job.name()))
                    .put("RunName", job.name())
                    .put("ExperimentId", Integer.toString(1 + own.below(STEPS)))
                    .put("RunId", own.hex(DIGITS)));
    if (job.is("Completed")) {
      output
          .putObject("BillableTokenUsage")
          .put("TrainTokenCount", TOKENS + own.below(TOKENS))
          .put("PrefillTokenCount", TOKENS + own.below(TOKENS))
          .put("SampleTokenCount", TOKENS + own.below(TOKENS));
    }
    return output;
  }

  /** Which part of its work is done. */
  private static double part(Resource job, World world) {
    String phase = started(job).orElseThrow();
    if (!job.state().phase().equals(phase)) {
      return job.entered("Uploading").isPresent() ? 1 : 0.5;
    }
    Duration done = job.timeInRun(phase, world.now());
    Duration left = world.ahead(job).stayIn(phase);
    long whole = done.plus(left).toMillis();
    return whole == 0 ? 0 : (double) done.toMillis() / whole;
  }
}
