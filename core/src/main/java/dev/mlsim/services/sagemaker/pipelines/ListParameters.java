package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;

/** ListPipelineParametersForExecution: all that are declared, in their order. */
final class ListParameters implements Handler {

  @Override
  public ObjectNode answer(Call call) {
    Resource execution = Executions.TYPE.require(call);
    return Pages.of(call, Parameters.shown(execution.notes().path(Executions.PARAMETERS)));
  }

  @Override
  public String kind() {
    return "list of";
  }
}
