package dev.mlsim.sdk;

import dev.mlsim.journal.JournalEntry;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * A call in the SDK's own types, as the simulator understood it.
 *
 * @param <Q> the type of the request, such as {@code CreateTrainingJobRequest}
 * @param entry the call in the journal: its time, status and error
 * @param request the request, without what only a client knows, such as override configuration
 * @param response the response, empty where the call failed
 */
public record SdkCall<Q extends AwsRequest>(
    JournalEntry.Called entry, Q request, Optional<AwsResponse> response) {

  /**
   * The response, of its own type.
   *
   * @throws IllegalStateException if the call failed
   * @throws ClassCastException if it is of another type
   */
  public <R extends AwsResponse> R response(Class<R> type) {
    return type.cast(
        response.orElseThrow(
            () ->
                new IllegalStateException(
                    "mlsim: there is no response: the " + entry.text() + " at " + entry.at())));
  }
}
