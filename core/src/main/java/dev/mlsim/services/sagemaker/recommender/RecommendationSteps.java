package dev.mlsim.services.sagemaker.recommender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import java.util.ArrayList;
import java.util.List;

/** ListInferenceRecommendationsJobSteps: a benchmark of each configuration, in order. */
final class RecommendationSteps implements Handler {

  @Override
  public ObjectNode answer(Call call) {
    Resource job = call.require(RecommendationJobs.JOB, call.text("JobName").orElse(""));
    String status = job.state().status();
    List<ObjectNode> steps = new ArrayList<>();
    if (call.text("Status").filter(asked -> !asked.equals(status)).isEmpty()) {
      RecommendationJobs.found(job).forEach(found -> steps.add(step(job, found)));
    }
    return Pages.of(call, steps);
  }

  private static ObjectNode step(Resource job, JsonNode found) {
    ObjectNode step = Documents.empty();
    step.put("StepType", "BENCHMARK").put("JobName", job.key());
    step.put("Status", job.state().status());
    ObjectNode benchmark = step.putObject("InferenceBenchmark");
    benchmark.set("ModelConfiguration", found.get("ModelConfiguration"));
    benchmark.set("EndpointConfiguration", found.get("EndpointConfiguration"));
    if (job.is("COMPLETED")) {
      benchmark.set("Metrics", found.get("Metrics"));
    }
    if (job.is("FAILED") && !job.reason().isEmpty()) {
      benchmark.put("FailureReason", job.reason());
    }
    return step;
  }

  @Override
  public String kind() {
    return "list";
  }
}
