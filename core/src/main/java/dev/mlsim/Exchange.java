package dev.mlsim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.MalformedInput;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Protocol;
import dev.mlsim.contract.Validator;
import dev.mlsim.contract.Violation;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Faults;
import dev.mlsim.fault.Incoming;
import dev.mlsim.fault.Verdict;
import dev.mlsim.internal.Nearest;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.service.Call;
import dev.mlsim.service.Chance;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers one request: finds the operation, asks the fault rules, validates, lets the service
 * answer, and writes it all down. Used under the simulator's lock.
 */
final class Exchange {
  /** Not an AWS code: the simulator itself speaks. SDKs don't retry its status. */
  static final String NOT_SIMULATED = "NotSimulated";

  private static final int NOT_IMPLEMENTED = 501;

  private final Services services;
  private final World world;
  private final Faults faults;
  private final Journal journal;
  private final Chance requestIds;

  Exchange(Services services, World world, Faults faults, Journal journal, Chance requestIds) {
    this.services = services;
    this.world = world;
    this.faults = faults;
    this.journal = journal;
    this.requestIds = requestIds;
  }

  WireReply answer(WireRequest request) {
    Optional<Services.Called> called = services.route(request);
    if (called.isEmpty()) {
      return unroutable(request);
    }
    Service service = called.get().service();
    Operation operation = called.get().operation();
    Protocol protocol = service.contract().protocol();
    String requestId = requestIds.uuid();
    ObjectNode input = Documents.empty();
    Verdict verdict = Verdict.NOTHING;
    journal.beginCall();
    try {
      input = protocol.decode(operation, request);
      verdict = faults.judge(new Incoming(operation, input, world.now()));
      WireReply reply = answer(new Call(service, operation, input, world), verdict, requestId);
      return verdict.latency().isZero()
          ? reply
          : reply.late(reply.latency().plus(verdict.latency()));
    } catch (MalformedInput e) {
      ErrorReply error =
          ErrorReply.of(service.contract(), MalformedInput.CODE, String.valueOf(e.getMessage()));
      return refuse(new Call(service, operation, input, world), error, verdict, requestId);
    }
  }

  private WireReply answer(Call call, Verdict verdict, String requestId) {
    Optional<Fault> fault = verdict.fault();
    Optional<ErrorReply> error = fault.flatMap(f -> Injector.error(f, call));
    if (error.isPresent()) {
      return refuse(call, error.get(), verdict, requestId);
    }
    Optional<ConnectionFailure> failure = fault.flatMap(Injector::disconnected);
    if (failure.isPresent()) {
      return note(call, failure.get(), Documents.empty(), verdict);
    }
    Protocol protocol = call.service().contract().protocol();
    try {
      ObjectNode output =
          fault.isPresent() && fault.get() instanceof Fault.Answer given
              ? given.output()
              : simulate(call);
      WireResponse response = protocol.encode(call.operation(), output, requestId);
      return note(call, Injector.spoilt(fault, response), output, verdict);
    } catch (ServiceError e) {
      return Injector.spoilt(fault, refuse(call, reply(call, e), verdict, requestId));
    }
  }

  private static ErrorReply reply(Call call, ServiceError e) {
    ErrorReply error = ErrorReply.of(call.service().contract(), e.code(), e.message());
    for (Map.Entry<String, JsonNode> member : e.members().entrySet()) {
      error = error.member(member.getKey(), member.getValue());
    }
    return e.code().equals(NOT_SIMULATED) ? error.status(NOT_IMPLEMENTED) : error;
  }

  private static ObjectNode simulate(Call call) {
    Handler handler =
        call.service()
            .handler(call.operation().name())
            .orElseThrow(() -> notSimulated(call.service(), call.operation().name()));
    List<Violation> violations =
        call.operation()
            .input()
            .map(shape -> Validator.validate(shape, call.input()))
            .orElse(List.of());
    if (!violations.isEmpty()) {
      throw new ServiceError(call.service().validationCode(), Violation.message(violations));
    }
    return handler.answer(call);
  }

  private static ServiceError notSimulated(Service service, String operation) {
    return new ServiceError(
        NOT_SIMULATED,
        "mlsim: operation ["
            + operation
            + "] of "
            + service.name()
            + " is not simulated; simulated are "
            + service.operations().keySet()
            + ". A fault rule can answer it: sim.faults().on(\""
            + operation
            + "\")");
  }

  private WireResponse refuse(Call call, ErrorReply error, Verdict verdict, String requestId) {
    ObjectNode members = Documents.empty();
    error.members().forEach(members::set);
    note(call, members, error.status(), error.code(), error.message(), verdict);
    Contract contract = call.service().contract();
    return contract.protocol().encodeError(contract, error, requestId);
  }

  private WireReply note(Call call, WireReply reply, ObjectNode output, Verdict verdict) {
    if (reply instanceof ConnectionFailure failure) {
      note(call, output, 0, Injector.journalCode(failure), failure.detail(), verdict);
    } else {
      note(call, output, call.operation().status(), "", "", verdict);
    }
    return reply;
  }

  private void note(
      Call call, ObjectNode output, int status, String code, String message, Verdict verdict) {
    journal.add(
        new JournalEntry.Called(
            world.now(),
            journal.nextCall(),
            call.service().name(),
            call.operation().name(),
            call.input(),
            output,
            status,
            code,
            message,
            verdict.says()));
  }

  private WireResponse unroutable(WireRequest request) {
    String target = request.header("X-Amz-Target").orElse("");
    String operation = target.substring(target.indexOf('.') + 1);
    String message =
        "mlsim: no simulated service knows the request ["
            + request
            + "]"
            + (target.isEmpty() ? "" : Nearest.hint(operation, services.operationNames()))
            + "; simulated are "
            + services.all();
    journal.add(new JournalEntry.Noted(world.now(), message));
    ObjectNode body = Documents.empty().put("__type", NOT_SIMULATED).put("message", message);
    return new WireResponse(
        NOT_IMPLEMENTED,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", NOT_SIMULATED),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
