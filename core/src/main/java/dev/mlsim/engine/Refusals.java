package dev.mlsim.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.MalformedInput;
import dev.mlsim.contract.Protocol;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.Validator;
import dev.mlsim.contract.Violation;
import dev.mlsim.internal.Nearest;
import dev.mlsim.json.Json;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How calls are refused before a service is asked, and how an error is told in full. */
final class Refusals {
  /** Not an AWS code: the simulator itself speaks. */
  static final String NOT_SIMULATED = "NotSimulated";

  /** Not an AWS code either: a function of the test has failed. */
  static final String FUNCTION_FAILED = "FunctionFailed";

  private static final Set<String> OWN_CODES =
      Set.of(NOT_SIMULATED, FUNCTION_FAILED, PollPacer.NEVER_ENDS);

  /** The status of the simulator's own errors: SDKs don't retry it. */
  static final int NOT_IMPLEMENTED = 501;

  private Refusals() {}

  /** The error as it is answered; the simulator's own have a status that SDKs don't retry. */
  static ErrorReply reply(Call call, ServiceError e) {
    ErrorReply error = ErrorReply.of(call.service().contract(), e.code(), e.message());
    for (Map.Entry<String, JsonNode> member : e.members().entrySet()) {
      error = error.member(member.getKey(), member.getValue());
    }
    return OWN_CODES.contains(e.code()) ? error.status(NOT_IMPLEMENTED) : error;
  }

  /**
   * The handler of a call.
   *
   * @throws ServiceError if the operation is not simulated, or the input breaks the contract
   */
  static Handler handler(Call call) {
    Handler handler =
        call.service()
            .handler(call.operation().name())
            .orElseThrow(() -> notSimulated(call.service(), call.operation().name()));
    List<Violation> violations = violations(call);
    if (violations.isEmpty()) {
      return handler;
    }
    if (violations.stream().anyMatch(violation -> isInXml(call, violation))) {
      throw new ServiceError(MalformedInput.XML_CODE, MalformedInput.XML_MESSAGE);
    }
    throw new ServiceError(call.service().validationCode(), Violation.message(violations));
  }

  /** A schema of XML takes what the validator would, and says nothing else. */
  private static boolean isInXml(Call call, Violation violation) {
    return call.operation().contract().protocol() == Protocol.REST_XML
        && call.operation()
            .input()
            .flatMap(StructureShape::payload)
            .filter(
                payload ->
                    violation
                        .path()
                        .regionMatches(true, 0, payload.name(), 0, payload.name().length()))
            .isPresent();
  }

  private static List<Violation> violations(Call call) {
    Optional<StructureShape> shape = call.operation().input();
    return shape.isEmpty() ? List.of() : Validator.validate(shape.get(), call.input());
  }

  private static ServiceError notSimulated(Service service, String operation) {
    return new ServiceError(
        NOT_SIMULATED,
        "mlsim: operation ["
            + operation
            + "] of "
            + service.name()
            + " is not simulated; of its "
            + service.contract().operations().size()
            + " operations "
            + service.simulated().size()
            + " are"
            + Nearest.hintOfNear(operation, service.simulated())
            + ". A fault rule can answer it: sim.faults().on(\""
            + operation
            + "\").answer(...)");
  }

  /**
   * What to throw when a service failed while it answered: what speaks in the simulator's voice as
   * it is, and else whose mistake it is, in words.
   */
  static RuntimeException ofDeclaration(Call call, RuntimeException failure) {
    if (String.valueOf(failure.getMessage()).startsWith("mlsim: ")) {
      return failure;
    }
    return new IllegalStateException(
        "mlsim: the declaration of ["
            + call.service().name()
            + "] failed to answer ["
            + call.operation().name()
            + "], and nothing has happened: it threw "
            + failure,
        failure);
  }

  /** The error with what the service's errors of its kind always tell. */
  static ErrorReply complete(Service service, ErrorReply reply) {
    ErrorReply error = reply;
    Optional<ErrorShape> shape = service.contract().error(reply.code());
    for (Map.Entry<String, JsonNode> usual : service.errorMembers().properties()) {
      boolean has = shape.flatMap(s -> s.structure().member(usual.getKey())).isPresent();
      if (has && !error.members().containsKey(usual.getKey())) {
        error = error.member(usual.getKey(), usual.getValue());
      }
    }
    return error;
  }

  /** The members of an error besides its message, read-only. */
  static ObjectNode members(ErrorReply error) {
    ObjectNode members = Documents.empty();
    members.setAll(error.members());
    return Json.frozen(members);
  }
}
