package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.sdk.sagemaker.Tunings.children;
import static dev.mlsim.sdk.sagemaker.Tunings.describe;
import static dev.mlsim.sdk.sagemaker.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStatus;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartType;
import software.amazon.awssdk.services.sagemaker.model.ParentHyperParameterTuningJob;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobEarlyStoppingType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** How tuning jobs end: by themselves, early, stopped, failed, deleted. */
class TuningJobEndTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void create(int jobs, Consumer<HyperParameterTuningJobConfig.Builder> special) {
    sageMaker.createHyperParameterTuningJob(
        tuning(
            "churn",
            jobs,
            r ->
                r.hyperParameterTuningJobConfig(
                    tuning("churn", jobs).hyperParameterTuningJobConfig().toBuilder()
                        .applyMutation(special)
                        .build())));
  }

  private DescribeHyperParameterTuningJobResponse end() {
    sim.clock().runUntilIdle(Duration.ofDays(40));
    return describe(sageMaker, "churn");
  }

  @Test
  void it_gives_up_when_its_first_five_have_failed_and_stops_the_sixth() {
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: loss is NaN");
    create(20, c -> {});

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.hyperParameterTuningJobStatus()).isEqualTo(HyperParameterTuningJobStatus.FAILED);
    assertThat(job.failureReason())
        .isEqualTo(
            "No training job succeeded after 5 attempts. Please take a look at the training job"
                + " failures to get more details.");
    assertThat(job.trainingJobStatusCounters().nonRetryableError()).isEqualTo(5);
    assertThat(job.bestTrainingJob()).isNull();
  }

  @Test
  void it_waits_where_a_training_job_is_refused_for_now_and_goes_on() {
    sim.faults().on("CreateTrainingJob").includingChildren().first(3).throttle();
    create(4, c -> {});

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(job.trainingJobStatusCounters().completed()).isEqualTo(4);
    assertThat(children(sageMaker, "churn").get(0).creationTime())
        .isEqualTo(job.creationTime().plusSeconds(10).plus(Duration.ofMinutes(1 + 2 + 4)));
  }

  @Test
  void it_waits_for_room_that_others_take_until_its_time_is_over() {
    create(
        4,
        c ->
            c.resourceLimits(
                r ->
                    r.maxNumberOfTrainingJobs(4)
                        .maxParallelTrainingJobs(1)
                        .maxRuntimeInSeconds(7_200)));
    sim.quotas().set("ml.m5.xlarge for training job usage", 0);

    sim.clock().advance(Duration.ofMinutes(100));

    assertThat(describe(sageMaker, "churn").hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.IN_PROGRESS);
    assertThat(children(sageMaker, "churn")).isEmpty();
    DescribeHyperParameterTuningJobResponse job = end();
    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(job.hyperParameterTuningEndTime())
        .isEqualTo(job.creationTime().plusSeconds(7_200 + 5));
    assertThat(children(sageMaker, "churn")).isEmpty();
  }

  @Test
  void it_fails_when_five_have_completed_without_the_objective() {
    sim.setup(TrainingMetrics.class).job("*").omits("validation:auc");
    create(20, c -> {});

    assertThat(end().failureReason())
        .startsWith("No objective metrics found after running 5 training jobs.");
  }

  @Test
  void a_stop_stops_its_training_jobs_first() {
    create(4, c -> {});
    sim.clock().advance(Duration.ofMinutes(10));

    sageMaker.stopHyperParameterTuningJob(r -> r.hyperParameterTuningJobName("churn"));

    assertThat(describe(sageMaker, "churn").hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.STOPPING);
    assertThat(children(sageMaker, "churn"))
        .extracting(HyperParameterTrainingJobSummary::trainingJobStatus)
        .containsOnly(TrainingJobStatus.STOPPING);
    DescribeHyperParameterTuningJobResponse job = end();
    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.STOPPED);
    assertThat(job.trainingJobStatusCounters().stopped()).isEqualTo(2);
    assertThatThrownBy(
            () ->
                sageMaker.stopHyperParameterTuningJob(r -> r.hyperParameterTuningJobName("churn")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("already");
  }

  @Test
  void it_is_completed_when_the_objective_reaches_its_target() {
    sim.setup(TrainingMetrics.class).job("*").reports("validation:auc", 0.7);
    sim.setup(TrainingMetrics.class).job("churn-004-*").reports("validation:auc", 0.95);
    create(20, c -> c.tuningJobCompletionCriteria(t -> t.targetObjectiveMetricValue(0.9f)));

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(children(sageMaker, "churn")).hasSizeLessThan(7);
    assertThat(job.bestTrainingJob().trainingJobName()).startsWith("churn-004-");
  }

  @Test
  void it_is_completed_when_the_objective_does_not_improve() {
    sim.setup(TrainingMetrics.class).job("*").reports("validation:auc", 0.7);
    create(
        20,
        c ->
            c.tuningJobCompletionCriteria(
                t -> t.bestObjectiveNotImproving(b -> b.maxNumberOfTrainingJobsNotImproving(3))));

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.tuningJobCompletionDetails().numberOfTrainingJobsObjectiveNotImproving())
        .isGreaterThanOrEqualTo(3);
    assertThat(job.trainingJobStatusCounters().completed()).isLessThan(7);
  }

  @Test
  void it_is_completed_when_its_time_is_over() {
    create(
        20,
        c ->
            c.resourceLimits(
                l ->
                    l.maxNumberOfTrainingJobs(20)
                        .maxParallelTrainingJobs(2)
                        .maxRuntimeInSeconds(3_600)));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe(sageMaker, "churn").hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.STOPPING);
    DescribeHyperParameterTuningJobResponse job = end();
    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(job.trainingJobStatusCounters().stopped()).isPositive();
  }

  @Test
  void training_jobs_that_are_worse_than_the_median_are_stopped_early() {
    sim.setup(TrainingMetrics.class).job("*").reports("validation:auc", 0.5, 0.7, 0.9);
    sim.setup(TrainingMetrics.class).job("churn-005-*").reports("validation:auc", 0.5, 0.51, 0.6);
    create(7, c -> c.trainingJobEarlyStoppingType(TrainingJobEarlyStoppingType.AUTO));

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(job.trainingJobStatusCounters().completed()).isEqualTo(6);
    HyperParameterTrainingJobSummary stopped = children(sageMaker, "churn").get(4);
    assertThat(stopped.trainingJobStatus()).isEqualTo(TrainingJobStatus.STOPPED);
    assertThat(stopped.finalHyperParameterTuningJobObjectiveMetric().value()).isEqualTo(0.51f);
  }

  @Test
  void a_script_can_fail_and_lengthen_its_phases() {
    sim.script().resource("hyper-parameter-tuning-job").takes("Starting", Duration.ofMinutes(5));

    sim.script()
        .resource("hyper-parameter-tuning-job")
        .failAt("Training", Duration.ofMinutes(10), "InternalServerError: tuned out");
    create(20, c -> {});

    sim.clock().advance(Duration.ofMinutes(4));
    assertThat(children(sageMaker, "churn")).isEmpty();
    sim.clock().advance(Duration.ofMinutes(11));

    assertThat(describe(sageMaker, "churn").failureReason())
        .isEqualTo("InternalServerError: tuned out");
    assertThat(end().trainingJobStatusCounters().stopped()).isEqualTo(2);
  }

  @Test
  void what_fails_in_training_has_trained_as_long_as_its_training_jobs_or_the_script_say() {
    sim.script().resource("hyper-parameter-tuning-job").takes("Training", Duration.ofHours(5));
    sim.script().resource("hyper-parameter-tuning-job").failAt("Training", "InternalServerError");
    create(2, c -> {});

    assertThat(end().failureReason()).isEqualTo("InternalServerError");
    assertThat(sim.clock().now()).isEqualTo(Instant.parse("2026-01-01T05:00:10Z"));
    assertThat(end().trainingJobStatusCounters().completed()).isEqualTo(2);
  }

  @Test
  void what_a_quota_refuses_waits_for_a_training_job_to_end() {
    create(4, c -> {});
    sim.quotas().set("ml.m5.xlarge for training job usage", 1);

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.trainingJobStatusCounters().completed()).isEqualTo(4);
    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
  }

  @Test
  void a_warm_start_knows_the_best_of_its_parents() {
    sim.setup(TrainingMetrics.class).job("*").reports("validation:auc", 0.7);
    sim.setup(TrainingMetrics.class).job("churn-*").reports("validation:auc", 0.9);
    create(2, c -> {});
    end();

    sageMaker.createHyperParameterTuningJob(
        tuning(
            "again",
            2,
            r ->
                r.warmStartConfig(
                    w ->
                        w.warmStartType(
                                HyperParameterTuningJobWarmStartType.IDENTICAL_DATA_AND_ALGORITHM)
                            .parentHyperParameterTuningJobs(
                                ParentHyperParameterTuningJob.builder()
                                    .hyperParameterTuningJobName("churn")
                                    .build()))));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    DescribeHyperParameterTuningJobResponse job = describe(sageMaker, "again");
    assertThat(job.bestTrainingJob().trainingJobName()).startsWith("again-");
    assertThat(job.overallBestTrainingJob().trainingJobName()).startsWith("churn-");
    assertThat(job.overallBestTrainingJob().tuningJobName()).isEqualTo("churn");
  }

  @Test
  void one_that_is_deleted_leaves_its_training_jobs() {
    create(2, c -> {});
    assertThatThrownBy(
            () ->
                sageMaker.deleteHyperParameterTuningJob(
                    r -> r.hyperParameterTuningJobName("churn")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("not in a terminal state");
    end();

    sageMaker.deleteHyperParameterTuningJob(r -> r.hyperParameterTuningJobName("CHURN"));
    sim.clock().runUntilIdle(Duration.ofHours(1));

    assertThatThrownBy(() -> describe(sageMaker, "churn"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "Amazon SageMaker can't find a tuning job called churn. Type another name.");
    assertThat(sim.resources().all("training-job")).hasSize(2);
  }
}
