package dev.mlsim.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import java.time.Instant;
import java.util.Optional;

/** The place in the journal of a call that a resource causes, kept until it is final. */
final class ChildEntry implements Undo.Step {
  private final JournalLog journal;
  private final Resource cause;
  private final Call call;
  private final ObjectNode input;
  private final String fault;
  private final Instant at;
  private ObjectNode output = Documents.empty();
  private int status;
  private String error = "";
  private String message = "";

  /**
   * Keeps the place.
   *
   * @param cause the parent
   * @param input the whole input document, which is read-only
   * @param fault what the fault rules did
   */
  ChildEntry(JournalLog journal, Resource cause, Call call, ObjectNode input, String fault) {
    this.journal = journal;
    this.cause = cause;
    this.call = call;
    this.input = input;
    this.fault = fault;
    this.at = call.now();
  }

  /** The call was answered. */
  void answered(ObjectNode with) {
    output = with;
    status = call.operation().status();
  }

  /** The call was refused; gives the error for the parent. */
  ServiceError refused(ErrorReply with) {
    ErrorReply reply = Refusals.complete(call.service(), with);
    output = Refusals.members(reply);
    status = reply.status();
    error = reply.code();
    message = reply.message();
    ServiceError told = new ServiceError(error, message);
    for (String member : reply.members().keySet()) {
      told = told.with(member, output.path(member));
    }
    return told;
  }

  @Override
  public void takeBack() {
    // It has not been told yet.
  }

  @Override
  public void settle() {
    journal.add(
        new JournalEntry.Called(
            at,
            journal.nextCall(),
            call.service().name(),
            call.operation().name(),
            input,
            output,
            status,
            error,
            message,
            fault,
            Optional.of(new JournalEntry.Cause(cause.type(), cause.name()))),
        Json.bytes(input).length + (long) Json.bytes(output).length);
  }
}
