package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.RunOutOfBounds;
import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.fault.Suffered;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.journal.CallKey;
import dev.mlsim.journal.JournalEntry.Called;
import dev.mlsim.lifecycle.Outcome;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Rules, keys and counts that take all attempts at a call for one. */
class WholeCallsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_whole_call_is_spoilt_with_all_its_attempts_and_the_next_is_not() {
    FaultRule rule = sim.faults().on("CreateTrainingJob").nthCall(2).throttle();

    create("churn-1");
    assertThatThrownBy(() -> create("churn-2")).hasMessageContaining("Rate exceeded");
    create("churn-3");

    assertThat(sim.journal().calls()).hasSize(6);
    assertThat(rule.applied()).isEqualTo(4);
    assertThat(rule).hasToString("throttle call 2 with its retries of CreateTrainingJob");
  }

  @Test
  void one_attempt_of_a_whole_call_can_be_meant() {
    sim.faults().on("CreateTrainingJob").nthCall(1).nthAttempt(2).throttle();
    sim.faults().on("CreateTrainingJob").nthCall(1).nthAttempt(1).serverError();

    create("churn-1");
    create("churn-2");

    assertThat(sim.journal().calls())
        .extracting(Called::status)
        .containsExactly(500, 400, 200, 200);
  }

  @Test
  void all_calls_after_some_can_be_meant() {
    sim.faults().on("CreateTrainingJob").afterCalls(1).accessDenied();

    create("churn-1");
    assertThatThrownBy(() -> create("churn-2")).hasMessageContaining("not authorized");
    assertThatThrownBy(() -> create("churn-3")).hasMessageContaining("not authorized");
  }

  @Test
  void each_calls_first_attempt_can_be_meant() {
    sim.faults().onAll().nthAttempt(1).throttle();

    create("churn-1");
    create("churn-2");

    assertThat(sim.journal().calls())
        .extracting(Called::status)
        .containsExactly(400, 200, 400, 200);
  }

  @Test
  void a_rule_can_be_about_a_resource_by_name_or_arn() {
    sim.faults().on("*TrainingJob").about("churn-2").accessDenied();
    sim.faults().on("ListTags").about("*training-job/churn-1").accessDenied();

    String arn = sageMaker.createTrainingJob(Jobs.job("churn-1")).trainingJobArn();

    assertThatThrownBy(() -> create("churn-2")).isInstanceOf(SdkException.class);
    assertThatThrownBy(() -> sageMaker.listTags(r -> r.resourceArn(arn)))
        .isInstanceOf(SdkException.class);
  }

  @Test
  void the_journal_tells_attempts_apart_and_what_each_suffered() {
    sim.faults().on("CreateTrainingJob").once().throttle();
    sim.faults().on("CreateTrainingJob").once().delay(Duration.ofSeconds(3));

    create("churn-1");

    List<Called> calls = sim.journal().calls();
    assertThat(calls).extracting(Called::attempt).containsExactly(1, 2);
    assertThat(calls).extracting(Called::first).containsOnly(calls.get(0).number());
    assertThat(calls.get(0).suffered())
        .containsExactly(
            new Suffered(new Fault.Delay(Duration.ofSeconds(3), Duration.ofSeconds(3)), false),
            new Suffered(new Fault.Throttle(), false));
    assertThat(calls.get(1).suffered()).isEmpty();
  }

  @Test
  void a_call_has_a_key_that_is_the_same_in_every_run() {
    sim.faults().on("CreateTrainingJob").once().throttle();
    create("churn-1");
    Jobs.describe(sageMaker, "churn-1");
    Jobs.describe(sageMaker, "churn-1");
    sageMaker.listModels();
    String arn = Jobs.describe(sageMaker, "churn-1").trainingJobArn();
    sageMaker.listTags(r -> r.resourceArn(arn));

    assertThat(CallKey.of(sim.journal().calls()).values())
        .extracting(CallKey::toString)
        .containsExactly(
            "CreateTrainingJob[churn-1]#1",
            "DescribeTrainingJob[churn-1]#1",
            "DescribeTrainingJob[churn-1]#2",
            "ListModels#1",
            "DescribeTrainingJob[churn-1]#3",
            "ListTags[training-job/churn-1]#1");
  }

  @Test
  void what_rules_did_is_data() {
    FaultRule late =
        sim.faults().on("CreateTrainingJob").delay(Duration.ofSeconds(1), Duration.ofSeconds(9));
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: NaN");
    ScriptRule fails = sim.script().rules().get(0);

    create("churn-1");

    Injection did = late.injections().get(0);
    assertThat(did.to()).isEqualTo("sagemaker:CreateTrainingJob");
    Duration drawn = ((Fault.Delay) did.fault()).least();
    assertThat(did.fault()).isEqualTo(new Fault.Delay(drawn, drawn));
    assertThat(fails.bends())
        .containsExactly(
            new ScriptRule.Bend(
                sim.startedAt(),
                "training-job",
                "churn-1",
                new Outcome.Fails("Training", Optional.empty(), "AlgorithmError: NaN")));
  }

  @Test
  void a_run_ends_at_its_bounds() {
    sim.bound(sim.startedAt().plus(Duration.ofHours(1)), 2);
    create("churn-1");
    create("churn-2");

    assertThatThrownBy(() -> create("churn-3"))
        .isInstanceOf(RunOutOfBounds.class)
        .hasMessageContaining("after 2 calls at most");
    assertThat(sim.unbound()).isTrue();
    create("churn-3");

    sim.bound(sim.startedAt().plus(Duration.ofHours(1)), 2);
    sim.clock().advance(Duration.ofHours(2));
    assertThatThrownBy(() -> create("churn-4")).isInstanceOf(RunOutOfBounds.class);
  }

  @Test
  void whole_calls_are_counted_on_where_a_snapshot_is_restored() {
    sim.faults().on("CreateTrainingJob").nthCall(2).accessDenied();
    create("churn-1");
    var snapshot = sim.snapshot();

    assertThatThrownBy(() -> create("churn-2")).isInstanceOf(SdkException.class);
    create("churn-2");
    sim.restore(snapshot);

    assertThatThrownBy(() -> create("churn-2")).isInstanceOf(SdkException.class);
  }

  private void create(String name) {
    sageMaker.createTrainingJob(Jobs.job(name));
  }
}
