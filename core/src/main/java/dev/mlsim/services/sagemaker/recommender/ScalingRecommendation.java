package dev.mlsim.services.sagemaker.recommender;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import java.util.Optional;

/**
 * GetScalingConfigurationRecommendation: how an endpoint that a completed job recommends should
 * scale, by the calls for each instance (API reference).
 */
final class ScalingRecommendation implements Handler {
  private static final long USUAL_TARGET = 50;
  private static final long COOLDOWN = 300;
  private static final String OBJECTIVE = "ScalingPolicyObjective";

  @Override
  public ObjectNode answer(Call call) {
    String name = call.text("InferenceRecommendationsJobName").orElse("");
    Resource job = call.require(RecommendationJobs.JOB, name);
    if (!job.is("COMPLETED")) {
      throw new ServiceError(
          VALIDATION,
          "Inference recommendations job " + name + " is in status " + job.state().status() + ".");
    }
    JsonNode found =
        meant(call, job)
            .orElseThrow(
                () ->
                    new ServiceError(
                        NOT_FOUND, "Could not find the recommendation of the job " + name + "."));
    long target = call.number("TargetCpuUtilizationPerCore").orElse(USUAL_TARGET);
    double cpu = found.at("/Metrics/CpuUtilization").asDouble();
    long invocations =
        Math.max(1, (long) (found.at("/Metrics/MaxInvocations").asLong() * target / cpu));
    ObjectNode answer =
        Documents.empty()
            .put("InferenceRecommendationsJobName", name)
            .put("RecommendationId", RecommendationJobs.id(job, found))
            .put("EndpointName", found.at("/EndpointConfiguration/EndpointName").asText())
            .put("TargetCpuUtilizationPerCore", target);
    call.at(OBJECTIVE).ifPresent(objective -> answer.set(OBJECTIVE, objective));
    answer
        .putObject("Metric")
        .put("InvocationsPerInstance", invocations)
        .put("ModelLatency", found.at("/Metrics/ModelLatency").asLong());
    answer.set("DynamicScalingConfiguration", scaling(call, invocations));
    return answer;
  }

  private static Optional<JsonNode> meant(Call call, Resource job) {
    Optional<String> id = call.text("RecommendationId");
    Optional<String> endpoint = call.text("EndpointName");
    for (JsonNode found : RecommendationJobs.found(job)) {
      String name = found.at("/EndpointConfiguration/EndpointName").asText();
      if (id.map(RecommendationJobs.id(job, found)::equals).orElse(true)
          && endpoint.map(name::equals).orElse(true)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static ObjectNode scaling(Call call, long invocations) {
    ObjectNode scaling =
        Documents.empty()
            .put("MinCapacity", capacity(call, "Min", invocations))
            .put("MaxCapacity", capacity(call, "Max", invocations))
            .put("ScaleInCooldown", COOLDOWN)
            .put("ScaleOutCooldown", COOLDOWN);
    ObjectNode tracking =
        scaling.putArray("ScalingPolicies").addObject().putObject("TargetTracking");
    tracking
        .putObject("MetricSpecification")
        .putObject("Predefined")
        .put("PredefinedMetricType", "SageMakerVariantInvocationsPerInstance");
    tracking.put("TargetValue", (double) invocations);
    return scaling;
  }

  private static long capacity(Call call, String end, long invocations) {
    long wanted = call.number(OBJECTIVE + "." + end + "InvocationsPerMinute").orElse(invocations);
    return Math.max(1, (wanted + invocations - 1) / invocations);
  }

  @Override
  public String kind() {
    return "recommend";
  }

  static void judge(Family family) {
    family.judged(
        "scaling-recommendation",
        "GetScalingConfigurationRecommendation",
        "An instance takes so many calls as it took at most, by the ratio of the target to the CPU"
            + " that it used then; capacities are what the objective's calls need of that. Without"
            + " a recommendation or endpoint the first one is meant.");
  }
}
