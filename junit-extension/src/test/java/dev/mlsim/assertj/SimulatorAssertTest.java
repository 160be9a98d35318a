package dev.mlsim.assertj;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.fixtures.Routines;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.service.Service;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class SimulatorAssertTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_missing_resource_is_told_with_the_nearest() {
    assertThatThrownBy(() -> assertThat(sim).resource("endpoint", "churn"))
        .hasMessage(
            "\nExpecting an endpoint\nof the name\n  [churn]\nbut there is none, of any name");
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> assertThat(sim).resource("training-job", "churn-2"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[churn-2]\nbut there is none; the nearest are [churn-1]");
    assertThat(sim).doesNotHaveResource("training-job", "churn-2");
  }

  @Test
  void a_deleted_resource_is_told_as_deleted() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThatThrownBy(() -> assertThat(sim).resource("training-job", "churn-1"))
        .hasMessageContaining("but it was deleted at 2026-01-01T01:00:05Z");
  }

  @Test
  void a_mistyped_type_or_operation_is_a_mistake_of_the_test() {
    assertThatThrownBy(() -> assertThat(sim).resource("training-jop", "churn-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the nearest are [training-job");
    assertThatThrownBy(() -> assertThat(sim).called("CreateTraningJob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the nearest are [CreateTrainingJob");
  }

  @Test
  void calls_that_aws_makes_by_itself_are_seen_on_request() {
    Simulator other = Simulator.builder().service(Service.of(new Routines())).build();
    Routines.start(other, "nightly");
    other.clock().advance(Routines.PREPARING);

    assertThat(other).notCalled("CreateTrainingJob");
    assertThatThrownBy(() -> assertThat(other).called("CreateTrainingJob"))
        .hasMessageContaining(
            "but there was none\nResources made 1 of their own; includingChildren() counts those,"
                + " too\nThe calls were\n");
    assertThat(other)
        .includingChildren()
        .calledInOrder("StartRoutine", "CreateTrainingJob")
        .called("CreateTrainingJob")
        .causedBy("routine", "nightly")
        .once();
    assertThatThrownBy(
            () ->
                assertThat(other)
                    .includingChildren()
                    .called("CreateTrainingJob")
                    .causedBy("routine", "weekly"))
        .hasMessageContaining("caused by routine [weekly]")
        .hasMessageContaining("call sagemaker:CreateTrainingJob -> 200 (for routine [nightly])");
  }

  @Test
  void calls_are_counted_and_narrowed() {
    sim.faults().on("CreateTrainingJob").first(2).throttle();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sageMaker.createTrainingJob(Jobs.job("churn-2"));

    assertThat(sim).called("CreateTrainingJob").times(4).atLeast(4).atMost(4);
    assertThat(sim).called("CreateTrainingJob").failing("ThrottlingException").times(2);
    assertThat(sim).called("Create*").with("TrainingJobName", "churn-2").succeeding().once();
    assertThat(sim).notCalled("StopTrainingJob").calledInOrder("CreateTrainingJob", "Create*");
    assertThat(sim)
        .called("CreateTrainingJob")
        .with("TrainingJobName", "churn-1")
        .times(3)
        .apartAtLeast(Duration.ofMillis(1))
        .apartAtMost(Duration.ofSeconds(20));
    assertThatThrownBy(() -> assertThat(sim).called("CreateTrainingJob").failing("NoSuchError"))
        .hasMessageContaining("failing with [NoSuchError]\nbut there was none\nThe calls were\n");
    assertThatThrownBy(() -> assertThat(sim).called("StopTrainingJob"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but there was none\nThe calls were\n");
  }

  @Test
  void requests_can_be_asserted_in_the_sdks_types() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(sim)
        .called("CreateTrainingJob")
        .requests(CreateTrainingJobRequest.class)
        .containsExactly(Jobs.job("churn-1"));
  }

  @Test
  void what_is_billing_can_be_asserted() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofMinutes(10));

    assertThatThrownBy(() -> assertThat(sim).hasNothingBilling())
        .hasMessageContaining("so is training-job [churn-1]");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(sim)
        .hasNothingBilling()
        .hasBilled("ml.m5.xlarge", sim.billing().hours("ml.m5.xlarge"));
    assertThatThrownBy(() -> assertThat(sim).hasBilled("ml.m5.xlarge", 7))
        .hasMessageContaining("of [ml.m5.xlarge] to be\n  7.0\nbut they are 0.");
  }

  @Test
  void the_cadence_of_a_polling_loop_can_be_asserted() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    for (int i = 0; i < 3; i++) {
      sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
      sim.clock().advance(Duration.ofSeconds(30));
    }

    assertThat(sim).called("DescribeTrainingJob").times(3).every(Duration.ofSeconds(30));
    assertThatThrownBy(
            () -> assertThat(sim).called("DescribeTrainingJob").every(Duration.ofMinutes(1)))
        .hasMessageContaining("exactly 1m\nbut the gaps were 30s, 30s");
  }

  @Test
  void time_and_what_is_pending_can_be_asserted() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> assertThat(sim).hasNothingPending())
        .hasMessageContaining(
            "[training-job [churn-1] -> InProgress/Starting] at 2026-01-01T00:00:05Z");
    assertThatThrownBy(() -> assertThat(sim).hasNothingInProgress())
        .hasMessageContaining("so is training-job [churn-1]");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(sim)
        .hasNothingPending()
        .hasNothingInProgress()
        .hasNoFailedResource()
        .hasPassed(Duration.ofHours(1))
        .isAt(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(sim).resources("training-job").hasSize(1);
    assertThatThrownBy(() -> assertThat(sim).resources("training-job").isEmpty())
        .hasMessageContaining("training-job [churn-1] Completed/Completed");
  }
}
