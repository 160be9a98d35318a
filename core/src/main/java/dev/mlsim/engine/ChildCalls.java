package dev.mlsim.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.engine.rules.FaultDecision;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.fault.Fault;
import dev.mlsim.internal.Undo;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import java.time.Duration;
import java.util.Optional;

/**
 * The calls that AWS makes by itself, for resources that start others. They are part of what the
 * parent does: they are final, and journalled, when that is. Used under the simulator's lock.
 */
final class ChildCalls {
  private static final int DEEPEST = 16;

  private final WorldState world;
  private final Catalogue services;
  private final FaultRules faults;
  private final JournalLog journal;
  private final Undo undo;
  private int depth;

  ChildCalls(
      WorldState world, Catalogue services, FaultRules faults, JournalLog journal, Undo undo) {
    this.world = world;
    this.services = services;
    this.faults = faults;
    this.journal = journal;
    this.undo = undo;
  }

  /** The output of a call that a resource causes, which is read-only. */
  ObjectNode call(Resource cause, String operation, ObjectNode input) {
    if (depth == DEEPEST) {
      throw new IllegalStateException(
          "mlsim: "
              + cause
              + " calls ["
              + operation
              + "] as the last of "
              + DEEPEST
              + " resources that started one another, the bound; a declaration starts resources"
              + " without end");
    }
    depth++;
    try {
      return answer(cause, services.called(cause.type(), operation), Json.frozen(input));
    } finally {
      depth--;
    }
  }

  private ObjectNode answer(Resource cause, Catalogue.Called called, ObjectNode input) {
    Service service = called.service();
    Call call = Call.of(service, called.operation(), input, world, service.caller(world, ""));
    FaultDecision verdict = faults.judge(called.operation(), input, true, "", 1);
    ChildEntry entry = new ChildEntry(journal, cause, call, input, verdict.says());
    undo.note(entry); // before what follows from the call
    Optional<ErrorReply> instead = verdict.fault().flatMap(fault -> before(fault, call));
    if (instead.isPresent()) {
      throw entry.refused(instead.get());
    }
    int mark = undo.mark();
    ObjectNode output;
    try {
      output =
          verdict.fault().isPresent() && verdict.fault().get() instanceof Fault.Answer given
              ? given.output()
              : world.answer(call, Duration.ZERO);
    } catch (ServiceError e) {
      undo.takeBackTo(mark);
      entry.refused(Refusals.reply(call, e));
      throw e;
    }
    Optional<ErrorReply> lost = verdict.fault().flatMap(fault -> after(fault, call));
    if (lost.isPresent()) {
      throw entry.refused(lost.get());
    }
    entry.answered(output);
    return output;
  }

  /** What is answered in place of the simulation. */
  private static Optional<ErrorReply> before(Fault fault, Call call) {
    return fault instanceof Fault.Disconnect
        ? Injector.error(new Fault.ServerError(), call)
        : Injector.error(fault, call);
  }

  /** What is answered although the call is done, since its answer doesn't arrive, or not whole. */
  private static Optional<ErrorReply> after(Fault fault, Call call) {
    return fault instanceof Fault.LoseAnswer || fault instanceof Fault.Garble
        ? Injector.error(new Fault.ServerError(), call)
        : Optional.empty();
  }
}
