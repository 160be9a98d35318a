package dev.mlsim.sdk;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What functions of the test threw while calls were answered. */
@FunctionalInterface
interface FunctionFailures {
  /** The code of answers that tell of one, in the simulator's voice. */
  String CODE = "FunctionFailed";

  /** What a function threw while the call of that request id was answered. */
  Optional<Throwable> during(String requestId);

  /**
   * Shows it with the exception of a client, which has only its words: a failed assertion is then
   * seen with its stack.
   */
  default void show(Throwable ofClient) {
    if (ofClient instanceof AwsServiceException e
        && e.awsErrorDetails() != null
        && CODE.equals(e.awsErrorDetails().errorCode())
        && e.requestId() != null
        && e.getSuppressed().length == 0) {
      during(e.requestId()).ifPresent(e::addSuppressed);
    }
  }
}
