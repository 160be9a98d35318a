package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeInferenceRecommendationsJobResponse;
import software.amazon.awssdk.services.sagemaker.model.GetScalingConfigurationRecommendationResponse;
import software.amazon.awssdk.services.sagemaker.model.InferenceRecommendation;
import software.amazon.awssdk.services.sagemaker.model.RecommendationJobStatus;
import software.amazon.awssdk.services.sagemaker.model.RecommendationJobType;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;

class RecommendationJobTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Jobs";
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @BeforeEach
  void model() {
    sageMaker.createModel(
        r -> r.modelName("churn").executionRoleArn(ROLE).primaryContainer(c -> c.image(IMAGE)));
  }

  private void create(RecommendationJobType type) {
    sageMaker.createInferenceRecommendationsJob(
        r ->
            r.jobName("sizes")
                .jobType(type)
                .roleArn(ROLE)
                .inputConfig(
                    i -> i.modelName("churn").containerConfig(c -> c.framework("XGBOOST"))));
  }

  private DescribeInferenceRecommendationsJobResponse describe() {
    return sageMaker.describeInferenceRecommendationsJob(r -> r.jobName("sizes"));
  }

  @Test
  void a_job_recommends_instances_when_it_is_done() {
    create(RecommendationJobType.DEFAULT);
    assertThat(describe().status()).isEqualTo(RecommendationJobStatus.PENDING);
    assertThat(describe().inputConfig().jobDurationInSeconds()).isZero();
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sageMaker.listInferenceRecommendationsJobSteps(r -> r.jobName("sizes")).steps())
        .hasSize(3)
        .allSatisfy(
            step -> assertThat(step.status()).isEqualTo(RecommendationJobStatus.IN_PROGRESS))
        .allSatisfy(step -> assertThat(step.inferenceBenchmark().metrics()).isNull());
    sim.clock().advance(Duration.ofMinutes(20));

    assertThat(describe().status()).isEqualTo(RecommendationJobStatus.COMPLETED);
    assertThat(describe().completionTime()).isEqualTo(sim.clock().now());
    List<InferenceRecommendation> all = describe().inferenceRecommendations();
    assertThat(all)
        .extracting(r -> r.endpointConfiguration().instanceTypeAsString())
        .containsExactly("ml.c5.large", "ml.m5.large", "ml.c5.xlarge");
    assertThat(all.get(0).recommendationId()).startsWith("sizes/");
    assertThat(all.get(2).metrics().costPerHour())
        .isGreaterThan(all.get(0).metrics().costPerHour());
    assertThat(
            sageMaker
                .listInferenceRecommendationsJobs(r -> r.modelNameEquals("churn"))
                .inferenceRecommendationsJobs()
                .get(0)
                .jobDescription())
        .isEmpty();
  }

  @Test
  void a_completed_job_says_how_to_scale() {
    create(RecommendationJobType.DEFAULT);
    assertThatThrownBy(this::scaling)
        .hasMessageContaining("Inference recommendations job sizes is in status PENDING.");
    sim.clock().advance(Duration.ofHours(1));

    GetScalingConfigurationRecommendationResponse scaling = scaling();

    assertThat(scaling.targetCpuUtilizationPerCore()).isEqualTo(50);
    assertThat(scaling.recommendationId())
        .isEqualTo(describe().inferenceRecommendations().get(0).recommendationId());
    int each = scaling.metric().invocationsPerInstance();
    assertThat(scaling.dynamicScalingConfiguration().maxCapacity())
        .isEqualTo((10_000 + each - 1) / each);
    assertThatThrownBy(
            () ->
                sageMaker.getScalingConfigurationRecommendation(
                    r -> r.inferenceRecommendationsJobName("sizes").recommendationId("other")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private GetScalingConfigurationRecommendationResponse scaling() {
    return sageMaker.getScalingConfigurationRecommendation(
        r ->
            r.inferenceRecommendationsJobName("sizes")
                .scalingPolicyObjective(o -> o.maxInvocationsPerMinute(10_000)));
  }

  @Test
  void an_advanced_job_needs_its_traffic_and_a_stopped_one_recommends_nothing() {
    assertThatThrownBy(() -> create(RecommendationJobType.ADVANCED))
        .hasMessageContaining(
            "TrafficPattern, ResourceLimit and EndpointConfigurations are required for an Advanced"
                + " job.");
    create(RecommendationJobType.DEFAULT);
    sageMaker.stopInferenceRecommendationsJob(r -> r.jobName("sizes"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(describe().status()).isEqualTo(RecommendationJobStatus.STOPPED);
    assertThat(describe().hasInferenceRecommendations()).isFalse();
  }
}
