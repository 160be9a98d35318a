package dev.mlsim.services.sagemakera2iruntime.loops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.Optional;

/** StartHumanLoop: the same call again is about the same loop. */
final class StartHumanLoop implements Handler {
  private static final List<String> INPUT = List.of("FlowDefinitionArn", "HumanLoopInput");

  private final ResourceType type;
  private final Create create;

  StartHumanLoop(ResourceType type, Create create) {
    this.type = type;
    this.create = create;
  }

  @Override
  public ObjectNode answer(Call call) {
    Optional<Resource> same =
        call.world().registry().byKey(type, type.newKey(call)).filter(loop -> isSame(loop, call));
    return same.isPresent()
        ? Documents.empty().put("HumanLoopArn", same.get().arn())
        : create.answer(call);
  }

  private static boolean isSame(Resource loop, Call call) {
    return INPUT.stream()
        .allMatch(member -> call.at(member).equals(Documents.at(loop.attributes(), member)));
  }

  @Override
  public String kind() {
    return create.kind();
  }

  @Override
  public Optional<ResourceType> type() {
    return create.type();
  }

  @Override
  public List<Precondition> preconditions() {
    return create.preconditions();
  }
}
