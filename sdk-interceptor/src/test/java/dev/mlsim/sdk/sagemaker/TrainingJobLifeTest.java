package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

class TrainingJobLifeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_new_job_is_starting_and_shows_nothing_that_could_not_be_yet() {
    sageMaker.createTrainingJob(job("churn-1"));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.IN_PROGRESS);
    assertThat(job.secondaryStatusAsString()).isEqualTo("Starting");
    assertThat(job.creationTime()).isEqualTo(START);
    assertThat(job.lastModifiedTime()).isEqualTo(START);
    assertThat(job.trainingStartTime()).isNull();
    assertThat(job.trainingEndTime()).isNull();
    assertThat(job.trainingTimeInSeconds()).isNull();
    assertThat(job.billableTimeInSeconds()).isNull();
    assertThat(job.modelArtifacts()).isNull();
    assertThat(job.failureReason()).isNull();
    assertThat(job.secondaryStatusTransitions()).hasSize(1);
    assertThat(job.secondaryStatusTransitions().get(0).statusMessage())
        .isEqualTo("Starting the training job");
    assertThat(job.secondaryStatusTransitions().get(0).endTime()).isNull();
  }

  @Test
  void a_message_is_overwritten_inside_a_phase_and_last_modified_follows() {
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofSeconds(5));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.secondaryStatusTransitions()).hasSize(1);
    assertThat(job.secondaryStatusTransitions().get(0).statusMessage())
        .isEqualTo("Launching requested ML instances");
    assertThat(job.secondaryStatusTransitions().get(0).startTime()).isEqualTo(START);
    assertThat(job.lastModifiedTime()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void what_is_said_of_a_phase_is_not_said_of_a_job_that_is_stopped_in_it() {
    sim.script().resource("training-job").stuckAt("Starting");
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofMinutes(5));

    assertThat(describe("churn-1").trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
  }

  @Test
  void a_job_in_training_shows_its_growing_training_time_but_no_bill() {
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofMinutes(10));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.secondaryStatusAsString()).isEqualTo("Training");
    assertThat(job.trainingStartTime()).isEqualTo(START.plusSeconds(120));
    assertThat(job.trainingTimeInSeconds()).isEqualTo(480);
    assertThat(job.billableTimeInSeconds()).isNull();
    assertThat(job.modelArtifacts()).isNull();
  }

  @Test
  void a_finished_job_has_contiguous_transitions_that_agree_with_its_times() {
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    DescribeTrainingJobResponse job = describe("churn-1");
    List<SecondaryStatusTransition> transitions = job.secondaryStatusTransitions();
    assertThat(transitions)
        .extracting(SecondaryStatusTransition::statusAsString)
        .containsExactly("Starting", "Downloading", "Training", "Uploading", "Completed");
    assertThat(transitions)
        .extracting(SecondaryStatusTransition::statusMessage)
        .containsExactly(
            "Preparing the instances for training",
            "Downloading input data",
            "Training image download completed. Training in progress.",
            "Uploading generated training model",
            "Training job completed");
    for (int i = 1; i < transitions.size(); i++) {
      assertThat(transitions.get(i).startTime()).isEqualTo(transitions.get(i - 1).endTime());
    }
    SecondaryStatusTransition last = transitions.get(4);
    assertThat(last.startTime()).isEqualTo(last.endTime()).isEqualTo(job.trainingEndTime());
    assertThat(job.trainingStartTime()).isEqualTo(transitions.get(1).startTime());
    assertThat(job.trainingTimeInSeconds())
        .isEqualTo(
            (int) Duration.between(job.trainingStartTime(), job.trainingEndTime()).toSeconds());
    assertThat(job.billableTimeInSeconds()).isEqualTo(job.trainingTimeInSeconds());
    assertThat(job.lastModifiedTime()).isEqualTo(job.trainingEndTime());
    assertThat(job.modelArtifacts().s3ModelArtifacts())
        .isEqualTo("s3://churn/models/churn-1/output/model.tar.gz");
  }

  @Test
  void a_job_that_is_told_to_fail_uploads_what_it_has_and_then_fails_with_the_reason() {
    sim.script()
        .resource("training-job")
        .named("churn-1")
        .failAt("Training", "AlgorithmError: loss is NaN");
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.failureReason()).isEqualTo("AlgorithmError: loss is NaN");
    assertThat(job.secondaryStatusTransitions())
        .extracting(SecondaryStatusTransition::statusAsString)
        .containsExactly("Starting", "Downloading", "Training", "Uploading", "Failed");
    assertThat(job.trainingEndTime()).isNotNull();
  }

  @Test
  void a_failing_job_shows_no_reason_until_it_has_failed() {
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: loss is NaN");
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofSeconds(120 + 18 + 30 * 60));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.secondaryStatusAsString()).isEqualTo("Uploading");
    assertThat(job.failureReason()).isNull();
  }

  @Test
  void a_job_that_fails_before_training_uploads_nothing() {
    sim.script().resource("training-job").failAt("Starting", "CapacityError: none left");
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.FAILED);
    assertThat(job.trainingStartTime()).isNull();
    assertThat(job.modelArtifacts()).isNull();
  }

  @Test
  void a_phase_takes_as_long_as_the_script_says() {
    sim.script().resource("training-job").takes("Training", Duration.ofHours(3));
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(3));
    DescribeTrainingJobResponse before = describe("churn-1");
    sim.clock().advance(Duration.ofMinutes(3));
    DescribeTrainingJobResponse after = describe("churn-1");

    assertThat(before.secondaryStatusAsString()).isEqualTo("Training");
    assertThat(after.trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
  }

  @ParameterizedTest(name = "stuck {0} the job is created")
  @ValueSource(strings = {"before", "after"})
  void a_job_stuck_in_training_is_stopped_by_its_max_runtime(String moment) {
    if (moment.equals("before")) {
      sim.script().resource("training-job").stuckAt("Training");
    }
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder().stoppingCondition(s -> s.maxRuntimeInSeconds(3600)).build());
    if (moment.equals("after")) {
      sim.clock().advance(Duration.ofMinutes(10));
      sim.script().resource("training-job").stuckAt("Training");
    }

    sim.clock().advanceTo(START.plusSeconds(120 + 3600 - 1));
    assertThat(describe("churn-1").secondaryStatusAsString()).isEqualTo("Training");
    sim.clock().advance(Duration.ofMinutes(10));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(job.secondaryStatusAsString()).isEqualTo("MaxRuntimeExceeded");
    assertThat(sim.resources().get("training-job", "churn-1").walked())
        .containsExactly(
            "InProgress/Starting",
            "InProgress/Downloading",
            "InProgress/Training",
            "Stopping/Stopping",
            "Stopping/Uploading",
            "Stopped/MaxRuntimeExceeded");
    assertThat(job.secondaryStatusTransitions().get(3).startTime())
        .isEqualTo(START.plusSeconds(120 + 3600));
  }

  @Test
  void a_job_stuck_before_its_training_or_in_its_stop_never_ends() {
    sim.script().resource("training-job").named("a").stuckAt("Starting");
    sim.script().resource("training-job").named("b").stuckAt("Training").stuckAt("Stopping");
    sageMaker.createTrainingJob(job("a"));
    sageMaker.createTrainingJob(job("b"));

    sim.clock().advance(Duration.ofDays(10));

    assertThat(describe("a").secondaryStatusAsString()).isEqualTo("Starting");
    assertThat(describe("b").secondaryStatusAsString()).isEqualTo("Stopping");
  }

  @Test
  void a_script_for_a_running_job_does_not_take_its_max_runtime_away() {
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder().stoppingCondition(s -> s.maxRuntimeInSeconds(3600)).build());
    sim.clock().advance(Duration.ofMinutes(10));

    sim.script().resource("training-job").takes("Training", Duration.ofHours(5));
    sim.clock().advance(Duration.ofHours(2));

    assertThat(describe("churn-1").secondaryStatusAsString()).isEqualTo("MaxRuntimeExceeded");
  }

  @Test
  void a_script_reaches_jobs_that_run_already() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofMinutes(5));

    sim.script().resource("training-job").failAt("Training", "AlgorithmError: too late");
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe("churn-1").failureReason()).isEqualTo("AlgorithmError: too late");
  }

  @ParameterizedTest(name = "stopped after {0} s")
  @CsvSource({
    "1, Starting, Starting:Stopping:Stopped",
    "125, Downloading, Starting:Downloading:Stopping:Stopped",
    "600, Training, Starting:Downloading:Training:Stopping:Uploading:Stopped"
  })
  void stop_goes_through_a_stopping_window(long after, String phase, String walked) {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofSeconds(after));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));

    DescribeTrainingJobResponse atOnce = describe("churn-1");
    assertThat(atOnce.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPING);
    assertThat(atOnce.secondaryStatusAsString()).isEqualTo(phase);
    sim.clock().advance(Duration.ofSeconds(2));
    assertThat(describe("churn-1").secondaryStatusAsString()).isEqualTo("Stopping");
    sim.clock().advance(Duration.ofMinutes(4));
    DescribeTrainingJobResponse stopped = describe("churn-1");
    assertThat(stopped.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(stopped.secondaryStatusTransitions())
        .extracting(SecondaryStatusTransition::statusAsString)
        .isEqualTo(List.of(walked.split(":", -1)));
    assertThat(stopped.trainingEndTime()).isNotNull();
    assertThat(stopped.failureReason()).isNull();
  }

  @Test
  void a_job_over_its_max_runtime_is_stopped_and_not_failed() {
    sim.script().resource("training-job").takes("Training", Duration.ofHours(2));
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder().stoppingCondition(s -> s.maxRuntimeInSeconds(3600)).build());

    sim.clock().advance(Duration.ofHours(3));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(job.secondaryStatusAsString()).isEqualTo("MaxRuntimeExceeded");
    assertThat(job.failureReason()).isNull();
    assertThat(job.modelArtifacts()).isNotNull();
  }

  @Test
  void a_job_ends_well_within_a_short_max_runtime_unless_told_otherwise() {
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder().stoppingCondition(s -> s.maxRuntimeInSeconds(600)).build());

    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe("churn-1").trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
  }

  @Test
  void a_spot_job_that_waits_too_long_is_stopped() {
    sim.script().resource("training-job").takes("Starting", Duration.ofHours(3));
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder()
            .enableManagedSpotTraining(true)
            .stoppingCondition(s -> s.maxRuntimeInSeconds(3600).maxWaitTimeInSeconds(7200))
            .build());

    sim.clock().advance(Duration.ofHours(4));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(job.secondaryStatusAsString()).isEqualTo("MaxWaitTimeExceeded");
    assertThat(job.trainingStartTime()).isNull();
  }

  @Test
  void a_deleted_job_is_deleting_for_a_moment_and_then_its_name_is_free() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(describe("churn-1").trainingJobStatusAsString()).isEqualTo("Deleting");
    assertThat(describe("churn-1").secondaryStatusAsString()).isEqualTo("Completed");
    sim.clock().advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> describe("churn-1")).hasMessageContaining("Requested resource not");
    sageMaker.createTrainingJob(job("churn-1"));
    assertThat(describe("churn-1").creationTime()).isEqualTo(sim.clock().now());
  }

  private DescribeTrainingJobResponse describe(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }
}
