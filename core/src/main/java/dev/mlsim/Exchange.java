package dev.mlsim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.MalformedInput;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Protocol;
import dev.mlsim.contract.Validator;
import dev.mlsim.contract.Violation;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Faults;
import dev.mlsim.internal.Nearest;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.service.Account;
import dev.mlsim.service.Call;
import dev.mlsim.service.Chance;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers one request: finds the operation, asks the fault rules, validates, lets the service
 * answer, and writes it all down. Used under the simulator's lock.
 */
final class Exchange {
  /** Not an AWS code: the simulator itself speaks. */
  static final String NOT_SIMULATED = "NotSimulated";

  private static final Set<String> OWN_CODES = Set.of(NOT_SIMULATED, Patience.NEVER_ENDS);

  /** The status of the simulator's own errors: SDKs don't retry it. */
  private static final int NOT_IMPLEMENTED = 501;

  private static final String CREDENTIAL = "Credential=";

  private final Services services;
  private final World world;
  private final Faults faults;
  private final Journal journal;
  private final Chance requestIds;
  private final Patience patience;
  private final Attempts attempts;

  Exchange(
      Services services,
      World world,
      Faults faults,
      Journal journal,
      Chance requestIds,
      Patience patience) {
    this.services = services;
    this.world = world;
    this.faults = faults;
    this.journal = journal;
    this.requestIds = requestIds;
    this.patience = patience;
    this.attempts = new Attempts(journal);
  }

  WireReply answer(WireRequest request) {
    Optional<Services.Called> called = services.route(request);
    if (called.isEmpty()) {
      return unroutable(request);
    }
    attempts.begin(request, called.get(), world.now());
    WireReply reply = answer(request, called.get());
    attempts.end(request, reply, world.now());
    return reply;
  }

  private WireReply answer(WireRequest request, Services.Called called) {
    Service service = called.service();
    Operation operation = called.operation();
    Protocol protocol = service.contract().protocol();
    String requestId = requestIds.uuid();
    ObjectNode input = Documents.empty();
    String fault = "";
    try {
      input = protocol.decode(operation, request);
      Optional<FaultRule> rule = faults.answering(operation.name());
      if (rule.isPresent()) {
        fault = rule.get().toString();
        throw thrown(rule.get().fault());
      }
      Call call = new Call(service, operation, input, world, caller(service, request));
      patience.before(request, call);
      journal.beginCall();
      ObjectNode output = simulate(call);
      note(service, operation, input, output, operation.status(), fault);
      return protocol.encode(operation, output, requestId);
    } catch (MalformedInput e) {
      ErrorReply error =
          ErrorReply.of(service.contract(), MalformedInput.CODE, String.valueOf(e.getMessage()));
      return refuse(service, operation, input, error, fault, requestId);
    } catch (ServiceError e) {
      ErrorReply error = ErrorReply.of(service.contract(), e.code(), e.message());
      for (Map.Entry<String, JsonNode> member : e.members().entrySet()) {
        error = error.member(member.getKey(), member.getValue());
      }
      if (OWN_CODES.contains(e.code())) {
        error = error.status(NOT_IMPLEMENTED);
      }
      return refuse(service, operation, input, error, fault, requestId);
    }
  }

  /** The key's id is in {@code Credential=AKID/20260101/us-east-1/sagemaker/aws4_request}. */
  private Account caller(Service service, WireRequest request) {
    String authorization = request.header("Authorization").orElse("");
    int start = authorization.indexOf(CREDENTIAL);
    int end = authorization.indexOf('/', Math.max(start, 0));
    boolean signed = start >= 0 && end > start;
    return service.caller(
        world, signed ? authorization.substring(start + CREDENTIAL.length(), end) : "");
  }

  private static ServiceError thrown(Fault fault) {
    if (fault instanceof Fault.Throttle) {
      return new ServiceError("ThrottlingException", "Rate exceeded");
    }
    throw new IllegalStateException("mlsim: nobody says how to " + fault.says());
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
    return call.world().answer(call, handler);
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

  /** The error with what the service's errors of its kind always tell. */
  private static ErrorReply complete(Service service, ErrorReply reply) {
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

  private WireResponse refuse(
      Service service,
      Operation operation,
      ObjectNode input,
      ErrorReply reply,
      String fault,
      String requestId) {
    ErrorReply error = complete(service, reply);
    ObjectNode members = Documents.empty();
    error.members().forEach(members::set);
    journal.add(
        new JournalEntry.Called(
            world.now(),
            journal.nextCall(),
            service.name(),
            operation.name(),
            input,
            members,
            error.status(),
            error.code(),
            error.message(),
            fault));
    return service.contract().protocol().encodeError(service.contract(), error, requestId);
  }

  private void note(
      Service service,
      Operation operation,
      ObjectNode input,
      ObjectNode output,
      int status,
      String fault) {
    journal.add(
        new JournalEntry.Called(
            world.now(),
            journal.nextCall(),
            service.name(),
            operation.name(),
            input,
            output,
            status,
            "",
            "",
            fault));
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
