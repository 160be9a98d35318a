package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.sdk.sagemaker.Tunings.children;
import static dev.mlsim.sdk.sagemaker.Tunings.describe;
import static dev.mlsim.sdk.sagemaker.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.event.Event;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStatus;
import software.amazon.awssdk.services.sagemaker.model.ObjectiveStatus;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** A tuning job from its creation to its best training job. */
class TuningJobTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void a_tuning_job_of_twenty_of_which_some_fail_ends_with_the_best_of_the_others() {
    sim.setup(TrainingMetrics.class)
        .job("churn-*")
        .reports("validation:auc", run -> 1 - Math.abs(run.number("eta") - 0.3));
    sim.script()
        .resource("training-job")
        .named("churn-004-*")
        .failAt("Training", "AlgorithmError: loss is NaN");
    sim.script()
        .resource("training-job")
        .named("churn-007-*")
        .failAt("Training", "InternalServerError: We encountered an internal error.");
    sim.script().resource("training-job").named("churn-009-*").stopAt("Training");

    sageMaker.createHyperParameterTuningJob(tuning("churn", 20));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    DescribeHyperParameterTuningJobResponse job = describe(sageMaker, "churn");
    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(job.trainingJobStatusCounters())
        .satisfies(
            counters -> {
              assertThat(counters.completed()).isEqualTo(18);
              assertThat(counters.nonRetryableError()).isOne();
              assertThat(counters.retryableError()).isOne();
              assertThat(counters.stopped()).isOne();
              assertThat(counters.inProgress()).isZero();
            });
    assertThat(job.objectiveStatusCounters().failed()).isGreaterThanOrEqualTo(2);
    List<HyperParameterTrainingJobSummary> all = children(sageMaker, "churn");
    assertThat(all).hasSize(21);
    assertThat(all)
        .extracting(HyperParameterTrainingJobSummary::trainingJobName)
        .allMatch(name -> name.matches("churn-0[0-2][0-9]-[0-9a-f]{8}"))
        .isSorted();
    assertThat(all.get(3).failureReason()).isEqualTo("AlgorithmError: loss is NaN");
    assertThat(all.get(3).objectiveStatus()).isEqualTo(ObjectiveStatus.FAILED);
    HyperParameterTrainingJobSummary best =
        all.stream()
            .filter(child -> child.objectiveStatus() == ObjectiveStatus.SUCCEEDED)
            .max(
                Comparator.comparing(
                    child -> child.finalHyperParameterTuningJobObjectiveMetric().value()))
            .orElseThrow();
    assertThat(job.bestTrainingJob().trainingJobName()).isEqualTo(best.trainingJobName());
    assertThat(best.finalHyperParameterTuningJobObjectiveMetric().value()).isGreaterThan(0.9f);
    assertThat(Double.parseDouble(best.tunedHyperParameters().get("eta"))).isBetween(0.2, 0.4);
  }

  @Test
  void its_children_are_training_jobs_of_their_own_at_most_so_many_at_once() {
    sageMaker.createHyperParameterTuningJob(
        tuning("churn", 3, r -> r.tags(Tag.builder().key("team").value("risk").build())));

    assertThat(describe(sageMaker, "churn").trainingJobStatusCounters().inProgress()).isZero();
    sim.clock().advance(Duration.ofSeconds(10));

    assertThat(sim.resources().get("hyper-parameter-tuning-job", "churn").isUnfinished()).isTrue();
    List<HyperParameterTrainingJobSummary> running = children(sageMaker, "churn");
    assertThat(running).hasSize(2);
    assertThat(running.get(0).objectiveStatus()).isEqualTo(ObjectiveStatus.PENDING);
    assertThat(running.get(0).creationTime()).isEqualTo(Instant.parse("2026-01-01T00:00:10Z"));
    DescribeTrainingJobResponse child =
        sageMaker.describeTrainingJob(r -> r.trainingJobName(running.get(0).trainingJobName()));
    assertThat(child.tuningJobArn())
        .isEqualTo(describe(sageMaker, "churn").hyperParameterTuningJobArn());
    assertThat(child.hyperParameters())
        .containsEntry("objective", "binary:logistic")
        .containsEntry("_tuning_objective_metric", "validation:auc")
        .containsAllEntriesOf(running.get(0).tunedHyperParameters());
    assertThat(sageMaker.listTags(r -> r.resourceArn(child.trainingJobArn())).tags())
        .extracting(Tag::value)
        .containsExactly("risk");
    assertThat(sim.journal().calls("CreateTrainingJob")).isEmpty();
    assertThat(sim.journal().includingChildren().calls("CreateTrainingJob").get(0).cause())
        .contains(new JournalEntry.Cause("hyper-parameter-tuning-job", "churn"));
    assertThat(sim.billing().hours("ml.m5.xlarge")).isZero();

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(children(sageMaker, "churn")).hasSize(3);
    assertThat(sim.billing().hours("ml.m5.xlarge")).isPositive();
  }

  @Test
  void what_describe_shows_of_the_best_has_no_type_and_no_tuning_job() {
    sageMaker.createHyperParameterTuningJob(tuning("churn", 2));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    DescribeHyperParameterTuningJobResponse job = describe(sageMaker, "churn");

    HyperParameterTrainingJobSummary best = job.bestTrainingJob();
    assertThat(best.tuningJobName()).isNull();
    assertThat(best.finalHyperParameterTuningJobObjectiveMetric().type()).isNull();
    assertThat(best.trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(best.trainingEndTime()).isAfter(best.trainingStartTime());
    assertThat(job.overallBestTrainingJob()).isNull();
    assertThat(job.hyperParameterTuningEndTime()).isEqualTo(job.lastModifiedTime());
    assertThat(job.consumedResources().runtimeInSeconds())
        .isEqualTo(
            (int)
                Duration.between(job.creationTime(), job.hyperParameterTuningEndTime())
                    .toSeconds());
    assertThat(job.trainingJobDefinition().staticHyperParameters())
        .containsKey("_tuning_objective_metric");
    assertThat(job.trainingJobDefinition().algorithmSpecification().metricDefinitions())
        .extracting(m -> m.name())
        .containsExactly("validation:auc");
  }

  @Test
  void a_loop_that_polls_sees_it_end_at_its_first_look() {
    sageMaker.createHyperParameterTuningJob(tuning("churn", 5));

    sim.polling(Polling.settle());

    assertThat(describe(sageMaker, "churn").hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);

    assertThat(sim.clock().now()).isBefore(Instant.parse("2026-01-01T04:00:00Z"));
    sageMaker.createHyperParameterTuningJob(tuning("listed", 2));
    assertThat(sageMaker.listHyperParameterTuningJobs().hyperParameterTuningJobSummaries())
        .extracting(job -> job.hyperParameterTuningJobStatusAsString())
        .containsExactly("Completed", "Completed");
  }

  @Test
  void its_training_jobs_are_listed_by_objective_status_and_page() {
    sim.script().resource("training-job").named("churn-002-*").failAt("Training", "ClientError: x");
    sageMaker.createHyperParameterTuningJob(tuning("churn", 12));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    var byObjective =
        sageMaker.listTrainingJobsForHyperParameterTuningJob(
            r ->
                r.hyperParameterTuningJobName("churn")
                    .sortBy("FinalObjectiveMetricValue")
                    .maxResults(100));
    assertThat(byObjective.trainingJobSummaries())
        .hasSize(11)
        .extracting(child -> child.finalHyperParameterTuningJobObjectiveMetric().value())
        .isSorted();
    assertThat(byObjective.trainingJobSummaries().get(10).trainingJobName())
        .isEqualTo(describe(sageMaker, "churn").bestTrainingJob().trainingJobName());
    assertThat(
            sageMaker
                .listTrainingJobsForHyperParameterTuningJob(
                    r -> r.hyperParameterTuningJobName("churn").statusEquals("Failed"))
                .trainingJobSummaries())
        .singleElement()
        .satisfies(child -> assertThat(child.trainingJobName()).startsWith("churn-002-"));
    var first =
        sageMaker.listTrainingJobsForHyperParameterTuningJob(
            r -> r.hyperParameterTuningJobName("churn"));
    assertThat(first.trainingJobSummaries()).hasSize(10);
    assertThat(first.nextToken()).isNotNull();
  }

  @Test
  void a_grid_goes_through_its_combinations() {
    sageMaker.createHyperParameterTuningJob(
        tuning(
            "grid",
            4,
            r ->
                r.hyperParameterTuningJobConfig(
                    c ->
                        c.strategy("Grid")
                            .hyperParameterTuningJobObjective(
                                o -> o.type("Maximize").metricName("validation:auc"))
                            .resourceLimits(l -> l.maxParallelTrainingJobs(2))
                            .parameterRanges(
                                p ->
                                    p.categoricalParameterRanges(
                                        a -> a.name("booster").values("tree", "linear"),
                                        a -> a.name("depth").values("3", "5"))))));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(children(sageMaker, "grid"))
        .extracting(child -> child.tunedHyperParameters().toString())
        .containsExactlyInAnyOrder(
            "{booster=tree, depth=3}",
            "{booster=tree, depth=5}",
            "{booster=linear, depth=3}",
            "{booster=linear, depth=5}");
    assertThat(
            describe(sageMaker, "grid")
                .hyperParameterTuningJobConfig()
                .resourceLimits()
                .maxNumberOfTrainingJobs())
        .isEqualTo(4);
  }

  @Test
  void a_world_that_is_restored_in_the_middle_goes_on_in_the_same_way() {
    sageMaker.createHyperParameterTuningJob(tuning("churn", 6));
    sim.clock().advance(Duration.ofMinutes(50));
    Snapshot middle = sim.snapshot();

    sim.clock().runUntilIdle(Duration.ofDays(1));
    DescribeHyperParameterTuningJobResponse once = describe(sageMaker, "churn");
    sim.restore(middle);
    assertThat(describe(sageMaker, "churn").trainingJobStatusCounters().inProgress()).isEqualTo(2);
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(describe(sageMaker, "churn")).hasToString(once.toString());
  }

  @Test
  void events_tell_each_status_with_its_counters() {
    sageMaker.createHyperParameterTuningJob(tuning("churn", 2));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    List<Event> events = sim.events().list("SageMaker HyperParameter Tuning Job State Change");
    assertThat(events)
        .extracting(e -> e.detail().path("HyperParameterTuningJobStatus").asText())
        .containsExactly("InProgress", "Completed");
    assertThat(events.get(1).detail().path("TrainingJobStatusCounters").path("Completed").asInt())
        .isEqualTo(2);
    assertThat(sim.events().list("SageMaker Training Job State Change"))
        .allSatisfy(e -> assertThat(e.detail().path("TuningJobArn").asText()).endsWith("/churn"));
  }
}
