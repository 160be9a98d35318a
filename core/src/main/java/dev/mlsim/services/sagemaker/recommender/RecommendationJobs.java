package dev.mlsim.services.sagemaker.recommender;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.ModelJobs;
import java.time.Duration;
import java.util.Optional;

/**
 * SageMaker Inference Recommender's jobs (API reference, CreateInferenceRecommendationsJob; what a
 * result looks like by the developer guide, "Inference recommendations").
 */
final class RecommendationJobs {
  static final TypeRef JOB = TypeRef.to("inference-recommendations-job", NOT_FOUND);
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", "model", VALIDATION);
  private static final TypeRef PACKAGE = TypeRef.to("model-package", "model package", VALIDATION);
  private static final String INPUT = "InputConfig";
  private static final String FOUND = "benchmarks";
  private static final long LONGEST = 18_000;

  private RecommendationJobs() {}

  static void declare(Family family) {
    ModelJobs.worded(family.resource("InferenceRecommendationsJob"))
        .identifiedBy("JobName")
        .arn("JobArn", "inference-recommendations-job/{key}")
        .lifecycle(ModelJobs.life("PENDING", "IN_PROGRESS", ofMinutes(20)))
        .durations(RecommendationJobs::durations)
        .defaults("{'JobDescription': '', 'InputConfig': {'JobDurationInSeconds': 0}}")
        .requires(
            Precondition.oneOf(VALIDATION, INPUT + ".ModelName", INPUT + ".ModelPackageVersionArn"),
            Precondition.unless(
                call -> !call.has(INPUT + ".ModelName") || call.has(INPUT + ".ContainerConfig"),
                "ContainerConfig with ModelName",
                VALIDATION,
                "ContainerConfig is required with ModelName."),
            Precondition.unless(
                RecommendationJobs::isWhole,
                "an Advanced job has TrafficPattern, ResourceLimit and EndpointConfigurations",
                VALIDATION,
                "TrafficPattern, ResourceLimit and EndpointConfigurations are required for an"
                    + " Advanced job."),
            Precondition.unless(
                call -> call.number(INPUT + ".JobDurationInSeconds").orElse(0L) <= LONGEST,
                "JobDurationInSeconds is at most " + LONGEST,
                VALIDATION,
                "JobDurationInSeconds must be at most " + LONGEST + "."))
        .thenRequires(
            OWN_ROLE,
            Precondition.exists(INPUT + ".ModelName", MODEL),
            Precondition.exists(INPUT + ".ModelPackageVersionArn", PACKAGE))
        .prepared(RecommendationJobs::prepare)
        .computed("InferenceRecommendations", RecommendationJobs::recommendations)
        .shows("ModelName", INPUT + ".ModelName")
        .shows("ModelPackageVersionArn", INPUT + ".ModelPackageVersionArn")
        .shows("SamplePayloadUrl", INPUT + ".ContainerConfig.PayloadConfig.SamplePayloadUrl")
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what a job must have")
        .judged(
            "recommendations-from-the-seed",
            "inference-recommendations-job.InferenceRecommendations",
            "Metrics come from the seed: a larger instance answers sooner and costs more. A job"
                + " that names no instances tries ml.c5.large, ml.m5.large and ml.c5.xlarge. Its"
                + " steps are all in the job's own status.")
        .judged(
            "recommendations-job-status",
            "StopInferenceRecommendationsJob.ValidationException",
            "The refusal of a Stop by the job's status; an Advanced job takes two hours, or what"
                + " JobDurationInSeconds gives it.")
        .differs(
            "recommendations-endpoints",
            "CreateInferenceRecommendationsJob.InputConfig",
            "No endpoint, model or compilation job is made that anybody sees, quotas are not"
                + " touched, and EndpointPerformances of existing endpoints are not shown.");
    family
        .operation("ListInferenceRecommendationsJobSteps", new RecommendationSteps())
        .operation("GetScalingConfigurationRecommendation", new ScalingRecommendation());
    ScalingRecommendation.judge(family);
  }

  private static boolean isWhole(Call call) {
    return !call.text("JobType").orElse("").equals("Advanced")
        || (call.has(INPUT + ".TrafficPattern")
            && call.has(INPUT + ".ResourceLimit")
            && call.has(INPUT + ".EndpointConfigurations"));
  }

  private static void prepare(Call call, Draft job) {
    job.notes().set(FOUND, Benchmarks.of(job.attributes().path(INPUT), call.world().chance()));
  }

  private static Plan durations(Resource job, Plan plan, World world) {
    if (!plan.passes("IN_PROGRESS")) {
      return plan;
    }
    Duration usual =
        job.attributes().path("JobType").asText().equals("Advanced")
            ? Duration.ofHours(2)
            : plan.stayIn("IN_PROGRESS");
    Duration most =
        Duration.ofSeconds(job.attributes().path(INPUT).path("JobDurationInSeconds").asLong());
    return plan.taking("IN_PROGRESS", most.isZero() || usual.compareTo(most) < 0 ? usual : most);
  }

  /** What the job finds, whether it has yet or not. */
  static JsonNode found(Resource job) {
    return job.notes().path(FOUND);
  }

  static String id(Resource job, JsonNode found) {
    return job.key() + "/" + found.path("RecommendationId").asText();
  }

  private static Optional<JsonNode> recommendations(Resource job, World world) {
    if (!job.is("COMPLETED")) {
      return Optional.empty();
    }
    ArrayNode all = Documents.empty().putArray(FOUND);
    for (JsonNode found : found(job)) {
      ObjectNode one = found.deepCopy();
      all.add(one.put("RecommendationId", id(job, found)));
    }
    return Optional.of(all);
  }
}
