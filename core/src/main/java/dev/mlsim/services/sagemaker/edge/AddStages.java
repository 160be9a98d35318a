package dev.mlsim.services.sagemaker.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import java.util.ArrayList;
import java.util.List;

/** CreateEdgeDeploymentStage: more stages of a plan, behind those that it has. */
final class AddStages implements Handler {
  private final List<Precondition> rules = new ArrayList<>();

  AddStages() {
    rules.add(Precondition.exists(Plans.NAME, Plans.TYPE));
    rules.addAll(List.of(Plans.STAGES));
  }

  @Override
  public ObjectNode answer(Call call) {
    rules.forEach(rule -> rule.check().verify(call));
    Stages.add(call.text(Plans.NAME).orElse(""), call.input().path("Stages"), call.world());
    return Documents.empty();
  }

  @Override
  public String kind() {
    return "add stages";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.copyOf(rules);
  }
}
