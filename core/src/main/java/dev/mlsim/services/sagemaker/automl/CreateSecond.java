package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.Optional;

/** CreateAutoMLJobV2: another way to make what CreateAutoMLJob makes. */
final class CreateSecond implements Handler {
  private final Create create;

  CreateSecond(Create create) {
    this.create = create;
  }

  @Override
  public ObjectNode answer(Call call) {
    return create.answer(call);
  }

  @Override
  public String kind() {
    return "create by V2";
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
