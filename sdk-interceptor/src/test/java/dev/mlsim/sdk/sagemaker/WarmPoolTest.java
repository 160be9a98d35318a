package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.WarmPoolResourceStatus;
import software.amazon.awssdk.services.sagemaker.model.WarmPoolStatus;

/** Instances that are kept after a training job, for the next one. */
class WarmPoolTest {
  private static final int HALF_AN_HOUR = 1_800;
  private static final Duration COLD = Duration.ofSeconds(120 + 18 + 1800 + 9);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void keeping_instances_for_no_time_is_no_warm_pool_and_goes_with_spot_training() {
    sageMaker.createTrainingJob(
        job("spot").toBuilder()
            .enableManagedSpotTraining(true)
            .stoppingCondition(s -> s.maxRuntimeInSeconds(3600).maxWaitTimeInSeconds(3600))
            .resourceConfig(
                r ->
                    r.instanceType("ml.m5.large")
                        .instanceCount(1)
                        .volumeSizeInGB(10)
                        .keepAlivePeriodInSeconds(0))
            .build());
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sageMaker.describeTrainingJob(r -> r.trainingJobName("spot")).warmPoolStatus())
        .isNull();
    assertThat(sim.resources().all("warm-pool")).isEmpty();
  }

  @Test
  void a_pool_is_in_use_with_its_job_then_available_and_terminated_when_its_period_is_over() {
    create("churn-1", HALF_AN_HOUR);
    assertThat(describe("churn-1").warmPoolStatus()).isNull();
    sim.clock().advance(Duration.ofMinutes(10));
    WarmPoolStatus during = describe("churn-1").warmPoolStatus();

    wait("churn-1");
    DescribeTrainingJobResponse kept = describe("churn-1");
    sim.clock().advance(Duration.ofSeconds(HALF_AN_HOUR));
    DescribeTrainingJobResponse ended = describe("churn-1");

    assertThat(during.statusAsString()).isEqualTo("InUse");
    assertThat(kept.warmPoolStatus().statusAsString()).isEqualTo("Available");
    assertThat(kept.warmPoolStatus().resourceRetainedBillableTimeInSeconds()).isNull();
    assertThat(lastMessage(kept)).isEqualTo("Resource retained for reuse");
    assertThat(ended.warmPoolStatus().statusAsString()).isEqualTo("Terminated");
    assertThat(ended.warmPoolStatus().resourceRetainedBillableTimeInSeconds())
        .isEqualTo(HALF_AN_HOUR);
    assertThat(ended.warmPoolStatus().reusedByJob()).isNull();
    assertThat(lastMessage(ended)).isEqualTo("Resource released due to keep alive period expiry");
    assertThat(ended.lastModifiedTime()).isEqualTo(sim.clock().now());
    assertThat(ended.trainingEndTime()).isEqualTo(kept.trainingEndTime());
  }

  @Test
  void a_matching_job_takes_the_pool_over_and_starts_in_seconds() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");
    sim.clock().advance(Duration.ofSeconds(69));

    create("churn-2", HALF_AN_HOUR);

    WarmPoolStatus first = describe("churn-1").warmPoolStatus();
    assertThat(first.statusAsString()).isEqualTo("Reused");
    assertThat(first.reusedByJob()).isEqualTo("churn-2");
    assertThat(first.resourceRetainedBillableTimeInSeconds()).isEqualTo(69);
    assertThat(describe("churn-2").warmPoolStatus().statusAsString()).isEqualTo("InUse");
    wait("churn-2");
    assertThat(sim.resources().get("training-job", "churn-2").took())
        .isEqualTo(COLD.minusSeconds(115));
    assertThat(describe("churn-2").warmPoolStatus().statusAsString()).isEqualTo("Available");
  }

  @Test
  void a_job_that_keeps_nothing_itself_takes_the_pool_over_and_ends_it() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    create("churn-2", 0);
    wait("churn-2");

    assertThat(describe("churn-1").warmPoolStatus().reusedByJob()).isEqualTo("churn-2");
    assertThat(describe("churn-2").warmPoolStatus()).isNull();
  }

  @Test
  void a_job_that_does_not_match_starts_cold_and_leaves_the_pool() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    create("other", HALF_AN_HOUR, b -> b.enableNetworkIsolation(true));
    wait("other");

    assertThat(sim.resources().get("training-job", "other").took()).isEqualTo(COLD);
    assertThat(describe("churn-1").warmPoolStatus().reusedByJob()).isNull();
  }

  @Test
  void a_pool_is_taken_over_once() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    create("churn-2", HALF_AN_HOUR);
    create("churn-3", HALF_AN_HOUR);
    wait("churn-3");

    assertThat(describe("churn-1").warmPoolStatus().reusedByJob()).isEqualTo("churn-2");
    assertThat(sim.resources().get("training-job", "churn-3").took()).isEqualTo(COLD);
  }

  @Test
  void a_new_account_keeps_no_pool_and_no_error_says_so() {
    sim.quotas().newAccount();

    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    assertThat(describe("churn-1").trainingJobStatusAsString()).isEqualTo("Completed");
    assertThat(describe("churn-1").warmPoolStatus()).isNull();
    assertThat(sim.journal().text())
        .contains("keeps no warm pool: the quota [ml.m5.xlarge for training warm pool usage]");
  }

  @Test
  void the_quota_of_pools_is_shared_by_all_that_are_there() {
    sim.quotas().set("ml.m5.xlarge for training warm pool usage", 1);

    create("churn-1", HALF_AN_HOUR);
    create("churn-2", HALF_AN_HOUR);
    wait("churn-2");

    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Available");
    assertThat(describe("churn-2").warmPoolStatus()).isNull();
  }

  @Test
  void kept_instances_count_as_training_instances_but_not_for_the_job_that_takes_them_over() {
    sim.quotas().set("ml.m5.xlarge for training job usage", 1);
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    assertThatThrownBy(() -> create("other", HALF_AN_HOUR, b -> b.enableNetworkIsolation(true)))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("'ml.m5.xlarge for training job usage' is 1 Instances");
    create("churn-2", HALF_AN_HOUR);

    assertThat(describe("churn-2").warmPoolStatus().statusAsString()).isEqualTo("InUse");
  }

  @Test
  void a_period_over_the_quota_is_refused() {
    assertThatThrownBy(() -> create("churn-1", 7_200))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Keep alive period for cluster reuse' is 3600"
                + " Seconds, with current utilization of 0 Seconds and a request delta of 7200"
                + " Seconds.");
  }

  @Test
  void an_update_to_zero_releases_the_pool_at_once() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");
    sim.clock().advance(Duration.ofSeconds(60));

    keepAlive("churn-1", 0);

    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Terminated");
    assertThat(describe("churn-1").warmPoolStatus().resourceRetainedBillableTimeInSeconds())
        .isEqualTo(60);
    assertThat(describe("churn-1").resourceConfig().keepAlivePeriodInSeconds()).isZero();
    assertThatThrownBy(() -> keepAlive("churn-1", 600))
        .hasMessageContaining(
            "Invalid KeepAlivePeriodInSeconds. The training job has no warm pool in status"
                + " Available or InUse.");
  }

  @Test
  void an_update_keeps_the_pool_for_longer() {
    create("churn-1", 600);
    wait("churn-1");
    sim.clock().advance(Duration.ofMinutes(5));

    keepAlive("churn-1", 1200);

    sim.clock().advance(Duration.ofSeconds(899));
    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Available");
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Terminated");
    assertThat(describe("churn-1").warmPoolStatus().resourceRetainedBillableTimeInSeconds())
        .isEqualTo(1200);
  }

  @Test
  void an_update_during_the_job_counts_when_it_ends() {
    create("churn-1", 600);
    sim.clock().advance(Duration.ofMinutes(10));

    keepAlive("churn-1", 0);
    wait("churn-1");

    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Terminated");
    assertThat(describe("churn-1").warmPoolStatus().resourceRetainedBillableTimeInSeconds())
        .isZero();
  }

  @Test
  void a_job_that_fails_by_its_own_fault_keeps_its_instances_and_else_does_not() {
    sim.script().resource("training-job").named("a").failAt("Training", "AlgorithmError: NaN");
    sim.script()
        .resource("training-job")
        .named("b")
        .failAt("Training", "InternalServerError: We encountered an internal error.");
    sim.script().resource("training-job").named("c").failAt("Starting", "CapacityError: none");
    for (String name : List.of("a", "b", "c")) {
      create(name, HALF_AN_HOUR);
    }

    sim.clock().advance(COLD);

    assertThat(describe("a").warmPoolStatus().statusAsString()).isEqualTo("Available");
    assertThat(describe("b").warmPoolStatus().statusAsString()).isEqualTo("Terminated");
    assertThat(describe("c").warmPoolStatus()).isNull();
  }

  @Test
  void a_stopped_job_keeps_its_instances() {
    create("churn-1", HALF_AN_HOUR);
    sim.clock().advance(Duration.ofMinutes(10));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    wait("churn-1");

    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Available");
  }

  @Test
  void a_pool_lives_for_seven_days_at_most() {
    sim.script().resource("training-job").takes("Training", Duration.ofDays(7).minusHours(1));
    create("churn-1", 3_600, b -> b.stoppingCondition(s -> s.maxRuntimeInSeconds(432_000)));
    sim.script()
        .resource("training-job")
        .named("churn-1")
        .takes("Stopping/Uploading", Duration.ofDays(7));
    wait("churn-1");

    assertThat(describe("churn-1").warmPoolStatus().statusAsString()).isEqualTo("Terminated");
  }

  @Test
  void a_job_is_not_deleted_while_its_pool_is_kept() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    assertThatThrownBy(() -> sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1")))
        .isInstanceOf(ResourceInUseException.class);
    sim.clock().advance(Duration.ofSeconds(HALF_AN_HOUR));
    sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim.resources().all()).isEmpty();
    create("churn-1", HALF_AN_HOUR);
    assertThat(describe("churn-1").warmPoolStatus()).isNull();
  }

  @Test
  void jobs_are_listed_by_the_status_of_their_pools() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");
    create("churn-2", HALF_AN_HOUR);
    create("plain", 0);
    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(named(WarmPoolResourceStatus.REUSED)).containsExactly("churn-1");
    assertThat(named(WarmPoolResourceStatus.IN_USE)).containsExactly("churn-2");
    assertThat(named(WarmPoolResourceStatus.AVAILABLE)).isEmpty();
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries())
        .filteredOn(job -> job.trainingJobName().equals("churn-1"))
        .extracting(job -> job.warmPoolStatus().reusedByJob())
        .containsExactly("churn-2");
  }

  @Test
  void a_call_that_fails_midway_takes_over_nothing() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");
    AtomicBoolean fails = new AtomicBoolean();
    sim.script()
        .resource("warm-pool")
        .where(
            pool -> {
              if (fails.get()) {
                throw new IllegalStateException("no");
              }
              return false;
            })
        .stuckAt("InUse");
    fails.set(true);
    assertThatThrownBy(() -> create("churn-2", HALF_AN_HOUR))
        .hasStackTraceContaining("IllegalStateException: no");
    fails.set(false);

    sim.quotas().set("ml.m5.xlarge for training job usage", 1);
    assertThatThrownBy(() -> create("other", 0, b -> b.enableNetworkIsolation(true)))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("with current utilization of 1 Instances");
    create("churn-3", HALF_AN_HOUR);

    assertThat(describe("churn-1").warmPoolStatus().reusedByJob()).isEqualTo("churn-3");
  }

  @Test
  void a_pool_of_a_snapshot_is_counted_and_can_be_taken_over() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    sim.restore(sim.snapshot());

    sim.quotas().set("ml.m5.xlarge for training job usage", 1);
    assertThatThrownBy(() -> create("other", 0, b -> b.enableNetworkIsolation(true)))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("with current utilization of 1 Instances");
    create("churn-2", HALF_AN_HOUR);
    assertThat(describe("churn-1").warmPoolStatus().reusedByJob()).isEqualTo("churn-2");
  }

  @Test
  void the_time_in_which_instances_are_kept_is_on_the_bill() {
    create("churn-1", HALF_AN_HOUR);
    wait("churn-1");

    sim.clock().advance(Duration.ofHours(2));

    assertThat(sim.billing().charges())
        .filteredOn(charge -> charge.type().equals("warm-pool"))
        .singleElement()
        .satisfies(
            charge -> {
              assertThat(charge.name()).isEqualTo("churn-1");
              assertThat(charge.unit()).isEqualTo("ml.m5.xlarge");
              assertThat(charge.time()).isEqualTo(Duration.ofSeconds(HALF_AN_HOUR));
              assertThat(charge.running()).isZero();
            });
  }

  private List<String> named(WarmPoolResourceStatus status) {
    return sageMaker
        .listTrainingJobs(r -> r.warmPoolStatusEquals(status))
        .trainingJobSummaries()
        .stream()
        .map(TrainingJobSummary::trainingJobName)
        .toList();
  }

  private void keepAlive(String name, int seconds) {
    sageMaker.updateTrainingJob(
        r -> r.trainingJobName(name).resourceConfig(c -> c.keepAlivePeriodInSeconds(seconds)));
  }

  private void create(String name, int keepAlive) {
    create(name, keepAlive, b -> {});
  }

  private void create(
      String name, int keepAlive, Consumer<CreateTrainingJobRequest.Builder> special) {
    CreateTrainingJobRequest plain = job(name);
    sageMaker.createTrainingJob(
        plain.toBuilder()
            .resourceConfig(
                plain.resourceConfig().toBuilder().keepAlivePeriodInSeconds(keepAlive).build())
            .applyMutation(special)
            .build());
  }

  private void wait(String name) {
    sageMaker.waiter().waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(name));
  }

  private DescribeTrainingJobResponse describe(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }

  private static String lastMessage(DescribeTrainingJobResponse job) {
    int last = job.secondaryStatusTransitions().size() - 1;
    return job.secondaryStatusTransitions().get(last).statusMessage();
  }
}
