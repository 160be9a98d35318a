package dev.mlsim.samples.sagemaker;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;
import software.amazon.awssdk.services.sagemaker.model.OrderKey;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

/** Production code: puts a trained model behind the endpoint, and clears away what it replaces. */
public final class ModelRelease {
  /** The endpoint that the shop asks. */
  public static final String ENDPOINT = "churn";

  private static final Logger LOG = LoggerFactory.getLogger(ModelRelease.class);
  private static final int KEPT = 2;

  private final SageMakerClient sageMaker;

  /** Makes the release. */
  public ModelRelease(SageMakerClient sageMaker) {
    this.sageMaker = sageMaker;
  }

  /**
   * Has the endpoint serve the model; the latest one before it is kept, to go back to.
   *
   * @param version what model and configuration are called
   * @param artifacts where the model is
   * @throws IllegalStateException if the endpoint goes on serving the old model, or none, and why
   */
  public void release(String version, String artifacts) {
    prepare(version, artifacts);
    serve(version);
    DescribeEndpointResponse endpoint = await();
    if (endpoint.endpointStatus() != EndpointStatus.IN_SERVICE
        || !endpoint.endpointConfigName().equals(version)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "endpoint %s does not serve %s but is %s with %s: %s",
              ENDPOINT,
              version,
              endpoint.endpointStatusAsString(),
              endpoint.endpointConfigName(),
              endpoint.failureReason()));
    }
    retire();
  }

  /** Makes what a release serves, a model and a configuration, or finds it made. */
  public void prepare(String version, String artifacts) {
    unless("already existing", () -> createModel(version, artifacts));
    unless("already existing", () -> createConfig(version));
  }

  private void createModel(String version, String artifacts) {
    sageMaker.createModel(
        r ->
            r.modelName(version)
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(
                    c ->
                        c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                            .modelDataUrl(artifacts)));
  }

  private void createConfig(String version) {
    ProductionVariant fleet =
        ProductionVariant.builder()
            .variantName("all")
            .modelName(version)
            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
            .initialInstanceCount(2)
            .build();
    sageMaker.createEndpointConfig(r -> r.endpointConfigName(version).productionVariants(fleet));
  }

  /** Has the endpoint begin to serve a configuration, unless it does already or has begun to. */
  private void serve(String version) {
    Optional<DescribeEndpointResponse> there = find();
    if (there.isPresent() && there.get().endpointStatus() == EndpointStatus.FAILED) {
      delete(); // what failed when it was made can't be updated
      there = Optional.empty();
    }
    if (there.isEmpty()) {
      create(version);
    } else if (!version.equals(there.get().endpointConfigName())) {
      sageMaker.updateEndpoint(r -> r.endpointName(ENDPOINT).endpointConfigName(version));
    }
  }

  /** Where no answer comes it may be there all the same, as who looks at it then will see. */
  private void create(String version) {
    try {
      unless(
          "already existing",
          () ->
              sageMaker.createEndpoint(r -> r.endpointName(ENDPOINT).endpointConfigName(version)));
    } catch (SdkClientException unanswered) {
      LOG.warn("nobody knows whether {} is being made", ENDPOINT, unanswered);
    }
  }

  private Optional<DescribeEndpointResponse> find() {
    AtomicReference<DescribeEndpointResponse> found = new AtomicReference<>();
    unless(
        "Could not find",
        () -> found.set(sageMaker.describeEndpoint(r -> r.endpointName(ENDPOINT))));
    return Optional.ofNullable(found.get());
  }

  private void delete() {
    unless("Could not find", () -> sageMaker.deleteEndpoint(r -> r.endpointName(ENDPOINT)));
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilEndpointDeleted(r -> r.endpointName(ENDPOINT));
    }
  }

  private DescribeEndpointResponse await() {
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilEndpointInService(r -> r.endpointName(ENDPOINT));
    } catch (SdkException failed) {
      LOG.debug("the waiter gave up", failed); // the endpoint says why
    }
    return sageMaker.describeEndpoint(r -> r.endpointName(ENDPOINT));
  }

  /** Deletes all but the latest models with their configurations; what is gone already is fine. */
  private void retire() {
    sageMaker
        .listModelsPaginator(r -> r.nameContains("churn-").sortOrder(OrderKey.DESCENDING))
        .models()
        .stream()
        .skip(KEPT)
        .map(ModelSummary::modelName)
        .toList()
        .forEach(
            old -> {
              LOG.info("retiring {}", old);
              unless(
                  "Could not find",
                  () -> sageMaker.deleteEndpointConfig(r -> r.endpointConfigName(old)));
              unless("Could not find", () -> sageMaker.deleteModel(r -> r.modelName(old)));
            });
  }

  /** SageMaker tells these cases apart by their words only, which may be lost on the way. */
  static void unless(String words, Runnable call) {
    try {
      call.run();
    } catch (SageMakerException e) {
      if (!String.valueOf(e.getMessage()).contains(words)) {
        throw e;
      }
    }
  }
}
