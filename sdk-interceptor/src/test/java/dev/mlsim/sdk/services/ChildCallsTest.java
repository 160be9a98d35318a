package dev.mlsim.sdk.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.fixtures.Routines;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** Resources that start others, by calls through the front door. */
class ChildCallsTest {
  private static final String CREATE = "CreateTrainingJob";

  private final Simulator sim = simulator(new Routines());
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private static Simulator simulator(Routines routines) {
    return Simulator.builder().service(Service.of(routines)).build();
  }

  @Test
  void a_parent_starts_its_child_when_its_time_has_come_and_follows_it() {
    Routines.start(sim, "nightly");
    assertThat(sim.resources().all("training-job")).isEmpty();

    sim.clock().advance(Routines.PREPARING);

    var job = Jobs.describe(sageMaker, "nightly");
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.IN_PROGRESS);
    assertThat(job.creationTime()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
    assertThat(job.algorithmSpecification().trainingImage())
        .isEqualTo("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7");
    assertThat(routine("nightly").status()).isEqualTo("Running");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(routine("nightly").status()).isEqualTo("Ended");
  }

  @Test
  void the_journal_says_who_caused_a_call_and_tells_it_on_request() {
    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);
    sageMaker.createTrainingJob(Jobs.job("my-own"));

    assertThat(sim.journal().calls(CREATE))
        .extracting(JournalEntry.Called::number)
        .containsOnly(3L);
    List<JournalEntry.Called> all = sim.journal().includingChildren().calls(CREATE);
    assertThat(all).hasSize(2);
    JournalEntry.Called child = all.get(0);
    assertThat(child.cause()).contains(new JournalEntry.Cause("routine", "nightly"));
    assertThat(child.number()).isEqualTo(2);
    assertThat(child.input().path("TrainingJobName").asText()).isEqualTo("nightly");
    assertThat(child.output().path("TrainingJobArn").asText()).endsWith("training-job/nightly");
    assertThat(all.get(1).cause()).isEmpty();
  }

  @Test
  void the_story_tells_the_parent_and_what_its_call_has_made() {
    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(sim.journal().story().text())
        .containsPattern(
            "CreateTrainingJob nightly +200 \\(for routine \\[nightly]\\), InProgress");
  }

  @Test
  void a_child_is_validated_in_the_words_of_its_own_service() {
    Routines.start(sim, Documents.empty().put("Name", "nightly").put("InstanceType", "ml.p9.huge"));
    sim.clock().advance(Routines.PREPARING);

    assertThat(routine("nightly").reason())
        .startsWith("1 validation error detected: Value 'ml.p9.huge' at")
        .contains("failed to satisfy constraint: Member must satisfy enum value set");
    assertThat(sim.journal().includingChildren().calls(CREATE))
        .singleElement()
        .satisfies(call -> assertThat(call.error()).isEqualTo("ValidationException"));
  }

  @Test
  void quotas_count_children() {
    sim.quotas().set("ml.m5.xlarge for training job usage", 1);
    sageMaker.createTrainingJob(Jobs.job("my-own"));

    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(routine("nightly").reason())
        .startsWith("The account-level service limit 'ml.m5.xlarge for training job usage' is 1");
    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @Test
  void a_fault_rule_is_about_callers_calls_unless_it_says_otherwise() {
    FaultRule rule = sim.faults().on(CREATE).first(1).throttle();

    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(rule.matched()).isZero();
    assertThat(routine("nightly").status()).isEqualTo("Running");
  }

  @Test
  void a_fault_rule_that_includes_children_counts_them_with_callers_and_fails_the_parent() {
    FaultRule second = sim.faults().on(CREATE).includingChildren().nth(2).throttle();
    sageMaker.createTrainingJob(Jobs.job("my-own"));

    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(second.applied()).isOne();
    assertThat(second).hasToString("throttle number 2 of CreateTrainingJob (AWS's own included)");
    assertThat(routine("nightly").status()).isEqualTo("Failed");
    assertThat(routine("nightly").reason()).isEqualTo("Rate exceeded");
    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @Test
  void a_parent_may_lack_permission_for_its_child() {
    sim.faults().on(CREATE).includingChildren().accessDenied();

    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(routine("nightly").reason())
        .contains("is not authorized to perform: sagemaker:CreateTrainingJob");
  }

  @Test
  void the_rates_of_an_account_do_not_limit_what_aws_calls_itself() {
    sim.faults().usualRates();
    for (int i = 0; i < 5; i++) {
      Routines.start(sim, "nightly-" + i);
    }

    sim.clock().advance(Routines.PREPARING);

    assertThat(sim.resources().all("training-job")).hasSize(5);
  }

  @Test
  void a_child_whose_answer_is_lost_is_there_and_its_parent_does_not_know() {
    sim.faults().on(CREATE).includingChildren().loseAnswer();

    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(routine("nightly").reason())
        .isEqualTo("We encountered an internal error. Please try again.");
    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @Test
  void an_answer_of_the_tests_stands_for_a_child() {
    sim.faults().on(CREATE).includingChildren().answer("{\"TrainingJobArn\": \"arn:aws:x\"}");

    Routines.start(sim, "nightly");
    sim.clock().advance(Routines.PREPARING);

    assertThat(routine("nightly").status()).isEqualTo("Running");
    assertThat(sim.resources().all("training-job")).isEmpty();
  }

  @Test
  void what_a_parent_made_before_a_child_that_is_refused_stays() {
    Simulator two =
        simulator(
            new Routines(
                Routines.PREPARING,
                (routine, world) -> {
                  ObjectNode job = Routines.job(routine);
                  world.invoke(routine, "sagemaker:CreateTrainingJob", job);
                  try {
                    world.invoke(routine, "sagemaker:CreateTrainingJob", job);
                  } catch (ServiceError duplicate) {
                    world.trigger(routine, Lifecycle.FAIL, duplicate.code());
                  }
                }));

    Routines.start(two, "nightly");
    two.clock().advance(Routines.PREPARING);

    assertThat(two.resources().get("training-job", "nightly").status()).isEqualTo("InProgress");
    assertThat(two.resources().get("routine", "nightly").reason()).isEqualTo("ResourceInUse");
    assertThat(two.journal().includingChildren().calls(CREATE))
        .extracting(JournalEntry.Called::status)
        .containsExactly(200, 400);
  }

  @Test
  void a_function_of_the_test_that_fails_for_a_child_reaches_the_one_who_moves_time() {
    sim.script()
        .resource("training-job")
        .where(
            job -> {
              throw new IllegalStateException("boom");
            })
        .failAt("Training", "NaN");
    Routines.start(sim, "nightly");

    assertThatThrownBy(() -> sim.clock().advance(Routines.PREPARING))
        .isInstanceOf(TimerFailedException.class)
        .hasRootCauseMessage("boom")
        .hasCauseInstanceOf(FunctionFailed.class);

    assertThat(sim.resources().all("training-job")).isEmpty();
    assertThat(sim.journal().includingChildren().calls(CREATE)).isEmpty();
    assertThat(routine("nightly").status()).isEqualTo("Running");
  }

  @Test
  void resources_that_start_resources_without_end_are_stopped_in_words() {
    Simulator endless =
        simulator(
            new Routines(
                Duration.ZERO,
                (routine, world) ->
                    world.invoke(
                        routine,
                        "StartRoutine",
                        Documents.empty().put("Name", routine.name() + "i"))));

    assertThatThrownBy(() -> Routines.start(endless, "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mlsim: routine [xiiiiiiiiiiiiiiii] calls [StartRoutine] as the last of 16 resources"
                + " that started one another, the bound; a declaration starts resources without"
                + " end");

    assertThat(endless.resources().all()).isEmpty();
    assertThat(endless.journal().includingChildren().calls()).isEmpty();
  }

  @Test
  void a_declaration_that_lets_a_refusal_through_is_told_so() {
    Simulator careless =
        simulator(
            new Routines(
                Duration.ZERO,
                (routine, world) ->
                    world.invoke(routine, "sagemaker:CreateTrainingJob", Documents.empty())));

    assertThatThrownBy(() -> Routines.start(careless, "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "mlsim: what is declared to happen when routine [x] enters [Running] let through the"
                + " error [ValidationException: ")
        .hasMessageEndingWith(
            "], for which nobody waits then; a declaration catches what World.invoke throws and"
                + " says what becomes of the resource");

    assertThat(careless.resources().all()).isEmpty();
  }

  @Test
  void a_declaration_that_calls_what_there_is_not_is_told_what_is_nearest() {
    assertThat(message("CreateTrainingJob"))
        .isEqualTo(
            "mlsim: a declaration calls [CreateTrainingJob], and routines has no such operation;"
                + " the nearest are [StartRoutine, DescribeRoutine]");
    assertThat(message("sagemaker:CreateTraningJob"))
        .startsWith(
            "mlsim: a declaration calls [sagemaker:CreateTraningJob], and sagemaker has no such"
                + " operation; the nearest are [CreateTrainingJob");
    assertThat(message("sagemaster:CreateTrainingJob"))
        .startsWith("mlsim: a declaration calls the service [sagemaster], and there is none;");
  }

  private static String message(String operation) {
    Simulator wrong =
        simulator(
            new Routines(
                Duration.ZERO,
                (routine, world) -> world.invoke(routine, operation, Documents.empty())));
    return String.valueOf(catchThrowable(() -> Routines.start(wrong, "x")).getMessage());
  }

  @Test
  void a_client_token_is_forgotten_with_the_child_that_was_taken_back() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Simulator two =
        simulator(
            new Routines(
                Duration.ZERO,
                (routine, world) -> {
                  world.invoke(
                      routine,
                      "lookoutvision:CreateProject",
                      Documents.empty().put("ProjectName", "p").put("ClientToken", "t"));
                  if (fails.getAndSet(false)) {
                    throw new IllegalStateException("boom");
                  }
                }));
    assertThatThrownBy(() -> Routines.start(two, "x"))
        .hasMessageEndingWith("it threw java.lang.IllegalStateException: boom");

    Routines.start(two, "x");

    assertThat(two.resources().all("lookoutvision:project")).hasSize(1);
  }

  @Test
  void a_snapshot_holds_what_parents_have_started_and_will() {
    sim.faults().on(CREATE).includingChildren().nth(2).throttle();
    Routines.start(sim, "first");
    sim.clock().advance(Routines.PREPARING);
    Routines.start(sim, "second");
    Snapshot snapshot = sim.snapshot();
    sim.clock().advance(Duration.ofHours(1));

    Simulator copy = Simulator.of(snapshot);
    copy.clock().advance(Duration.ofHours(1));

    assertThat(copy.journal().text()).isEqualTo(sim.journal().text());
    assertThat(copy.resources().get("routine", "second").reason()).isEqualTo("Rate exceeded");
  }

  private ResourceSnapshot routine(String name) {
    return sim.resources().get("routine", name);
  }
}
