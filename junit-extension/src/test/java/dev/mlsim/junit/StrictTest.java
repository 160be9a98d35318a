package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class StrictTest {

  @MlSimulator
  static class UsualCase {
    @Test
    void swallows(SageMakerClient sageMaker) {
      try {
        sageMaker.renderUiTemplate(
            r ->
                r.humanTaskUiArn(
                        "arn:aws:sagemaker:us-east-1:394669845002:human-task-ui/VideoObjectTracking")
                    .task(t -> t.input("{}"))
                    .roleArn("arn:aws:iam::123456789012:role/Review"));
      } catch (SageMakerException swallowed) {
        // as careless code does
      }
    }

    @Test
    void sets_up_too_much(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle();
      sim.faults().onEvents("SageMaker Endpoint*").first(1).lost();
      sim.script().resource("training-job").failAt("Training", "NaN");
    }

    @Test
    void leaves_a_job_running(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("a"));
    }
  }

  @Test
  void what_is_not_simulated_and_what_never_applied_fails_a_test_unless_told_otherwise() {
    assertThat(failures(run(UsualCase.class)))
        .hasSize(2)
        .anyMatch(
            message ->
                message.contains("operation [RenderUiTemplate] was called, which is not simulated"))
        .anyMatch(
            message ->
                message.contains("[throttle StopTrainingJob] never applied to a call;")
                    && message.contains("is lost] never applied to a delivery;")
                    && message.contains("fails at [Training]: NaN] never came into play"));
  }

  @MlSimulator
  static class UnfinishedCase {
    @Test
    void begins_and_does_not_end(Simulator sim) {
      assertThat(sim.faults().on("StopTrainingJob").where("TrainingJobName", "a").first(2))
          .isNotNull();
      assertThat(sim.script().resource("training-job").named("churn-*")).isNotNull();
      sim.script().resource("training-job").named("b").atTimes().stuckAt("Training");
    }
  }

  @Test
  void a_chain_that_was_begun_and_never_ended_fails_a_test() {
    assertThat(failures(run(UnfinishedCase.class)))
        .singleElement()
        .asString()
        .contains(
            "a fault rule for [the first 2 of StopTrainingJob where TrainingJobName is a] was begun"
                + " and does nothing; end it by what becomes of the calls, such as throttle()")
        .contains("a line of the script for [training-job [churn-*]] was begun and does nothing")
        .doesNotContain("[b]");
  }

  @MlSimulator(strict = Strict.NOTHING)
  static class LenientCase extends UsualCase {}

  @Test
  void a_test_can_be_lenient() {
    assertThat(failures(run(LenientCase.class))).isEmpty();
  }

  @MlSimulator
  static class PickyCase {
    @Test
    @MlSimulator(strict = Strict.RUNNING)
    void leaves_a_job_running(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("a"));
    }
  }

  @Test
  void a_method_can_be_stricter() {
    assertThat(failures(run(PickyCase.class)))
        .singleElement()
        .asString()
        .contains("training-job [a] is still [InProgress/Starting]; wait for it, stop it, or");
  }

  @MlSimulator(strict = Strict.BILLING)
  static class SpendingCase {
    @Test
    void leaves_a_job_training(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("a"));
      sim.clock().advance(Duration.ofMinutes(10));
    }

    @Test
    void leaves_a_job_starting(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("b"));
    }
  }

  @Test
  void what_costs_and_what_is_about_to_are_told_apart() {
    assertThat(failures(run(SpendingCase.class)))
        .hasSize(2)
        .anyMatch(
            message -> message.contains("training-job [a] was left running and billing: 1 ml."))
        .anyMatch(
            message -> message.contains("training-job [b] was left on its way to billing: 1 ml."));
  }

  @MlSimulator
  static class FailingCase {
    @Test
    void fails_by_itself(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle();
      throw new IllegalStateException("mine");
    }
  }

  @Test
  void a_test_that_fails_by_itself_is_left_alone() {
    assertThat(failures(run(FailingCase.class))).containsExactly("mine");
  }
}
