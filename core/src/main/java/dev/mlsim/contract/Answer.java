package dev.mlsim.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.wire.WireResponse;

/**
 * What a client learns from a response.
 *
 * @param status the HTTP status
 * @param output the document of a success; empty for an error
 * @param code the code of an error, empty for a success and where the response has none
 * @param message what the error says
 */
public record Answer(int status, ObjectNode output, String code, String message) {

  /** Reads the response to a call of an operation whose bodies are JSON. */
  public static Answer of(Operation operation, WireResponse response) {
    return AnswerReader.isError(response)
        ? new Answer(
            response.status(),
            JsonNodeFactory.instance.objectNode(),
            AnswerReader.code(response),
            AnswerReader.message(response))
        : new Answer(response.status(), AnswerReader.success(operation, response), "", "");
  }

  /** Whether it is one of an error. */
  public boolean isError() {
    return status >= 300;
  }
}
