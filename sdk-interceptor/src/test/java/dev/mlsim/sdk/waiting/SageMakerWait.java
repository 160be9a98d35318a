package dev.mlsim.sdk.waiting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.InstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerAsyncWaiter;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

/** Every waiter of the SageMaker clients: what it waits for, how that begins, and the wait. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas without state
public enum SageMakerWait {
  ENDPOINT_IN_SERVICE(
      Step.endpoint(),
      w -> w.waitUntilEndpointInService(r -> r.endpointName("it")),
      w -> w.waitUntilEndpointInService(r -> r.endpointName("it"))),
  ENDPOINT_DELETED(
      Step.endpoint().settled().then(c -> c.deleteEndpoint(r -> r.endpointName("it"))),
      w -> w.waitUntilEndpointDeleted(r -> r.endpointName("it")),
      w -> w.waitUntilEndpointDeleted(r -> r.endpointName("it"))),
  IMAGE_CREATED(
      Step.image(),
      w -> w.waitUntilImageCreated(r -> r.imageName("it")),
      w -> w.waitUntilImageCreated(r -> r.imageName("it"))),
  IMAGE_UPDATED(
      Step.image().settled().then(c -> c.updateImage(r -> r.imageName("it").displayName("It"))),
      w -> w.waitUntilImageUpdated(r -> r.imageName("it")),
      w -> w.waitUntilImageUpdated(r -> r.imageName("it"))),
  IMAGE_DELETED(
      Step.image().settled().then(c -> c.deleteImage(r -> r.imageName("it"))),
      w -> w.waitUntilImageDeleted(r -> r.imageName("it")),
      w -> w.waitUntilImageDeleted(r -> r.imageName("it"))),
  IMAGE_VERSION_CREATED(
      Step.version(),
      w -> w.waitUntilImageVersionCreated(r -> r.imageName("it").version(1)),
      w -> w.waitUntilImageVersionCreated(r -> r.imageName("it").version(1))),
  IMAGE_VERSION_DELETED(
      Step.version().settled().then(c -> c.deleteImageVersion(r -> r.imageName("it").version(1))),
      w -> w.waitUntilImageVersionDeleted(r -> r.imageName("it").version(1)),
      w -> w.waitUntilImageVersionDeleted(r -> r.imageName("it").version(1))),
  NOTEBOOK_IN_SERVICE(
      Step.notebook(),
      w -> w.waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("it")),
      w -> w.waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("it"))),
  NOTEBOOK_STOPPED(
      Step.stoppingNotebook(),
      w -> w.waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("it")),
      w -> w.waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("it"))),
  NOTEBOOK_DELETED(
      Step.stoppingNotebook()
          .settled()
          .then(c -> c.deleteNotebookInstance(r -> r.notebookInstanceName("it"))),
      w -> w.waitUntilNotebookInstanceDeleted(r -> r.notebookInstanceName("it")),
      w -> w.waitUntilNotebookInstanceDeleted(r -> r.notebookInstanceName("it"))),
  PROCESSING_JOB(
      new Step(
          (sim, c) ->
              c.createProcessingJob(
                  r ->
                      r.processingJobName("it")
                          .roleArn(Step.ROLE)
                          .appSpecification(a -> a.imageUri(Step.IMAGE))
                          .processingResources(
                              p ->
                                  p.clusterConfig(
                                      k ->
                                          k.instanceCount(1)
                                              .instanceType(ProcessingInstanceType.ML_M5_LARGE)
                                              .volumeSizeInGB(10))))),
      w -> w.waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("it")),
      w -> w.waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("it"))),
  TRAINING_JOB(
      new Step((sim, c) -> c.createTrainingJob(Jobs.job("it"))),
      w -> w.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("it")),
      w -> w.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("it"))),
  TRANSFORM_JOB(
      Step.model()
          .then(
              c ->
                  c.createTransformJob(
                      r ->
                          r.transformJobName("it")
                              .modelName("it")
                              .transformInput(
                                  i ->
                                      i.dataSource(
                                          d ->
                                              d.s3DataSource(
                                                  s ->
                                                      s.s3DataType(S3DataType.S3_PREFIX)
                                                          .s3Uri("s3://in/batch/"))))
                              .transformOutput(o -> o.s3OutputPath("s3://out/scores"))
                              .transformResources(
                                  t ->
                                      t.instanceCount(1)
                                          .instanceType(TransformInstanceType.ML_M5_LARGE)))),
      w -> w.waitUntilTransformJobCompletedOrStopped(r -> r.transformJobName("it")),
      w -> w.waitUntilTransformJobCompletedOrStopped(r -> r.transformJobName("it")));

  private final Step beginning;
  private final Consumer<SageMakerWaiter> wait;
  private final AsyncWait asyncWait;

  SageMakerWait(Step beginning, Consumer<SageMakerWaiter> wait, AsyncWait asyncWait) {
    this.beginning = beginning;
    this.wait = wait;
    this.asyncWait = asyncWait;
  }

  /** Brings about what is waited for; it has begun and not ended. */
  public void begin(Simulator sim, SageMakerClient sageMaker) {
    beginning.work().on(sim, sageMaker);
  }

  /** Waits. */
  public void await(SageMakerWaiter waiter) {
    expecting(() -> wait.accept(waiter));
  }

  /** Waits, to the end. */
  public void await(SageMakerAsyncWaiter waiter) {
    expecting(() -> asyncWait.on(waiter).join());
  }

  /**
   * Those of deleted images end by throwing, on AWS too: they look for an error code that the
   * service doesn't send (github.com/boto/botocore/issues/3782).
   */
  private void expecting(Runnable wait) {
    if (this == IMAGE_DELETED || this == IMAGE_VERSION_DELETED) {
      assertThatThrownBy(wait::run).rootCause().isInstanceOf(ResourceNotFoundException.class);
    } else {
      wait.run();
    }
  }

  @FunctionalInterface
  private interface AsyncWait {
    CompletableFuture<?> on(SageMakerAsyncWaiter waiter);
  }

  @FunctionalInterface
  private interface Work {
    void on(Simulator sim, SageMakerClient sageMaker);
  }

  /** Something that is done before the wait. */
  private record Step(Work work) {
    static final String ROLE = "arn:aws:iam::123456789012:role/Team";
    static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";

    Step settled() {
      return new Step(
          (sim, c) -> {
            work.on(sim, c);
            sim.clock().advance(Duration.ofHours(1));
          });
    }

    Step then(Consumer<SageMakerClient> next) {
      return new Step(
          (sim, c) -> {
            work.on(sim, c);
            next.accept(c);
          });
    }

    static Step model() {
      return new Step(
          (sim, c) ->
              c.createModel(
                  r ->
                      r.modelName("it")
                          .executionRoleArn(ROLE)
                          .primaryContainer(p -> p.image(IMAGE))));
    }

    static Step endpoint() {
      return model()
          .then(
              c ->
                  c.createEndpointConfig(
                      r ->
                          r.endpointConfigName("it")
                              .productionVariants(
                                  v ->
                                      v.variantName("AllTraffic")
                                          .modelName("it")
                                          .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                                          .initialInstanceCount(1))))
          .then(c -> c.createEndpoint(r -> r.endpointName("it").endpointConfigName("it")));
    }

    static Step image() {
      return new Step((sim, c) -> c.createImage(r -> r.imageName("it").roleArn(ROLE)));
    }

    static Step version() {
      return image()
          .settled()
          .then(c -> c.createImageVersion(r -> r.imageName("it").baseImage(IMAGE)));
    }

    static Step notebook() {
      return new Step(
          (sim, c) ->
              c.createNotebookInstance(
                  r ->
                      r.notebookInstanceName("it")
                          .instanceType(InstanceType.ML_T3_MEDIUM)
                          .roleArn(ROLE)));
    }

    static Step stoppingNotebook() {
      return notebook()
          .settled()
          .then(c -> c.stopNotebookInstance(r -> r.notebookInstanceName("it")));
    }
  }
}
