package dev.mlsim.sdk.faults;

import static dev.mlsim.sdk.TypedDocuments.matching;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Which calls a rule is about, and whose turn it is. */
class FaultRulesTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient patient = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final SageMakerClient sageMaker = withoutRetries(sim);

  @Test
  void the_first_two_calls_fail_and_the_sdk_gets_over_it() {
    FaultRule rule = sim.faults().on("CreateTrainingJob").first(2).throttle();

    patient.createTrainingJob(Jobs.job("churn-1"));

    assertThat(rule.applied()).isEqualTo(2);
    assertThat(sim.journal().calls("CreateTrainingJob"))
        .extracting(call -> call.error())
        .containsExactly("ThrottlingException", "ThrottlingException", "");
  }

  @Test
  void the_journal_names_the_rule() {
    sim.faults().on("ListTrainingJobs").nth(2).unavailable();

    assertThat(outcomes(2)).isEqualTo("+-");

    assertThat(sim.journal().calls().get(0).fault()).isEmpty();
    assertThat(sim.journal().calls().get(1).fault())
        .isEqualTo("fail with ServiceUnavailable number 2 of ListTrainingJobs");
    assertThat(sim.journal().text()).contains("(fault: fail with ServiceUnavailable");
  }

  @Test
  void a_predicate_can_not_change_what_it_is_shown() {
    List<String> refused = new ArrayList<>();
    sim.faults()
        .on("CreateTrainingJob")
        .where(
            input -> {
              ObjectNode config = (ObjectNode) input.get("ResourceConfig");
              try {
                config.put("InstanceType", "ml.p5.48xlarge");
              } catch (UnsupportedOperationException e) {
                refused.add(e.getMessage());
              }
              return false;
            })
        .throttle();

    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(refused).first(as(STRING)).startsWith("mlsim: this document is what the simulator");
    assertThat(sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).resourceConfig())
        .isEqualTo(Jobs.job("churn-1").resourceConfig());
  }

  @Test
  void nth_every_and_after_count_from_one() {
    sim.faults().on("ListTrainingJobs").nth(2).serverError();
    assertThat(outcomes(4)).isEqualTo("+-++");

    sim.faults().clear();
    sim.faults().on("ListTrainingJobs").every(3).serverError();
    assertThat(outcomes(7)).isEqualTo("++-++-+");

    sim.faults().clear();
    sim.faults().on("ListTrainingJobs").after(2).serverError();
    assertThat(outcomes(4)).isEqualTo("++--");
  }

  @Test
  void each_pick_picks_from_what_the_one_before_let_through() {
    sim.faults().on("ListTrainingJobs").after(1).every(2).first(2).serverError();

    assertThat(outcomes(8)).isEqualTo("++-+-+++");
  }

  @Test
  void two_rules_for_the_same_calls_count_them_each_by_itself() {
    FaultSpec firstTwo = sim.faults().on("ListTrainingJobs").first(2);
    FaultRule older = firstTwo.serverError();
    FaultRule newer = firstTwo.delay(Duration.ofSeconds(1));

    assertThat(outcomes(4)).isEqualTo("--++");

    assertThat(older.applied()).isEqualTo(2);
    assertThat(newer.applied()).isEqualTo(2);
  }

  @Test
  void a_probability_comes_from_the_seed() {
    List<String> runs = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      Simulator world = Simulator.builder().seed(seed).build();
      world.faults().on("List*").withProbability(0.5).serverError();
      runs.add(outcomes(withoutRetries(world), 40));
    }

    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    assertThat(runs.get(0)).contains("+").contains("-");
  }

  @Test
  void another_rule_does_not_disturb_the_chance_of_the_first() {
    sim.faults().on("List*").withProbability(0.5).serverError();
    String alone = outcomes(30);

    Simulator other = Simulator.create();
    other.faults().on("List*").withProbability(0.5).serverError();
    other.faults().on("Describe*").withProbability(0.5).serverError();
    SageMakerClient both = withoutRetries(other);

    assertThat(outcomes(both, 30)).isEqualTo(alone);
  }

  @Test
  void a_window_of_virtual_time_is_from_its_start_until_before_its_end() {
    sim.faults()
        .on("ListTrainingJobs")
        .between(sim.clock().now().plusSeconds(10), sim.clock().now().plusSeconds(20))
        .serverError();

    StringBuilder seen = new StringBuilder(outcomes(1));
    for (int i = 0; i < 4; i++) {
      sim.clock().advance(Duration.ofSeconds(5));
      seen.append(outcomes(1));
    }

    assertThat(seen).hasToString("++--+");
  }

  @Test
  void within_and_later_count_from_now() {
    sim.faults().on("ListTrainingJobs").within(Duration.ofSeconds(5)).serverError();
    sim.faults().on("ListTrainingJobs").later(Duration.ofHours(1)).expiredToken();

    assertThat(outcomes(1)).isEqualTo("-");
    sim.clock().advance(Duration.ofSeconds(5));
    assertThat(outcomes(1)).isEqualTo("+");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(outcomes(1)).isEqualTo("-");
  }

  @Test
  void a_rule_may_hold_while_a_resource_is_in_a_state() {
    sim.faults().on("ListTrainingJobs").during("training-job", "churn-*", "Training").throttle();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(outcomes(1)).isEqualTo("+");
    sim.clock().advance(Duration.ofMinutes(10));
    assertThat(outcomes(1)).isEqualTo("-");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(outcomes(1)).isEqualTo("+");
  }

  @Test
  void a_rule_may_be_about_values_in_the_request() {
    sim.faults()
        .on("CreateTrainingJob")
        .where("ResourceConfig.InstanceType", "ml.p?.*")
        .fail("ResourceLimitExceeded", "none left");

    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    Jobs.job(
                        "churn-2",
                        b ->
                            b.resourceConfig(
                                r ->
                                    r.instanceType("ml.p3.2xlarge")
                                        .instanceCount(1)
                                        .volumeSizeInGB(30)))))
        .hasMessageContaining("none left");
  }

  @Test
  void a_rule_may_be_about_typed_requests() {
    sim.faults()
        .on("CreateTrainingJob")
        .where(
            matching(
                CreateTrainingJobRequest.class,
                r -> r.resourceConfig().instanceCount() == 1 && r.trainingJobName().endsWith("2")))
        .fail("ResourceInUse");

    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-2")))
        .hasMessageContaining("ResourceInUse");
  }

  @Test
  void the_latest_rule_whose_turn_it_is_answers() {
    sim.faults().on("*").serverError();
    sim.faults().on("sagemaker:List*").first(1).throttle();

    outcomes(2);

    assertThat(sim.journal().calls())
        .extracting(call -> call.error())
        .containsExactly("ThrottlingException", "InternalFailure");
  }

  @Test
  void a_rule_can_be_ended() {
    FaultRule rule = sim.faults().onAll().serverError();
    assertThat(outcomes(1)).isEqualTo("-");

    rule.end();

    assertThat(outcomes(1)).isEqualTo("+");
  }

  @Test
  void rules_that_never_applied_are_known() {
    FaultRule never = sim.faults().on("DeleteTrainingJob").throttle();
    FaultRule fifth = sim.faults().on("ListTrainingJobs").nth(5).throttle();
    sim.faults().on("ListTrainingJobs").first(1).throttle();
    sim.faults().on("ListTrainingJobs").withProbability(1e-9).throttle();
    FaultRule unlikely = sim.faults().on("StopTrainingJob").withProbability(1e-9).throttle();
    sim.faults().on("StopTrainingJob").limitedTo(10);

    outcomes(2);

    assertThat(sim.faults().unused()).containsExactly(never, fifth, unlikely);
    assertThat(fifth).hasToString("throttle number 5 of ListTrainingJobs");
  }

  @Test
  void a_call_that_is_not_simulated_can_be_answered_by_a_rule() {
    sim.faults()
        .on("DescribeSubscribedWorkteam")
        .answer("{\"SubscribedWorkteam\":{\"SellerName\":\"Ann\"}}");

    assertThat(
            sageMaker
                .describeSubscribedWorkteam(
                    r ->
                        r.workteamArn(
                            "arn:aws:sagemaker:us-east-1:123456789012:workteam/vendor-crowd/a"))
                .subscribedWorkteam()
                .sellerName())
        .isEqualTo("Ann");
  }

  @Test
  void an_operation_that_is_none_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> sim.faults().on("CreateTrainingJobs"))
        .hasMessageStartingWith(
            "mlsim: no simulated service has an operation [CreateTrainingJobs]; the nearest are"
                + " [CreateTrainingJob,");
    assertThatThrownBy(() -> sim.faults().on("sagemaker:CreateTrainJob"))
        .hasMessageContaining("[sagemaker:CreateTrainingJob");
  }

  @Test
  void an_error_that_the_service_lacks_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> sim.faults().on("CreateTrainingJob").fail("ResourceInUseException"))
        .hasMessageStartingWith(
            "mlsim: [CreateTrainingJob] has no error [ResourceInUseException]; the nearest are"
                + " [ResourceInUse,");
  }

  @Test
  void numbers_that_pick_nothing_are_refused() {
    assertThatThrownBy(() -> sim.faults().on("*").first(0))
        .hasMessage("mlsim: the first [0] calls are none; say 1 or more");
    assertThatThrownBy(() -> sim.faults().on("*").withProbability(0))
        .hasMessageStartingWith("mlsim: a probability of [0.0]");
    assertThatThrownBy(() -> sim.faults().on("*").during("training-job", "x", "Trainin"))
        .hasMessageStartingWith("mlsim: a training job is never [Trainin]; its phases are");
  }

  private String outcomes(int calls) {
    return outcomes(sageMaker, calls);
  }

  private static String outcomes(SageMakerClient client, int calls) {
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      try {
        client.listTrainingJobs();
        seen.append('+');
      } catch (SageMakerException refused) {
        seen.append('-');
      }
    }
    return seen.toString();
  }

  private static SageMakerClient withoutRetries(Simulator sim) {
    return SimulatedClients.of(sim)
        .configure(
            SageMakerClient.builder()
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())))
        .build();
  }
}
