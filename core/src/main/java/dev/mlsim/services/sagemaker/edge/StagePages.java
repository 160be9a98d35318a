package dev.mlsim.services.sagemaker.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.service.Around;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DescribeEdgeDeploymentPlan, which shows the plan with a page of its stages. */
final class StagePages extends Around {
  private static final Paginator STAGES =
      new Paginator("NextToken", "NextToken", "MaxResults", "Stages");

  StagePages(Handler describe) {
    super(describe);
  }

  @Override
  public ObjectNode answer(Call call) {
    ObjectNode plan = inner().answer(call);
    List<JsonNode> stages = new ArrayList<>();
    plan.path("Stages").forEach(stages::add);
    ObjectNode paged = Documents.empty().setAll(plan);
    return paged.setAll(Pages.of(call, Optional.of(STAGES), stages));
  }
}
