package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmStatus;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.CreateAlgorithmRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeAlgorithmResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.DetailedAlgorithmStatus;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class AlgorithmTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Jobs";
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private void create(Consumer<CreateAlgorithmRequest.Builder> more) {
    sageMaker.createAlgorithm(
        r -> {
          r.algorithmName("fit")
              .trainingSpecification(
                  t ->
                      t.trainingImage(IMAGE)
                          .supportedTrainingInstanceTypes(TrainingInstanceType.ML_M5_LARGE)
                          .supportsDistributedTraining(false)
                          .metricDefinitions(m -> m.name("loss").regex("loss=(.*)"))
                          .supportedHyperParameters(
                              h ->
                                  h.name("depth")
                                      .type("Integer")
                                      .isRequired(true)
                                      .range(
                                          g ->
                                              g.integerParameterRangeSpecification(
                                                  i -> i.minValue("1").maxValue("10"))),
                              h -> h.name("note").type("FreeText"))
                          .trainingChannels(
                              c ->
                                  c.name("train")
                                      .isRequired(true)
                                      .supportedContentTypes("text/csv")
                                      .supportedInputModes(TrainingInputMode.FILE)));
          more.accept(r);
        });
  }

  private static void validated(CreateAlgorithmRequest.Builder r) {
    r.validationSpecification(
        v ->
            v.validationRole(ROLE)
                .validationProfiles(
                    p ->
                        p.profileName("small")
                            .trainingJobDefinition(
                                t ->
                                    t.trainingInputMode(TrainingInputMode.FILE)
                                        .inputDataConfig(
                                            c ->
                                                c.channelName("train")
                                                    .dataSource(
                                                        d ->
                                                            d.s3DataSource(
                                                                s ->
                                                                    s.s3Uri("s3://b/in")
                                                                        .s3DataType("S3Prefix"))))
                                        .outputDataConfig(o -> o.s3OutputPath("s3://b/out"))
                                        .resourceConfig(
                                            i -> i.instanceType("ml.m5.large").instanceCount(1))
                                        .stoppingCondition(s -> s.maxRuntimeInSeconds(60)))));
  }

  private DescribeAlgorithmResponse describe() {
    return sageMaker.describeAlgorithm(r -> r.algorithmName("fit"));
  }

  private DetailedAlgorithmStatus validation() {
    return describe().algorithmStatusDetails().validationStatuses().get(0).status();
  }

  @Test
  void one_without_a_validation_is_complete_at_once() {
    create(r -> {});

    assertThat(describe().algorithmStatus()).isEqualTo(AlgorithmStatus.COMPLETED);
    assertThat(describe().algorithmStatusDetails().validationStatuses()).isEmpty();
    assertThat(describe().certifyForMarketplace()).isFalse();
    assertThat(describe().trainingSpecification().trainingImageDigest()).startsWith("sha256:");
    assertThatThrownBy(() -> create(r -> {}))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Algorithm already exists: " + ARN + "algorithm/fit");
    sageMaker.deleteAlgorithm(r -> r.algorithmName("fit"));
    sim.clock().advance(Duration.ofSeconds(1));
    assertThatThrownBy(this::describe)
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Algorithm " + ARN + "algorithm/fit does not exist.");
  }

  @Test
  void a_validation_goes_through_its_statuses() {
    create(AlgorithmTest::validated);

    assertThat(validation()).isEqualTo(DetailedAlgorithmStatus.NOT_STARTED);
    assertThatThrownBy(() -> sageMaker.deleteAlgorithm(r -> r.algorithmName("fit")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> train(r -> {}))
        .hasMessageContaining("Algorithm " + ARN + "algorithm/fit is in status Pending.");
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(validation()).isEqualTo(DetailedAlgorithmStatus.IN_PROGRESS);
    sim.clock().advance(Duration.ofMinutes(10));
    assertThat(validation()).isEqualTo(DetailedAlgorithmStatus.COMPLETED);
    assertThat(sim.events().list("SageMaker Algorithm State Change")).hasSize(3);
  }

  @Test
  void a_validation_that_fails_says_why() {
    sim.script().resource("sagemaker:algorithm").failAt("InProgress", "AlgorithmError: no model");
    create(AlgorithmTest::validated);
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe().algorithmStatus()).isEqualTo(AlgorithmStatus.FAILED);
    assertThat(describe().algorithmStatusDetails().validationStatuses().get(0).failureReason())
        .isEqualTo("AlgorithmError: no model");
  }

  private void train(Consumer<CreateTrainingJobRequest.Builder> more) {
    sageMaker.createTrainingJob(
        r -> {
          r.trainingJobName("churn")
              .roleArn(ROLE)
              .algorithmSpecification(
                  a -> a.algorithmName("fit").trainingInputMode(TrainingInputMode.FILE))
              .hyperParameters(Map.of("depth", "3"))
              .inputDataConfig(
                  c ->
                      c.channelName("train")
                          .dataSource(
                              d ->
                                  d.s3DataSource(s -> s.s3Uri("s3://b/in").s3DataType("S3Prefix"))))
              .outputDataConfig(o -> o.s3OutputPath("s3://b/out"))
              .resourceConfig(
                  i -> i.instanceType("ml.m5.large").instanceCount(1).volumeSizeInGB(30))
              .stoppingCondition(s -> s.maxRuntimeInSeconds(3_600));
          more.accept(r);
        });
  }

  @Test
  void a_training_job_is_made_from_it() {
    create(r -> {});
    train(r -> {});
    sim.clock().runUntilIdle(Duration.ofHours(2));

    var job = sageMaker.describeTrainingJob(r -> r.trainingJobName("churn"));
    assertThat(job.trainingJobStatusAsString()).isEqualTo("Completed");
    assertThat(job.algorithmSpecification().algorithmName()).isEqualTo(ARN + "algorithm/fit");
    assertThat(job.finalMetricDataList()).extracting(m -> m.metricName()).containsExactly("loss");
  }

  @Test
  void a_training_job_that_it_does_not_support_is_refused() {
    assertThatThrownBy(() -> train(r -> {}))
        .hasMessageContaining("Algorithm " + ARN + "algorithm/fit does not exist.");
    create(r -> {});

    assertRefused(
        r -> r.resourceConfig(i -> i.instanceType("ml.m5.xlarge").instanceCount(1)),
        "The algorithm does not support the training instance type ml.m5.xlarge.");
    assertRefused(
        r -> r.resourceConfig(i -> i.instanceType("ml.m5.large").instanceCount(2)),
        "The algorithm does not support distributed training.");
    assertRefused(
        r ->
            r.inputDataConfig(
                c ->
                    c.channelName("test")
                        .dataSource(
                            d -> d.s3DataSource(s -> s.s3Uri("s3://b/in").s3DataType("S3Prefix")))),
        "The algorithm requires the input data channel train.");
    assertRefused(
        r -> r.hyperParameters(Map.of()), "The algorithm requires the hyperparameter depth.");
    assertRefused(
        r -> r.hyperParameters(Map.of("depth", "11")),
        "The value 11 of the hyperparameter depth is not one that the algorithm supports.");
    assertRefused(
        r -> r.hyperParameters(Map.of("depth", "1", "width", "2")),
        "The algorithm does not support the hyperparameter width.");
  }

  private void assertRefused(Consumer<CreateTrainingJobRequest.Builder> more, String message) {
    assertThatThrownBy(() -> train(more))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_model_package_is_made_from_it() {
    assertThatThrownBy(this::pack)
        .hasMessageContaining("Algorithm " + ARN + "algorithm/fit does not exist.");
    create(
        r ->
            r.inferenceSpecification(
                i -> i.containers(c -> c.image(IMAGE)).supportedContentTypes("text/csv")));
    pack();

    DescribeModelPackageResponse made =
        sageMaker.describeModelPackage(r -> r.modelPackageName("churn"));
    assertThat(made.inferenceSpecification().containers().get(0).modelDataUrl())
        .isEqualTo("s3://b/model.tar.gz");
    assertThat(made.inferenceSpecification().containers().get(0).image()).isEqualTo(IMAGE);
    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .executionRoleArn(ROLE)
                .containers(c -> c.modelPackageName(made.modelPackageArn())));
  }

  private void pack() {
    sageMaker.createModelPackage(
        r ->
            r.modelPackageName("churn")
                .sourceAlgorithmSpecification(
                    s ->
                        s.sourceAlgorithms(
                            a -> a.algorithmName("fit").modelDataUrl("s3://b/model.tar.gz"))));
  }
}
