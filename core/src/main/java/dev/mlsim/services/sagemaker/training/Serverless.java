package dev.mlsim.services.sagemaker.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;
import java.util.Set;

/**
 * Serverless training jobs, which customise a model of the public hub or evaluate one: no machines,
 * tokens instead of hours, and at their end a version in the model registry. The members are those
 * of the API reference (ServerlessJobConfig, ModelPackageConfig, MlflowConfig).
 */
final class Serverless {
  static final String CONFIG = "ServerlessJobConfig";

  private static final String REGISTERED = "serverlessPackage";
  private static final Set<String> BY_EVALUATOR = Set.of("RLVR", "RLAIF");
  private static final long TOKENS_A_SECOND = 1_000;
  private static final long STEPS = 100;
  private static final int ID = 32;

  private Serverless() {}

  /**
   * One of the members that only such a job shows. No lambda, for this is read with the type, by
   * jobs of which few are serverless.
   */
  record Shown(String member) implements ResourceType.Computed {
    @Override
    public Optional<JsonNode> value(Resource job, World world) {
      if (!job.attributes().has(CONFIG)) {
        return Optional.empty();
      }
      return switch (member) {
        case "BillableTokenCount" -> tokens(job, world);
        case "ProgressInfo" -> progress(job, world);
        case "MlflowDetails" -> mlflow(job);
        default -> Documents.at(job.notes(), REGISTERED);
      };
    }
  }

  /** What is wrong with a serverless job. */
  static Optional<String> breach(Call call) {
    for (String machine : new String[] {"AlgorithmSpecification", "ResourceConfig"}) {
      if (call.has(machine)) {
        return Optional.of(machine + " cannot be specified with " + CONFIG + ".");
      }
    }
    boolean evaluates = call.text(CONFIG + ".JobType").orElse("").equals("Evaluation");
    if (evaluates && !call.has(CONFIG + ".EvaluationType")) {
      return Optional.of("EvaluationType is required for a job of type Evaluation.");
    }
    String technique = call.text(CONFIG + ".CustomizationTechnique").orElse("");
    if (!evaluates && technique.isEmpty()) {
      return Optional.of("CustomizationTechnique is required for a job of type FineTuning.");
    }
    return BY_EVALUATOR.contains(technique) && !call.has(CONFIG + ".EvaluatorArn")
        ? Optional.of("EvaluatorArn is required for the customization technique " + technique + ".")
        : Optional.empty();
  }

  private static Optional<JsonNode> tokens(Resource job, World world) {
    return job.state().status().equals("Completed")
        ? Values.number(job.timeIn("Training", world.now()).toSeconds() * TOKENS_A_SECOND)
        : Optional.empty();
  }

  /** Where the work stands, from when it begins. */
  private static Optional<JsonNode> progress(Resource job, World world) {
    if (job.entered("Training").isEmpty()) {
      return Optional.empty();
    }
    long epochs =
        Math.max(1, job.attributes().path("HyperParameters").path("max_epochs").asLong(1));
    long whole = STEPS * epochs;
    boolean done = job.state().status().equals("Completed") || job.entered("Uploading").isPresent();
    long step = done ? whole : Math.min(whole - 1, job.timeIn("Training", world.now()).toSeconds());
    ObjectNode progress = Documents.empty();
    progress.put("TotalStepCountPerEpoch", STEPS).put("CurrentStep", step % STEPS);
    progress.put("CurrentEpoch", Math.min(epochs, step / STEPS + 1)).put("MaxEpoch", epochs);
    if (done) {
      progress.put("CurrentStep", STEPS);
    }
    return Optional.of(progress);
  }

  private static Optional<JsonNode> mlflow(Resource job) {
    if (!job.attributes().has("MlflowConfig") || job.entered("Training").isEmpty()) {
      return Optional.empty();
    }
    SeededRandom ids = new SeededRandom(job.arn().hashCode() + job.created().toEpochMilli());
    ObjectNode details = Documents.empty();
    details.put("MlflowExperimentId", String.valueOf(1 + ids.below(1_000)));
    return Optional.of(details.put("MlflowRunId", ids.hex(ID)));
  }

  /** What a job has made of a model becomes a version of the group that it names. */
  static void register(Resource job, World world) {
    JsonNode config = job.attributes().path("ModelPackageConfig");
    if (!config.has("ModelPackageGroupArn")) {
      return;
    }
    String group = config.path("ModelPackageGroupArn").asText();
    ObjectNode version = Documents.empty();
    version.put("ModelPackageGroupName", Arns.name(group));
    version.put("ModelApprovalStatus", "PendingManualApproval");
    ObjectNode specification = version.putObject("InferenceSpecification");
    ObjectNode container = specification.putArray("Containers").addObject();
    String place = job.attributes().path("OutputDataConfig").path("S3OutputPath").asText();
    container
        .putObject("ModelDataSource")
        .putObject("S3DataSource")
        .put("S3Uri", place.replaceFirst("/+$", "") + "/" + job.name() + "/output/model/")
        .put("S3DataType", "S3Prefix")
        .put("CompressionType", "None");
    try {
      String arn =
          world.invoke(job, "CreateModelPackage", version).path("ModelPackageArn").asText();
      world.change(job, latest -> latest.withNote(REGISTERED, arn));
    } catch (ServiceError refused) {
      world.note(job + " registers no model package: " + refused.message());
    }
  }
}
