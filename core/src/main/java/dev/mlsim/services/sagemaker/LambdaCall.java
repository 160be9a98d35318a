package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;

/**
 * A call of a Lambda function by a step of a pipeline.
 *
 * @param step the step's name
 * @param functionArn the function
 * @param event what it is given: the arguments of the step; read-only
 */
public record LambdaCall(String step, String functionArn, ObjectNode event) {

  /** Checks that nothing is missing. */
  public LambdaCall {
    requireNonNull(step, "step");
    requireNonNull(functionArn, "functionArn");
    event = Json.frozen(event);
  }
}
