package dev.mlsim.samples.sagemaker;

import static dev.mlsim.samples.sagemaker.ModelRelease.unless;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * Production code: scores all customers of a night by an endpoint for asynchronous inference, which
 * stands only as long as it is needed.
 */
public final class NightlyScoring {
  private static final String ENDPOINT = "churn-nightly";
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int LOOKS = 120;

  /** By an attempt of the SDK's whose answer was lost, or by a run that could not clear. */
  private static final String THERE = "already existing";

  private final SageMakerClient sageMaker;
  private final SageMakerRuntimeClient runtime;
  private final Function<String, Optional<String>> objects;
  private final Consumer<Duration> pause;

  /**
   * Makes the scoring.
   *
   * @param sageMaker the client that deploys
   * @param runtime the client that invokes
   * @param objects reads the object at a location, if it is there
   * @param pause how to pause between looks at the objects
   */
  public NightlyScoring(
      SageMakerClient sageMaker,
      SageMakerRuntimeClient runtime,
      Function<String, Optional<String>> objects,
      Consumer<Duration> pause) {
    this.sageMaker = sageMaker;
    this.runtime = runtime;
    this.objects = objects;
    this.pause = pause;
  }

  /**
   * Scores the customers at a location.
   *
   * @param model the model to score by
   * @return what the model answered
   * @throws IllegalStateException if it failed, or took more than an hour, and why
   */
  public String score(String model, String customers) {
    String scores;
    try {
      deploy(model); // from here on something may stand, whatever is answered
      scores =
          await(
              runtime.invokeEndpointAsync(
                  r ->
                      r.endpointName(ENDPOINT)
                          .inputLocation(customers)
                          .contentType("text/csv")
                          .invocationTimeoutSeconds(3_600)));
    } catch (RuntimeException e) {
      try {
        clear();
      } catch (RuntimeException notCleared) {
        e.addSuppressed(notCleared);
      }
      throw e;
    }
    clear();
    return scores;
  }

  private void clear() {
    try {
      unless("Could not find", () -> sageMaker.deleteEndpoint(r -> r.endpointName(ENDPOINT)));
    } finally {
      unless(
          "Could not find",
          () -> sageMaker.deleteEndpointConfig(r -> r.endpointConfigName(ENDPOINT)));
    }
  }

  /** What a run could not clear away, since it was still being made, may have failed meanwhile. */
  private void removeWhatIsLeft() {
    sageMaker.deleteEndpoint(r -> r.endpointName(ENDPOINT));
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilEndpointDeleted(r -> r.endpointName(ENDPOINT));
    }
  }

  private void deploy(String model) {
    unless("Could not find", this::removeWhatIsLeft);
    ProductionVariant fleet =
        ProductionVariant.builder()
            .variantName("all")
            .modelName(model)
            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
            .initialInstanceCount(1)
            .build();
    unless(
        THERE,
        () ->
            sageMaker.createEndpointConfig(
                r ->
                    r.endpointConfigName(ENDPOINT)
                        .productionVariants(fleet)
                        .asyncInferenceConfig(
                            a ->
                                a.outputConfig(
                                    o ->
                                        o.s3OutputPath("s3://churn/scores/")
                                            .s3FailurePath("s3://churn/failures/")))));
    unless(
        THERE,
        () -> sageMaker.createEndpoint(r -> r.endpointName(ENDPOINT).endpointConfigName(ENDPOINT)));
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilEndpointInService(r -> r.endpointName(ENDPOINT));
    }
  }

  /** Both locations are named from the start; one of them will have an object. */
  private String await(InvokeEndpointAsyncResponse queued) {
    for (int looks = 0; looks < LOOKS; looks++) {
      Optional<String> scores = objects.apply(queued.outputLocation());
      if (scores.isPresent()) {
        return scores.get();
      }
      objects
          .apply(queued.failureLocation())
          .ifPresent(
              why -> {
                throw new IllegalStateException(
                    "no scores of " + queued.inferenceId() + ": " + why);
              });
      pause.accept(PAUSE);
    }
    throw new IllegalStateException("no scores of " + queued.inferenceId() + " in an hour");
  }
}
