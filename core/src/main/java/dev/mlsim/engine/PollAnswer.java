package dev.mlsim.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Waiter;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import java.util.Optional;

/**
 * What a poll would be answered if it were answered now.
 *
 * @param output the output, empty if it is an error
 * @param error the error's code, empty if it is an output
 * @param status its HTTP status
 */
record PollAnswer(ObjectNode output, String error, int status) {

  static PollAnswer of(Handler handler, Call call) {
    try {
      return new PollAnswer(handler.answer(call), "", call.operation().status());
    } catch (ServiceError refused) {
      int status = Refusals.reply(call, refused).status();
      return new PollAnswer(Documents.empty(), refused.code(), status);
    }
  }

  boolean ends(Waiter waiter) {
    return decisive(waiter).filter(acceptor -> !acceptor.state().equals("retry")).isPresent();
  }

  boolean retries(Waiter waiter) {
    return decisive(waiter).filter(acceptor -> acceptor.state().equals("retry")).isPresent();
  }

  private Optional<Waiter.Acceptor> decisive(Waiter waiter) {
    return waiter.acceptors().stream().filter(this::matches).findFirst();
  }

  private boolean matches(Waiter.Acceptor acceptor) {
    if (acceptor.matcher().equals("error")) {
      return error.equals(acceptor.expected());
    }
    if (acceptor.matcher().equals("status")) {
      return acceptor.expected().equals("" + status);
    }
    return Documents.at(output, acceptor.argument())
        .map(JsonNode::asText)
        .filter(acceptor.expected()::equals)
        .isPresent();
  }
}
