package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Service;
import java.util.Optional;

/**
 * Where a Describe shows a resource: its output, or the one structure in it.
 *
 * @param wrapper the member that holds the structure, empty if it is the output
 * @param shape the structure
 */
record Described(String wrapper, StructureShape shape) {

  static Described by(Service service, String operation) {
    StructureShape output =
        service.contract().operation(operation).flatMap(o -> o.output()).orElseThrow();
    Optional<Member> only =
        output.members().size() == 1 ? output.members().stream().findFirst() : Optional.empty();
    return only.filter(member -> member.shape() instanceof StructureShape)
        .map(member -> new Described(member.name(), (StructureShape) member.shape()))
        .orElse(new Described("", output));
  }

  ObjectNode in(ObjectNode output) {
    return wrapper.isEmpty() ? output : (ObjectNode) output.get(wrapper);
  }
}
