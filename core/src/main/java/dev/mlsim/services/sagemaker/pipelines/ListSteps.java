package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/**
 * ListPipelineExecutionSteps: the latest first. Who polls it looks at one execution and at what
 * that waits for.
 */
final class ListSteps implements Handler {
  private static final String ARN = "PipelineExecutionArn";
  private static final ListAll LIST =
      ListAll.of(ExecutionSteps.TYPE)
          .requires(
              Precondition.unless(
                  call -> call.has(ARN), ARN, VALIDATION, "PipelineExecutionArn is required."))
          .among(call -> ExecutionSteps.of(Executions.TYPE.require(call), call.world()))
          .filter(ARN, (step, value, world) -> true)
          .sorted("StartTime", true);

  @Override
  public ObjectNode answer(Call call) {
    return LIST.answer(call);
  }

  @Override
  public String kind() {
    return LIST.kind();
  }

  @Override
  public Look look() {
    return Look.ONE;
  }

  @Override
  public Optional<ResourceType> type() {
    return LIST.type();
  }

  @Override
  public List<Precondition> preconditions() {
    return LIST.preconditions();
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return Executions.TYPE.find(call);
  }

  @Override
  public List<Resource> beside(Resource execution, World world) {
    return Executions.beside(execution, world);
  }
}
