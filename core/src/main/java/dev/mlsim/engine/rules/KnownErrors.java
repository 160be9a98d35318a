package dev.mlsim.engine.rules;

import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Refuses faults that no service could answer. */
final class KnownErrors {
  private KnownErrors() {}

  static void check(Fault fault, Glob operation, List<Operation> meant) {
    if (fault instanceof Fault.Misdeliver) {
      throw new IllegalArgumentException(
          "mlsim: a call of ["
              + operation
              + "] cannot suffer that it ["
              + fault.says()
              + "]; that is for events: faults().onEvents(...)");
    }
    if (fault instanceof Fault.Failure error && error.status() == 0) {
      check(error, operation, meant);
    } else if (fault instanceof Fault.Answer answer) {
      KnownMembers.wrong(answer.output(), meant)
          .ifPresent(
              wrong -> {
                throw new IllegalArgumentException("mlsim: cannot answer so: " + wrong);
              });
    } else if (fault instanceof Fault.OneOf some) {
      some.faults().forEach(one -> check(one, operation, meant));
    }
  }

  private static void check(Fault.Failure error, Glob operation, List<Operation> meant) {
    if (ErrorReply.commonCodes().contains(error.code())) {
      return;
    }
    List<ErrorShape> shapes =
        meant.stream().flatMap(o -> o.contract().error(error.code()).stream()).distinct().toList();
    if (shapes.isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: ["
              + operation
              + "] has no error ["
              + error.code()
              + "]"
              + Nearest.hint(error.code(), codes(meant))
              + "; any other can be had with Fault.error(code, message).status(...)");
    }
    TreeSet<String> members = new TreeSet<>();
    shapes.forEach(shape -> shape.structure().members().forEach(m -> members.add(m.name())));
    for (String member : error.members().keySet()) {
      if (!members.contains(member)) {
        throw new IllegalArgumentException(
            "mlsim: the error ["
                + error.code()
                + "] has no member ["
                + member
                + "]"
                + Nearest.hint(member, members));
      }
    }
  }

  private static Collection<String> codes(List<Operation> meant) {
    TreeSet<String> codes = new TreeSet<>(ErrorReply.commonCodes());
    meant.forEach(o -> codes.addAll(o.contract().errorCodes()));
    return codes;
  }
}
