package dev.mlsim.fault;

import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Refuses faults that no service could answer. */
final class KnownErrors {
  private KnownErrors() {}

  static void check(Fault fault, Glob operation, List<Operation> meant) {
    if (fault instanceof Fault.Failure error && error.status() == 0) {
      check(error, operation, meant);
    } else if (fault instanceof Fault.OneOf some) {
      some.faults().forEach(one -> check(one, operation, meant));
    }
  }

  private static void check(Fault.Failure error, Glob operation, List<Operation> meant) {
    if (ErrorReply.commonCodes().contains(error.code())) {
      return;
    }
    Optional<ErrorShape> shape =
        meant.stream().flatMap(o -> o.contract().error(error.code()).stream()).findFirst();
    if (shape.isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: ["
              + operation
              + "] has no error ["
              + error.code()
              + "]"
              + Nearest.hint(error.code(), codes(meant))
              + "; any other can be had with Fault.error(code, message).status(...)");
    }
    for (String member : error.members().keySet()) {
      if (shape.get().structure().member(member).isEmpty()) {
        throw new IllegalArgumentException(
            "mlsim: the error ["
                + error.code()
                + "] has no member ["
                + member
                + "]"
                + Nearest.hint(
                    member,
                    shape.get().structure().members().stream().map(m -> m.name()).toList()));
      }
    }
  }

  private static Collection<String> codes(List<Operation> meant) {
    TreeSet<String> codes = new TreeSet<>(ErrorReply.commonCodes());
    meant.forEach(o -> codes.addAll(o.contract().errorCodes()));
    return codes;
  }
}
