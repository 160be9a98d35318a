package dev.mlsim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Validator;
import dev.mlsim.contract.Violation;
import dev.mlsim.service.Call;
import dev.mlsim.wire.WireRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and validates inputs, and remembers of each describing operation the last one that was
 * valid: who polls sends the same again and again. Used under the simulator's lock.
 */
final class Inputs {
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  private record Valid(String path, byte[] body, ObjectNode input) {
    boolean isSaidBy(WireRequest request) {
      return path.equals(request.path()) && Arrays.equals(body, request.body());
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very document, not one like it
    boolean isOf(Call call) {
      return input == call.input();
    }
  }

  private final Map<Operation, Valid> last = new HashMap<>();

  /** The input document of a request. */
  ObjectNode read(Operation operation, WireRequest request) {
    @Nullable Valid known = last.get(operation);
    return known != null && known.isSaidBy(request)
        ? known.input()
        : operation.contract().protocol().decode(operation, request);
  }

  /** What is wrong with the input of a call; nothing if it may pass. */
  List<Violation> violations(Call call) {
    @Nullable Valid known = last.get(call.operation());
    return known != null && known.isOf(call)
        ? List.of()
        : call.operation()
            .input()
            .map(shape -> Validator.validate(shape, call.input()))
            .orElse(List.of());
  }

  /**
   * Remembers the request of a call that was valid. Headers are not compared, so none may count.
   */
  void remember(WireRequest request, Call call) {
    @Nullable Valid known = last.get(call.operation());
    if (known != null && known.isOf(call)) {
      return;
    }
    boolean inHeaders =
        call.operation().input().stream()
            .flatMap(shape -> shape.members().stream())
            .anyMatch(member -> member.location() == Location.HEADER);
    if (!inHeaders) {
      last.put(call.operation(), new Valid(request.path(), request.body(), call.input()));
    }
  }
}
