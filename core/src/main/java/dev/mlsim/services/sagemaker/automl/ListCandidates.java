package dev.mlsim.services.sagemaker.automl;

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

/** ListCandidatesForAutoMLJob: in the order in which they were started, or by something else. */
final class ListCandidates implements ListInside {
  private static final String BY_OBJECTIVE = "FinalObjectiveMetricValue";
  private static final String STATUS = "CandidateStatus";
  private final ResourceType autoMl;

  ListCandidates(ResourceType autoMl) {
    this.autoMl = autoMl;
  }

  @Override
  public ObjectNode answer(Call call) {
    Optional<String> status = call.text("StatusEquals");
    Optional<String> name = call.text("CandidateNameEquals");
    String by = call.text("SortBy").orElse("CreationTime");
    List<ObjectNode> shown = new ArrayList<>();
    for (ObjectNode one : Candidates.of(autoMl.require(call))) {
      boolean passes =
          is(one, STATUS, status)
              && is(one, "CandidateName", name)
              && (!by.equals(BY_OBJECTIVE) || one.has(Candidates.OBJECTIVE));
      if (passes) {
        shown.add(one);
      }
    }
    if (by.equals(BY_OBJECTIVE)) {
      shown.sort(Comparator.comparingDouble(Candidates::value));
    } else if (by.equals("Status")) {
      shown.sort(Comparator.comparing(one -> one.path(STATUS).asText()));
    }
    if (call.text("SortOrder").orElse("").equals("Descending")) {
      Collections.reverse(shown);
    }
    return Pages.of(call, shown);
  }

  private static boolean is(JsonNode candidate, String member, Optional<String> wanted) {
    return wanted.isEmpty() || candidate.path(member).asText().equals(wanted.get());
  }

  @Override
  public ResourceType of() {
    return autoMl;
  }

  @Override
  public List<Resource> beside(Resource subject, World world) {
    return AutoMlJobs.beside(subject, world);
  }
}
