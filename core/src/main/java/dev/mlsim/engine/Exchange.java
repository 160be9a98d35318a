package dev.mlsim.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.MalformedInput;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Protocol;
import dev.mlsim.engine.rules.FaultDecision;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.fault.Fault;
import dev.mlsim.internal.Nearest;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.json.Json;
import dev.mlsim.service.Account;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Answers one request: finds the operation, asks the fault rules, validates, lets the service
 * answer, and writes it all down. Used under the simulator's lock.
 */
final class Exchange {
  private static final ObjectNode BLANK = Json.frozen(Documents.empty());

  private final Catalogue services;
  private final WorldState world;
  private final FaultRules faults;
  private final JournalLog journal;
  private final Undo undo;
  private SeededRandom requestIds;
  private final PollPacer pacer;
  private final RetryTracker attempts;
  private int busy;

  Exchange(
      Catalogue services,
      WorldState world,
      FaultRules faults,
      JournalLog journal,
      Undo undo,
      SeededRandom requestIds,
      PollPacer pacer) {
    this.services = services;
    this.world = world;
    this.faults = faults;
    this.journal = journal;
    this.undo = undo;
    this.requestIds = requestIds;
    this.pacer = pacer;
    this.attempts = new RetryTracker(journal);
  }

  /** The answer to a request. */
  WireReply answer(WireRequest request) {
    busy++;
    try {
      return route(request);
    } finally {
      busy--;
    }
  }

  /** Whether a request is being answered. */
  boolean isBusy() {
    return busy > 0;
  }

  /**
   * Where it stands between two requests.
   *
   * @param requestIds where the seed of request ids stands
   * @param attempts what is known of attempts that failed
   */
  record Saved(long requestIds, Map<String, RetryTracker.Failed> attempts) {}

  Saved save() {
    return new Saved(requestIds.position(), attempts.save());
  }

  /** Goes on from where one stood. */
  void restore(Saved saved) {
    requestIds = new SeededRandom(saved.requestIds());
    attempts.restore(saved.attempts());
  }

  private WireReply route(WireRequest request) {
    Signature signature = Signature.of(request);
    Optional<Catalogue.Called> called = services.route(request, signature);
    if (called.isEmpty()) {
      return unroutable(request, signature);
    }
    attempts.begin(request, called.get(), world.now());
    WireReply reply = attempt(request, called.get(), signature);
    attempts.end(request, reply, world.now().plus(reply.latency()));
    return reply;
  }

  /**
   * A request as far as it is understood.
   *
   * @param request the request
   * @param call what it calls
   * @param received the whole input document, which is read-only
   * @param verdict what the fault rules make of it
   * @param requestId the id of its answer
   */
  private record Attempt(
      WireRequest request,
      Call call,
      ObjectNode received,
      FaultDecision verdict,
      String requestId) {

    Attempt judged(FaultDecision by) {
      return new Attempt(request, call, received, by, requestId);
    }

    Protocol protocol() {
      return call.service().contract().protocol();
    }
  }

  private WireReply attempt(WireRequest request, Catalogue.Called called, Signature signature) {
    Service service = called.service();
    Operation operation = called.operation();
    Account caller = service.caller(world, signature.accessKey());
    undo.open();
    undo.note(new RequestIds(this, requestIds.position()));
    String requestId = requestIds.uuid();
    ObjectNode input = BLANK; // until it is read
    try {
      input = operation.contract().protocol().decode(operation, request);
      WireReply reply = judge(attempt(request, called, input, caller, requestId));
      undo.settle();
      return reply;
    } catch (MalformedInput e) {
      undo.settle();
      Attempt attempt = attempt(request, called, input, caller, requestId);
      String message = String.valueOf(e.getMessage());
      return refuse(attempt, ErrorReply.of(service.contract(), e.code(), message));
    } catch (FunctionFailed | TimerFailedException e) {
      undo.takeBack();
      String says = ofFunction(e);
      journal.failed(requestId, e);
      Attempt attempt = attempt(request, called, input, caller, requestId);
      return refuse(
          attempt,
          Refusals.reply(attempt.call(), new ServiceError(Refusals.FUNCTION_FAILED, says)));
    } catch (RuntimeException e) {
      undo.takeBack();
      throw Refusals.ofDeclaration(attempt(request, called, input, caller, requestId).call(), e);
    } catch (Error e) {
      undo.takeBack();
      throw e;
    }
  }

  private Attempt attempt(
      WireRequest request,
      Catalogue.Called called,
      ObjectNode input,
      Account caller,
      String requestId) {
    Call call = Call.of(called.service(), called.operation(), input, world, caller);
    return new Attempt(request, call, input, FaultDecision.NOTHING, requestId);
  }

  private record RequestIds(Exchange exchange, long position) implements Undo.Step {
    @Override
    public void takeBack() {
      exchange.requestIds = new SeededRandom(position);
    }
  }

  /** What to say of a function that failed, be it while a poll moved time; other failures go on. */
  private static String ofFunction(RuntimeException failure) {
    RuntimeException function = failure;
    if (failure instanceof TimerFailedException timer) {
      if (!(timer.getCause() instanceof FunctionFailed cause) || timer.getSuppressed().length > 0) {
        throw timer;
      }
      function = cause;
    }
    return String.valueOf(function.getMessage());
  }

  private WireReply judge(Attempt attempt) {
    FaultDecision verdict =
        faults.isEmpty()
            ? FaultDecision.NOTHING
            : faults.judge(
                attempt.call().operation(),
                attempt.received(),
                false,
                RetryTracker.invocation(attempt.request()),
                RetryTracker.attempt(attempt.request()));
    WireReply reply = answer(verdict.isNothing() ? attempt : attempt.judged(verdict));
    Duration latency = verdict.latency().plus(world.latency());
    return latency.isZero() ? reply : reply.late(reply.latency().plus(latency));
  }

  private WireReply answer(Attempt attempt) {
    Call call = attempt.call();
    Optional<Fault> fault = attempt.verdict().fault();
    Optional<ErrorReply> error = fault.flatMap(f -> Injector.error(f, call));
    if (error.isPresent()) {
      return refuse(attempt, error.get());
    }
    Optional<ConnectionFailure> failure = fault.flatMap(Injector::disconnected);
    if (failure.isPresent()) {
      return note(attempt, failure.get(), BLANK);
    }
    try {
      Optional<ObjectNode> given = faults.given(fault, call.operation(), attempt.received());
      ObjectNode output =
          given.isPresent()
              ? given.get()
              : faults.amended(fault, call.operation(), simulate(attempt));
      WireResponse response =
          attempt.protocol().encode(call.operation(), output, attempt.requestId());
      return note(attempt, Injector.spoilt(fault, response), output);
    } catch (ServiceError e) {
      return Injector.spoilt(fault, refuse(attempt, Refusals.reply(call, e)));
    }
  }

  /** The output, which is read-only. */
  private ObjectNode simulate(Attempt attempt) {
    Call call = attempt.call();
    pacer.before(attempt.request(), call);
    Fault fault = attempt.verdict().fault().orElse(null);
    Duration age = fault instanceof Fault.StaleList stale ? stale.age() : Duration.ZERO;
    return world.answer(call, age);
  }

  private WireResponse refuse(Attempt attempt, ErrorReply reply) {
    ErrorReply error = Refusals.complete(attempt.call().service(), reply);
    WireResponse response =
        attempt.protocol().encodeError(attempt.call().operation(), error, attempt.requestId());
    journal.add(
        called(attempt, Refusals.members(error), error.status(), error.code(), error.message()),
        bytes(attempt, response));
    return response;
  }

  private WireReply note(Attempt attempt, WireReply reply, ObjectNode output) {
    JournalEntry.Called called =
        reply instanceof ConnectionFailure failure
            ? called(attempt, output, 0, Injector.journalCode(failure), failure.detail())
            : called(attempt, output, attempt.call().operation().status(), "", "");
    journal.add(called, bytes(attempt, reply));
    return reply;
  }

  private JournalEntry.Called called(
      Attempt attempt, ObjectNode output, int status, String code, String message) {
    long number = journal.nextCall();
    return new JournalEntry.Called(
        world.now(),
        number,
        attempt.call().service().name(),
        attempt.call().operation().name(),
        attempt.received(),
        output,
        status,
        code,
        message,
        attempt.verdict().says(),
        Optional.empty(),
        RetryTracker.attempt(attempt.request()),
        attempts.first(attempt.request(), number),
        attempt.verdict().suffered());
  }

  /** How many bytes a call takes, as far as its bodies tell. */
  private static long bytes(Attempt attempt, WireReply reply) {
    long request = attempt.request().body().length;
    return reply instanceof WireResponse response ? request + response.body().length : request;
  }

  private WireResponse unroutable(WireRequest request, Signature signature) {
    String target = request.header("X-Amz-Target").orElse("");
    String operation = target.substring(target.indexOf('.') + 1);
    String message =
        "mlsim: no simulated service knows the request ["
            + request
            + "]"
            + (target.isEmpty() ? "" : Nearest.hintOfNear(operation, services.operationNames()))
            + "; simulated are "
            + services
            + Unroutable.beyond(signature);
    WireResponse response =
        Unroutable.answer(
            request, signature, Refusals.NOT_IMPLEMENTED, Refusals.NOT_SIMULATED, message);
    journal.add(
        new JournalEntry.Called(
            world.now(),
            journal.nextCall(),
            signature.service(),
            operation.isEmpty() ? request.toString() : operation,
            Documents.empty(),
            Documents.empty(),
            response.status(),
            Refusals.NOT_SIMULATED,
            message,
            "",
            Optional.empty()),
        response.body().length);
    return response;
  }
}
