package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

class TrainingJobBillingTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_job_costs_its_instances_for_the_time_that_it_says_is_billable() {
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder()
            .resourceConfig(
                r ->
                    r.instanceType(TrainingInstanceType.ML_P3_2_XLARGE)
                        .instanceCount(4)
                        .volumeSizeInGB(30))
            .build());
    sim.clock().advance(Duration.ofHours(2));

    DescribeTrainingJobResponse job =
        sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
    assertThat(sim.billing().time("ml.p3.2xlarge"))
        .isEqualTo(Duration.ofSeconds(4L * job.billableTimeInSeconds()));
    assertThat(sim.billing().time("ml.*")).isEqualTo(sim.billing().time("ml.p3.2xlarge"));
    assertThat(sim.billing().running()).isEmpty();
  }

  @Test
  void a_spot_job_saves_60_to_70_percent_without_being_interrupted() {
    sageMaker.createTrainingJob(
        job(
            "spot",
            r ->
                r.enableManagedSpotTraining(true)
                    .stoppingCondition(
                        s -> s.maxRuntimeInSeconds(86_400).maxWaitTimeInSeconds(86_400))));
    sim.clock().advance(Duration.ofHours(2));

    DescribeTrainingJobResponse job = sageMaker.describeTrainingJob(r -> r.trainingJobName("spot"));
    double saved = 1 - (double) job.billableTimeInSeconds() / job.trainingTimeInSeconds();
    assertThat(saved).isBetween(0.599, 0.701);
    assertThat(
            sageMaker.describeTrainingJob(r -> r.trainingJobName("spot")).billableTimeInSeconds())
        .isEqualTo(job.billableTimeInSeconds());
  }

  @Test
  void a_job_that_was_stopped_before_it_had_instances_costs_nothing() {
    sageMaker.createTrainingJob(job("churn-1"));
    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofHours(2));

    assertThat(sim.billing().time("ml.*")).isZero();
  }
}
