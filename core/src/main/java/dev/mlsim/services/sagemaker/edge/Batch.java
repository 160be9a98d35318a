package dev.mlsim.services.sagemaker.edge;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.function.Function;

/** An operation on several devices of a fleet: on all of them or, where one is refused, on none. */
final class Batch implements Handler {
  private static final Precondition FLEET = Precondition.exists(Fleets.NAME, Fleets.TYPE);

  private final String kind;
  private final Function<Call, ObjectNode> work;
  private final List<Precondition> rules;

  /**
   * An operation.
   *
   * @param kind what it does
   * @param work does it
   * @param devices the member that lists devices, each once; empty for none
   */
  Batch(String kind, Function<Call, ObjectNode> work, String devices) {
    this.kind = kind;
    this.work = work;
    this.rules =
        List.of(
            FLEET,
            Precondition.of(
                "each device is named once",
                VALIDATION,
                call ->
                    Lists.doubled(call.input().path(devices), Devices.NAME)
                        .map(name -> "Duplicate device name: " + name)));
  }

  @Override
  public ObjectNode answer(Call call) {
    rules.forEach(rule -> rule.check().verify(call));
    return work.apply(call);
  }

  @Override
  public String kind() {
    return kind + " devices";
  }

  @Override
  public List<Precondition> preconditions() {
    return rules;
  }
}
