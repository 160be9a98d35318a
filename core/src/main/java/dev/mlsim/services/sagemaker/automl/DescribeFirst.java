package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/** DescribeAutoMLJob: it doesn't know jobs that the second version of the API has made. */
final class DescribeFirst implements Handler {
  private static final String RESOLVED = "ResolvedAttributes";
  private static final String OF_PROBLEM = "AutoMLProblemTypeResolvedAttributes";
  private final ResourceType type;
  private final Describe describe;

  DescribeFirst(ResourceType type, Describe describe) {
    this.type = type;
    this.describe = describe;
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource job = type.require(call);
    if (job.notes().has(Versions.SECOND)) {
      throw type.missing(call, job.name());
    }
    ObjectNode shown = describe.answer(call);
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

  @Override
  public String kind() {
    return describe.kind();
  }

  @Override
  public Look look() {
    return describe.look();
  }

  @Override
  public Optional<ResourceType> type() {
    return describe.type();
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return describe.subject(call);
  }

  @Override
  public List<Resource> beside(Resource subject, World world) {
    return describe.beside(subject, world);
  }
}
