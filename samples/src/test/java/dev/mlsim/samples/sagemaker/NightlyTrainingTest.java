package dev.mlsim.samples.sagemaker;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.InjectFault;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Quota;
import dev.mlsim.junit.Seeds;
import dev.mlsim.junit.Throttle;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;

@MlSimulator
class NightlyTrainingTest {
  private static final LocalDate NIGHT = LocalDate.of(2026, 1, 1);
  private static final String FIRST = "churn-2026-01-01-1";
  private static final String SECOND = "churn-2026-01-01-2";

  private final Simulator sim;
  private final NightlyTraining training;

  NightlyTrainingTest(Simulator sim, SageMakerClient sageMaker) {
    this.sim = sim;
    this.training = new NightlyTraining(sageMaker, sim.clock()::sleep);
  }

  @Test
  void a_good_night_takes_one_job() {
    assertThat(training.run(NIGHT).modelArtifacts().s3ModelArtifacts())
        .isEqualTo("s3://churn/models/churn-2026-01-01-1/output/model.tar.gz");
    assertThat(sim).called("CreateTrainingJob").once();
    assertThat(sim).hasNothingBilling();
  }

  @Test
  @Throttle(operation = "CreateTrainingJob", first = 2)
  @JobOutcome(resource = "training-job", first = 1, failAt = "Training")
  void a_job_that_fails_is_tried_again_under_a_new_name() {
    assertThat(training.run(NIGHT).trainingJobName()).isEqualTo(SECOND);
    assertThat(sim).resource("training-job", FIRST).isFailed();
    assertThat(sim).called("CreateTrainingJob").times(4);
  }

  @Test
  @JobOutcome(
      resource = "training-job",
      failAt = "Downloading",
      reason = "ClientError: Data download failed: no objects under s3://churn/data")
  void a_job_whose_input_is_wrong_is_not_tried_again() {
    assertThatThrownBy(() -> training.run(NIGHT)).hasMessageContaining("Data download failed");
    assertThat(sim).called("CreateTrainingJob").once();
  }

  @Test
  @JobOutcome(
      resource = "training-job",
      first = 1,
      failAt = "Starting",
      reason = "CapacityError: Unable to provision requested ML compute capacity.")
  void want_of_capacity_is_waited_out() {
    training.run(NIGHT);

    assertThat(sim).called("CreateTrainingJob").times(2).apartAtLeast(Duration.ofMinutes(15));
  }

  @Test
  @Quota(name = "ml.m5.xlarge for training job usage", value = 1)
  void a_job_waits_for_the_instance_that_another_one_has() {
    training.start("somebody-elses");

    training.run(NIGHT);

    assertThat(sim)
        .called("CreateTrainingJob")
        .failing("ResourceLimitExceeded")
        .every(Duration.ofMinutes(15));
    assertThat(sim).resource("training-job", FIRST).hasStatus("Completed");
  }

  @Test
  @Quota(name = "ml.m5.xlarge for training job usage", value = 0)
  void a_quota_that_never_allows_it_is_told_after_two_hours() {
    assertThatThrownBy(() -> training.run(NIGHT))
        .isInstanceOf(ResourceLimitExceededException.class);
    assertThat(sim).hasPassed(Duration.ofHours(2));
  }

  @Test
  @InjectFault(operation = "CreateTrainingJob", kind = InjectFault.Kind.LOSE_ANSWER, first = 1)
  void an_answer_that_is_lost_does_not_train_twice() {
    training.run(NIGHT);

    assertThat(sim).called("CreateTrainingJob").failing("ResourceInUse").once();
    assertThat(sim).resources("training-job").hasSize(1);
  }

  @Test
  @JobOutcome(resource = "training-job", stuckAt = "Training")
  void a_training_that_hangs_costs_six_hours_and_no_more() {
    assertThatThrownBy(() -> training.run(NIGHT)).hasMessageEndingWith("it is MaxRuntimeExceeded");
    assertThat(sim.billing().hours("ml.m5.xlarge")).isBetween(6.0, 6.1);
  }

  @Test
  @JobOutcome(resource = "training-job", stuckAt = "InProgress/Starting")
  void a_job_that_never_starts_is_stopped() {
    assertThatThrownBy(() -> training.run(NIGHT))
        .hasMessage("training job churn-2026-01-01-1 was abandoned: it is Starting");

    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(sim).resource("training-job", FIRST).hasStatus("Stopped");
  }

  @Test
  void a_job_that_is_not_seen_at_once_is_looked_at_again() {
    sim.consistency().lag(Duration.ofSeconds(20));

    assertThat(training.run(NIGHT).trainingJobName()).isEqualTo(FIRST);
  }

  @Test
  void a_job_that_somebody_stops_is_not_tried_again() {
    sim.script().resource("training-job").stopAt("Training");

    assertThatThrownBy(() -> training.run(NIGHT)).hasMessageEndingWith("it is Stopped");
    assertThat(sim).notCalled("StopTrainingJob");
  }

  @Test
  void a_job_is_in_progress_while_it_trains() {
    String job = training.start("churn-1");

    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(sim).resource("training-job", job).isAt("Training");
  }

  @Seeds(count = 5)
  void in_a_bad_night_it_either_trains_or_says_why_not() {
    sim.chaos(0.1);

    try {
      assertThat(training.run(NIGHT).trainingJobStatusAsString()).isEqualTo("Completed");
    } catch (RuntimeException said) {
      assertThat(said).hasMessageNotContaining("null");
    }
    assertThat(sim).hasNothingInProgress();
  }
}
