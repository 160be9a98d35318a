package dev.mlsim.samples.sagemaker;

import java.util.Locale;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelNotReadyException;

/** Production code: asks the endpoint how likely a customer is to leave. */
public final class ChurnScores {
  private static final Logger LOG = LoggerFactory.getLogger(ChurnScores.class);

  private final SageMakerRuntimeClient runtime;

  /** Makes the scores. */
  public ChurnScores(SageMakerRuntimeClient runtime) {
    this.runtime = runtime;
  }

  /**
   * The score of a customer, from 0 to 1; none if the model fails, so that the shop goes on without
   * it. An endpoint that isn't there is an error: nobody would notice otherwise.
   */
  public OptionalDouble of(String customer) {
    try {
      String answer =
          runtime
              .invokeEndpoint(
                  r ->
                      r.endpointName(ModelRelease.ENDPOINT)
                          .contentType("text/csv")
                          .accept("text/csv")
                          .body(SdkBytes.fromUtf8String(customer)))
              .body()
              .asUtf8String();
      return OptionalDouble.of(Double.parseDouble(answer.strip()));
    } catch (ModelErrorException failed) {
      // A status of the container's, not ours: a 4xx there is our bug, a 5xx the model's.
      LOG.warn(
          "no score of {}: the model answered {}: {}",
          customer,
          failed.originalStatusCode(),
          failed.originalMessage());
      return OptionalDouble.empty();
    } catch (ModelNotReadyException early) {
      LOG.info("no score of {}: {}", customer, early.getMessage());
      return OptionalDouble.empty();
    }
  }

  /** A score in words. */
  public static String words(OptionalDouble score) {
    return score.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.2f", score.getAsDouble());
  }
}
