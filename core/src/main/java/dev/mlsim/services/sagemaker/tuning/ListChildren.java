package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ListInside;
import dev.mlsim.service.Pages;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * ListTrainingJobsForHyperParameterTuningJob: by name, which is the order in which they were
 * started, or by something else; who sorts by the objective sees those that have one.
 */
final class ListChildren implements ListInside {
  private static final String BY_OBJECTIVE = "FinalObjectiveMetricValue";
  private final ResourceType tuningJob;

  ListChildren(ResourceType tuningJob) {
    this.tuningJob = tuningJob;
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource job = tuningJob.require(call);
    String by = call.text("SortBy").orElse("Name");
    Optional<String> status = call.text("StatusEquals");
    List<ObjectNode> shown = new ArrayList<>();
    for (Children.Child child : Children.of(job)) {
      if (!by.equals(BY_OBJECTIVE) || child.value().isPresent()) {
        ObjectNode summary = Summary.of(job, child, call.world());
        if (status.isEmpty() || status.get().equals(summary.path("TrainingJobStatus").asText())) {
          shown.add(summary);
        }
      }
    }
    shown.sort(order(by));
    if (call.text("SortOrder").orElse("").equals("Descending")) {
      Collections.reverse(shown);
    }
    return Pages.of(call, shown);
  }

  private static Comparator<JsonNode> order(String by) {
    return switch (by) {
      case BY_OBJECTIVE -> Comparator.comparingDouble(Best::valueIn);
      case "Status" -> Comparator.comparing(shown -> shown.path("TrainingJobStatus").asText());
      case "CreationTime" -> Comparator.comparingDouble(s -> s.path("CreationTime").asDouble());
      default -> Comparator.comparing(shown -> shown.path("TrainingJobName").asText());
    };
  }

  @Override
  public ResourceType of() {
    return tuningJob;
  }

  @Override
  public List<Resource> beside(Resource subject, World world) {
    return Children.unfinished(subject, world);
  }
}
