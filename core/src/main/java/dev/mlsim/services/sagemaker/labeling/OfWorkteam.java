package dev.mlsim.services.sagemaker.labeling;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.ServiceError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** ListLabelingJobsForWorkteam: what a team works on, the first made first. */
final class OfWorkteam implements Handler {
  @Override
  public ObjectNode answer(Call call) {
    String team = call.text("WorkteamArn").orElseThrow();
    if (LabelingJobs.isMissing(team, call)) {
      throw new ServiceError(NOT_FOUND, "The work team " + team + " does not exist.");
    }
    List<ObjectNode> jobs = new ArrayList<>();
    for (Resource job : call.world().registry().all(LabelingJobs.TYPE)) {
      ObjectNode summary = LabelingJobs.summary(job, call.world());
      if (isOf(job, team) && passes(call, job.created(), summary)) {
        jobs.add(summary);
      }
    }
    if (call.text("SortOrder").orElse("").equals("Descending")) {
      Collections.reverse(jobs);
    }
    return Pages.of(call, jobs);
  }

  private static boolean isOf(Resource job, String team) {
    return Documents.at(job.attributes(), LabelingJobs.TEAM)
        .map(JsonNode::asText)
        .filter(team::equals)
        .isPresent();
  }

  private static boolean passes(Call call, Instant created, ObjectNode summary) {
    String part = call.text("JobReferenceCodeContains").orElse("");
    return summary.path("JobReferenceCode").asText().contains(part)
        && call.at("CreationTimeAfter").map(Timestamps::instant).filter(created::isBefore).isEmpty()
        && call.at("CreationTimeBefore")
            .map(Timestamps::instant)
            .filter(created::isAfter)
            .isEmpty();
  }

  @Override
  public String kind() {
    return "list of a team";
  }
}
