package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Around;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;

/** DescribeAutoMLJob: it doesn't know jobs that the second version of the API has made. */
final class DescribeFirst extends Around {
  private static final String RESOLVED = "ResolvedAttributes";
  private static final String OF_PROBLEM = "AutoMLProblemTypeResolvedAttributes";
  private final ResourceType type;

  DescribeFirst(ResourceType type, Describe describe) {
    super(describe);
    this.type = type;
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource job = type.require(call);
    if (job.notes().has(Versions.SECOND)) {
      throw type.missing(call, job.name());
    }
    ObjectNode shown = inner().answer(call);
    if (shown.path(RESOLVED) instanceof ObjectNode resolved && resolved.has(OF_PROBLEM)) {
      JsonNode problem =
          resolved.path(OF_PROBLEM).path("TabularResolvedAttributes").path("ProblemType");
      ObjectNode first = Documents.empty().setAll(resolved);
      first.remove(OF_PROBLEM);
      first.set("ProblemType", problem);
      return Documents.empty().<ObjectNode>setAll(shown).set(RESOLVED, first);
    }
    return shown;
  }
}
