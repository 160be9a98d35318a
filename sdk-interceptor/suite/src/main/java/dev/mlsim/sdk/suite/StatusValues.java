package dev.mlsim.sdk.suite;

import dev.mlsim.contract.Member;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.Set;

/** The statuses that the model allows a type: the enum of its status member. */
final class StatusValues {
  private StatusValues() {}

  static void collect(Service service, ResourceType type, Set<String> values) {
    service
        .operations()
        .forEach(
            (name, handler) -> {
              if (handler.kind().equals("describe") && Stage.isAbout(handler, type)) {
                service
                    .contract()
                    .operation(name)
                    .flatMap(o -> o.output())
                    .ifPresent(output -> collect(output, type.statusMember(), values, true));
              }
            });
  }

  private static void collect(
      StructureShape shape, String status, Set<String> values, boolean deeper) {
    for (Member member : shape.members()) {
      Shape of = member.shape();
      if (member.name().equals(status) && of instanceof StringShape text) {
        values.addAll(text.enumValues());
      } else if (deeper && of instanceof StructureShape inner && shape.members().size() == 1) {
        collect(inner, status, values, false);
      }
    }
  }
}
