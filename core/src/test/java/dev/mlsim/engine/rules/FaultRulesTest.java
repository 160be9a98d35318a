package dev.mlsim.engine.rules;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.EventFaultSpec;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fault.Injection;
import dev.mlsim.fault.UsualRate;
import dev.mlsim.internal.Undo;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which calls a rule is about, whose turn it is, and what is counted. */
class FaultRulesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Operation CREATE = operation("CreateTrainingJob");
  private static final Operation LIST = operation("ListTrainingJobs");
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:done";

  private final VirtualClock clock = new VirtualClock(START);
  private final Undo undo = new Undo();
  private boolean training;
  private final FaultRules faults = rules(1);

  private FaultRules rules(long seed) {
    Standing standing =
        new Standing() {
          @Override
          public boolean anyIn(String type, String name, String state) {
            return training;
          }

          @Override
          public void check(String type, String state) {
            if (!state.equals("Training")) {
              throw new IllegalArgumentException("no " + state);
            }
          }
        };
    return new FaultRules(
        clock.guard(),
        undo,
        () -> List.of(CREATE, LIST),
        () -> Set.of("Job State Change"),
        () -> List.of(new UsualRate("sagemaker:*", 2, List.of("List*"))),
        standing,
        clock::now,
        seed);
  }

  private static Operation operation(String name) {
    return Contract.load("sagemaker").operation(name).orElseThrow();
  }

  /** Each call, {@code x} where it goes wrong. */
  private String calls(int n) {
    return calls(faults, n);
  }

  private static String calls(FaultRules faults, int n) {
    StringBuilder outcomes = new StringBuilder();
    for (int i = 0; i < n; i++) {
      outcomes.append(call(faults, CREATE, "{}").isPresent() ? 'x' : '.');
    }
    return outcomes.toString();
  }

  private Optional<Fault> call(Operation operation, String input) {
    return call(faults, operation, input);
  }

  private static Optional<Fault> call(FaultRules faults, Operation operation, String input) {
    return faults.judge(operation, json(input), false, "", 1).fault();
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }

  private String creating(UnaryOperator<FaultSpec> which, int n) {
    faults.clear();
    which.apply(faults.on("CreateTrainingJob")).throttle();
    return calls(n);
  }

  @Test
  void picks_count_from_one_and_each_from_what_the_one_before_let_through() {
    assertThat(creating(spec -> spec.first(2), 4)).isEqualTo("xx..");
    assertThat(creating(spec -> spec.once(), 3)).isEqualTo("x..");
    assertThat(creating(spec -> spec.nth(2), 4)).isEqualTo(".x..");
    assertThat(creating(spec -> spec.after(2), 4)).isEqualTo("..xx");
    assertThat(creating(spec -> spec.every(2), 5)).isEqualTo(".x.x.");
    assertThat(creating(spec -> spec.after(1).every(2).first(2), 7)).isEqualTo("..x.x..");
  }

  @Test
  void numbers_that_pick_nothing_are_refused() {
    refused(() -> any().first(0), "mlsim: the first [0] calls are none; say 1 or more");
    refused(() -> any().nth(0), "mlsim: number [0] calls are none; say 1 or more");
    refused(() -> any().every(-1), "mlsim: every [-1] calls are none; say 1 or more");
    refused(() -> any().after(0), "mlsim: all after the first [0] calls are none; say 1 or more");
    refused(() -> any().nthAttempt(0), "mlsim: attempt [0] calls are none; say 1 or more");
    String chance = "] is none that can happen; say more than 0 and at most 1";
    refused(() -> any().withProbability(0), "mlsim: a probability of [0.0" + chance);
    refused(() -> any().withProbability(1.01), "mlsim: a probability of [1.01" + chance);
    refused(() -> any().withProbability(Double.NaN), "mlsim: a probability of [NaN" + chance);
    refused(
        () -> any().within(ofSeconds(-1)),
        "mlsim: a fault cannot be about the next [PT-1S]; say more than zero");
    refused(
        () -> any().later(TimeBounds.LONGEST.plusSeconds(1)),
        "mlsim: a fault cannot be about what is later by ["
            + TimeBounds.LONGEST.plusSeconds(1)
            + "]; a duration is at most a million years");
    refused(
        () -> any().limitedTo(0, 1),
        "mlsim: a rate limit of [0.0] a second with a burst of [1.0] lets nothing pass; say more"
            + " than 0 a second and a burst of 1 or more");
    refused(
        () -> any().limitedTo(1, 0.5),
        "mlsim: a rate limit of [1.0] a second with a burst of [0.5] lets nothing pass; say more"
            + " than 0 a second and a burst of 1 or more");
  }

  private FaultSpec any() {
    return faults.onAll();
  }

  private static void refused(ThrowingCallable made, String words) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
  }

  @Test
  void a_rule_is_about_operations_by_name_or_service() {
    faults.on("sagemaker:Create*").throttle();

    assertThat(call(CREATE, "{}")).isPresent();
    assertThat(call(LIST, "{}")).isEmpty();
    refused(
        () -> faults.on("CreateTrainingJobb"),
        "mlsim: no simulated service has an operation [CreateTrainingJobb]; the nearest are"
            + " [CreateTrainingJob, ListTrainingJobs]");
    refused(
        () -> faults.on("sagemaker:ListTrainingJob"),
        "mlsim: no simulated service has an operation [sagemaker:ListTrainingJob]; the nearest"
            + " are [sagemaker:ListTrainingJobs, sagemaker:CreateTrainingJob]");
  }

  @Test
  void a_rule_is_about_inputs_that_fit() {
    faults.onAll().where("A.B", "x*").except("List*").throttle();

    assertThat(call(CREATE, "{\"A\":{\"B\":\"xy\"}}")).isPresent();
    assertThat(call(CREATE, "{\"A\":{\"B\":\"y\"}}")).isEmpty();
    assertThat(call(CREATE, "{}")).isEmpty();
    assertThat(call(LIST, "{\"A\":{\"B\":\"xy\"}}")).isEmpty();

    faults.clear();
    faults.onAll().where(input -> input.has("C")).throttle();
    assertThat(call(CREATE, "{\"C\":1}")).isPresent();
    assertThat(call(CREATE, "{}")).isEmpty();

    faults.clear();
    faults.onAll().about("churn-*").throttle();
    assertThat(call(CREATE, "{\"TrainingJobName\":\"churn-1\"}")).isPresent();
    assertThat(call(CREATE, "{\"TrainingJobName\":\"other\"}")).isEmpty();
  }

  @Test
  void a_window_is_from_its_start_until_before_its_end() {
    faults.onAll().between(START.plusSeconds(1), START.plusSeconds(3)).throttle();
    String inWindow = calls(1) + at(1) + at(2) + at(3);
    faults.clear();
    faults.onAll().within(ofSeconds(2)).throttle();
    String within = calls(1) + at(4) + at(5);
    faults.clear();
    faults.onAll().later(ofSeconds(2)).throttle();
    String later = calls(1) + at(6) + at(7) + at(100);

    assertThat(inWindow).isEqualTo(".xx.");
    assertThat(within).isEqualTo("xx.");
    assertThat(later).isEqualTo("..xx");
  }

  private String at(int second) {
    clock.advanceTo(START.plusSeconds(second));
    return calls(1);
  }

  @Test
  void a_rule_holds_while_a_resource_is_in_a_state() {
    faults.onAll().during("training-job", "*", "Training").throttle();

    assertThat(calls(1)).isEqualTo(".");
    training = true;
    assertThat(calls(1)).isEqualTo("x");
    refused(() -> any().during("training-job", "*", "Trining"), "no Trining");
  }

  @Test
  void attempts_of_one_call_count_as_one_where_calls_are_meant() {
    faults.onAll().nthCall(2).throttle();

    assertThat(attempts("a", "a", "b", "b", "c", "b")).isEqualTo("..xx.x");

    faults.clear();
    faults.onAll().afterCalls(1).throttle();
    assertThat(attempts("a", "b", "a", "", "")).isEqualTo(".x.xx");

    faults.clear();
    faults.onAll().nthCall(2).throttle();
    assertThat(attempts("", "", "")).isEqualTo(".x.");
  }

  @Test
  void the_latest_64_calls_are_known_again() {
    faults.onAll().nthCall(1).throttle();
    attempts("first");
    for (int i = 1; i < 64; i++) {
      attempts("call-" + i);
    }

    assertThat(attempts("first")).isEqualTo("x");
    attempts("call-64");
    assertThat(attempts("first")).isEqualTo(".");
  }

  private String attempts(String... invocations) {
    StringBuilder outcomes = new StringBuilder();
    for (String invocation : invocations) {
      boolean fails = faults.judge(CREATE, json("{}"), false, invocation, 1).fault().isPresent();
      outcomes.append(fails ? 'x' : '.');
    }
    return outcomes.toString();
  }

  @Test
  void an_attempt_can_be_meant_by_its_number() {
    faults.onAll().nthAttempt(2).throttle();

    assertThat(faults.judge(CREATE, json("{}"), false, "a", 1).fault()).isEmpty();
    assertThat(faults.judge(CREATE, json("{}"), false, "a", 2).fault()).isPresent();
  }

  @Test
  void calls_that_aws_makes_by_itself_are_meant_where_that_is_said() {
    FaultRule callers = faults.onAll().throttle();
    assertThat(faults.judge(CREATE, json("{}"), true, "", 1).fault()).isEmpty();
    callers.end();

    FaultRule all = faults.onAll().includingChildren().throttle();
    assertThat(faults.judge(CREATE, json("{}"), true, "", 1).fault()).isPresent();
    assertThat(calls(1)).isEqualTo("x");
    assertThat(all).hasToString("throttle * (AWS's own included)");
  }

  @Test
  void chance_comes_from_the_seed_and_each_rule_has_its_own() {
    faults.onAll().withProbability(0.5).throttle();
    String some = calls(50);
    FaultRules same = rules(1);
    same.onAll().withProbability(0.5).throttle();
    same.onAll().withProbability(0.5).delay(ofSeconds(1));
    FaultRules other = rules(2);
    other.onAll().withProbability(0.5).throttle();

    assertThat(some).contains("x").contains(".");
    assertThat(calls(same, 50)).isEqualTo(some);
    assertThat(calls(other, 50)).isNotEqualTo(some);
    faults.clear();
    faults.onAll().withProbability(1).throttle();
    assertThat(calls(20)).isEqualTo("x".repeat(20));
    faults.clear();
    faults.onAll().withProbability(0.5).throttle();
    assertThat(calls(50)).isEqualTo(some);
  }

  @Test
  void where_chance_is_ruled_out_only_certain_rules_apply() {
    FaultRule certain = faults.onAll().first(1).throttle();
    FaultRule chancy = faults.onAll().withProbability(1).throttle();
    faults.ruleOutChance();

    assertThat(calls(2)).isEqualTo("x.");
    assertThat(certain.isByChance()).isFalse();
    assertThat(chancy.isByChance()).isTrue();
    assertThat(chancy.matched()).isZero();
  }

  @Test
  void the_latest_rule_whose_turn_it_is_answers_and_delays_add_up() {
    faults.onAll().serverError();
    faults.onAll().delay(ofSeconds(2));
    faults.onAll().first(1).throttle();
    faults.onAll().delay(ofSeconds(3));

    FaultDecision first = faults.judge(CREATE, json("{}"), false, "", 1);
    FaultDecision second = faults.judge(CREATE, json("{}"), false, "", 1);

    assertThat(first.fault()).contains(new Fault.Throttle());
    assertThat(first.latency()).isEqualTo(ofSeconds(3));
    assertThat(first.says()).isEqualTo("delay by PT3S *; throttle the first 1 of *");
    assertThat(second.fault()).contains(new Fault.ServerError());
    assertThat(second.latency()).isEqualTo(ofSeconds(5));
    assertThat(second.suffered()).hasSize(3);
    assertThat(second.suffered().get(0).byChance()).isFalse();
  }

  @Test
  void a_call_without_a_rule_is_left_alone() {
    assertThat(faults.isEmpty()).isTrue();
    assertThat(faults.judge(CREATE, json("{}"), false, "", 1)).isSameAs(FaultDecision.NOTHING);
    faults.on("List*").throttle();
    assertThat(faults.isEmpty()).isFalse();
    assertThat(faults.judge(CREATE, json("{}"), false, "", 1)).isSameAs(FaultDecision.NOTHING);
  }

  @Test
  void delays_together_are_bounded() {
    faults.onAll().delay(TimeBounds.LONGEST);
    faults.onAll().delay(ofSeconds(1));

    assertThat(faults.judge(CREATE, json("{}"), false, "", 1).latency())
        .isEqualTo(TimeBounds.LONGEST);
  }

  @Test
  void a_delay_between_two_is_drawn_for_each_call() {
    Duration most = ofSeconds(1).plusMillis(2);
    faults.onAll().delay(ofSeconds(1), most);
    Set<Duration> drawn = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      drawn.add(faults.judge(CREATE, json("{}"), false, "", 1).latency());
    }

    assertThat(drawn).containsExactly(ofSeconds(1), ofSeconds(1).plusMillis(1), most);
  }

  @Test
  void one_of_several_is_drawn_and_told_with_its_rule() {
    faults.onAll().oneOf(new Fault.LoseAnswer(), new Fault.OneOf(List.of(new Fault.LoseAnswer())));

    FaultDecision decision = faults.judge(CREATE, json("{}"), false, "", 1);

    assertThat(decision.fault()).contains(new Fault.LoseAnswer());
    assertThat(decision.says()).isEqualTo("lose the answer to by: spoil in one of 2 ways *");
  }

  @Test
  void a_rule_counts_what_it_is_about_and_what_it_spoilt() {
    FaultRule rule = faults.on("CreateTrainingJob").nth(2).throttle();
    calls(1);
    clock.advance(ofMinutes(1));
    calls(2);
    call(LIST, "{}");

    assertThat(rule.matched()).isEqualTo(3);
    assertThat(rule.applied()).isEqualTo(1);
    assertThat(rule.injections())
        .containsExactly(
            new Injection(
                START.plusSeconds(60), "sagemaker:CreateTrainingJob", new Fault.Throttle()));
  }

  @Test
  void a_rule_that_rests_or_has_ended_counts_nothing() {
    FaultRule rule = faults.onAll().throttle();
    rule.rest(true);
    String resting = calls(2);
    rule.rest(false);
    String back = calls(1);
    rule.end();

    assertThat(resting + back + calls(1)).isEqualTo("..x.");
    assertThat(rule.matched()).isEqualTo(1);
  }

  @Test
  void a_rule_is_unused_until_it_applies_and_one_by_chance_until_it_is_asked() {
    FaultRule late = faults.onAll().nth(2).throttle();
    FaultRule chancy = faults.onAll().withProbability(1e-9).throttle();
    faults.onAll().limitedTo(100);
    faults.onAll().sufferAtTimes(new Fault.Throttle()).rest(true);
    assertThat(faults.unused()).containsExactly(late, chancy);

    calls(1);
    assertThat(faults.unused()).containsExactly(late);
    calls(1);
    assertThat(faults.unused()).isEmpty();
    assertThat(faults.rules()).hasSize(4);
  }

  @Test
  void what_was_begun_without_an_end_is_told() {
    FaultSpec begun = faults.onAll().first(2).where("A", "b").nthCall(3);
    FaultSpec other = faults.on("List*");
    EventFaultSpec third = faults.onEvents(TOPIC).every(2);

    assertThat(faults.unfinished())
        .containsExactly(
            "the first 2, call 3 with its retries of * where A is b",
            "List*",
            "every 2. of " + TOPIC);
    begun.throttle();
    assertThat(faults.unfinished()).containsExactly("List*", "every 2. of " + TOPIC);
    other.throttle();
    third.lost();
    assertThat(faults.unfinished()).isEmpty();
    faults.clear();
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void a_rate_has_a_burst_and_refills_for_each_operation() {
    faults.onAll().limitedTo(0.5, 2);

    assertThat(calls(3)).isEqualTo("..x");
    assertThat(call(LIST, "{}")).isEmpty();
    clock.advance(ofSeconds(1));
    assertThat(calls(1)).isEqualTo("x");
    clock.advance(ofSeconds(1));
    assertThat(calls(2)).isEqualTo(".x");
    clock.advance(ofMinutes(10));
    assertThat(calls(3)).isEqualTo("..x");
  }

  @Test
  void a_fraction_of_a_second_refills_its_part() {
    faults.onAll().limitedTo(2);
    assertThat(calls(3)).isEqualTo("..x");

    clock.advance(Duration.ofMillis(500));
    assertThat(calls(2)).isEqualTo(".x");
  }

  @Test
  void a_rate_goes_on_from_what_was_left_in_its_buckets() {
    FaultRule rule = faults.onAll().limitedTo(1, 1);
    FaultRules.Saved full = faults.save();
    calls(1);
    faults.restore(full);

    assertThat(calls(2)).isEqualTo(".x");
    assertThat(rule.isByChance()).isTrue();
  }

  @Test
  void rules_after_a_restore_have_the_chance_that_they_would_have_had() {
    faults.onAll().first(1).throttle();
    FaultRules.Saved saved = faults.save();
    faults.onAll().withProbability(0.5).throttle();
    String some = calls(30);
    FaultRules other = rules(1);
    other.restore(saved);
    other.onAll().withProbability(0.5).throttle();

    assertThat(calls(other, 30)).isEqualTo(some);
  }

  @Test
  void two_rules_of_one_beginning_have_each_its_own_chance() {
    FaultSpec half = faults.onAll().withProbability(0.5);
    FaultRule first = half.delay(ofSeconds(1));
    FaultRule second = half.delay(ofSeconds(1));
    for (int i = 0; i < 60; i++) {
      faults.judge(CREATE, json("{}"), false, "" + i, 1);
      clock.advance(ofSeconds(1));
    }

    assertThat(first.injections()).isNotEqualTo(second.injections());
    assertThat(first).hasToString("delay by PT1S with probability 0.5 of *");
  }

  @Test
  void the_usual_rates_are_those_of_the_service() {
    faults.usualRates();

    assertThat(calls(3)).isEqualTo("..x");
    for (int i = 0; i < 5; i++) {
      assertThat(call(LIST, "{}")).isEmpty();
    }
  }

  @Test
  void a_rate_refills_by_the_wall_too_where_that_is_said() {
    AtomicReference<Instant> wall = new AtomicReference<>(START);
    faults.refillAlsoBy(wall::get);
    faults.onAll().limitedTo(1);

    assertThat(calls(2)).isEqualTo(".x");
    wall.set(START.plusSeconds(1));
    assertThat(calls(2)).isEqualTo(".x");
    wall.set(START);
    assertThat(calls(1)).isEqualTo("x");
    wall.set(START.plusSeconds(1));
    assertThat(calls(1)).isEqualTo(".");
  }

  @Test
  void what_a_failed_call_counted_is_taken_back() {
    FaultRule rule = faults.onAll().first(1).throttle();
    undo.open();
    String first = calls(1);
    undo.takeBack();

    assertThat(first).isEqualTo("x");
    assertThat(rule.matched()).isZero();
    assertThat(rule.applied()).isZero();
    assertThat(calls(2)).isEqualTo("x.");
  }

  @Test
  void rules_go_on_from_where_they_were_saved() {
    FaultRule rule = faults.onAll().limitedTo(1, 1);
    FaultRule calls = faults.onAll().nthCall(3).serverError();
    FaultRule chancy = faults.onAll().withProbability(0.5).after(2).serverError();
    calls(1);
    FaultRules.Saved saved = faults.save();
    String after = calls(20);
    faults.onAll().accessDenied();
    rule.end();
    FaultRules other = rules(9);

    Map<FaultRule, FaultRule> here = faults.restore(saved);
    Map<FaultRule, FaultRule> there = other.restore(saved);

    assertThat(here).containsEntry(rule, rule).containsEntry(calls, calls).hasSize(3);
    assertThat(there.get(chancy)).isNotSameAs(chancy).hasToString(chancy.toString());
    assertThat(rule.matched()).isEqualTo(1);
    assertThat(calls(20)).isEqualTo(after);
    assertThat(calls(other, 20)).isEqualTo(after);
    assertThat(requireNonNull(there.get(rule)).matched()).isEqualTo(rule.matched());
  }

  @Test
  void an_answer_of_a_function_is_checked_against_the_operation() {
    Optional<Fault> by =
        Optional.of(
            new Fault.AnswerBy(input -> JsonNodeFactory.instance.objectNode().put("Wrong", 1)));

    assertThatThrownBy(() -> faults.given(by, CREATE, json("{}")))
        .hasMessageContaining("the output of [CreateTrainingJob] has no member [Wrong]");
    assertThat(faults.given(Optional.empty(), CREATE, json("{}"))).isEmpty();
    assertThat(faults.given(Optional.of(new Fault.Throttle()), CREATE, json("{}"))).isEmpty();
  }

  @Test
  void an_answer_is_given_and_an_amended_one_is_a_copy() {
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("TrainingJobArn", "arn:1");
    Optional<Fault> amend =
        Optional.of(new Fault.Amend(answer -> answer.put("TrainingJobArn", "arn:2")));

    assertThat(faults.given(Optional.of(new Fault.Answer(output)), CREATE, json("{}")))
        .contains(output);
    assertThat(faults.amended(amend, CREATE, output)).hasToString("{\"TrainingJobArn\":\"arn:2\"}");
    assertThat(output).hasToString("{\"TrainingJobArn\":\"arn:1\"}");
    assertThat(faults.amended(Optional.empty(), CREATE, output)).isSameAs(output);
    assertThat(faults.amended(Optional.of(new Fault.Throttle()), CREATE, output)).isSameAs(output);
  }

  @Test
  void the_first_ten_thousand_injections_are_told() {
    FaultRule rule = faults.onAll().throttle();
    FaultRule lost = faults.onEvents(TOPIC).lost();
    calls(10_001);
    delivered(TOPIC, 10_001);

    assertThat(rule.applied()).isEqualTo(10_001);
    assertThat(rule.injections()).hasSize(10_000);
    assertThat(lost.injections()).hasSize(10_000);
  }

  @Test
  void no_call_keeps_the_lock() {
    faults.onEvents(TOPIC).lost();
    faults.on("List*").throttle();
    faults.rules();
    faults.unfinished();
    assertThat(clock.guard().isLocked()).isFalse();
    faults.clear();
    assertThat(clock.guard().isLocked()).isFalse();
  }

  @Test
  void errors_are_known_by_the_model_or_to_all_of_aws() {
    faults.on("CreateTrainingJob").fail("ResourceInUse");
    faults.onAll().fail("ServiceUnavailable");
    faults.onAll().fail(Fault.error("Anything").status(418));
    refused(
        () -> faults.on("CreateTrainingJob").fail("ResourceInUs"),
        "mlsim: [CreateTrainingJob] has no error [ResourceInUs]; the nearest are [ResourceInUse,"
            + " ResourceNotFound, RequestExpired]; any other can be had with Fault.error(code,"
            + " message).status(...)");
    refused(
        () -> faults.on("CreateTrainingJob").answer("{\"Arn\": 1}"),
        "mlsim: cannot answer so: the output of [CreateTrainingJob] has no member [Arn]; the"
            + " nearest are [TrainingJobArn]");
    refused(
        () -> faults.onAll().oneOf(Fault.error("ResourceInUse").with("Mesage", "x")),
        "mlsim: the error [ResourceInUse] has no member [Mesage]; the nearest are [Message]");
    refused(
        () ->
            faults
                .onAll()
                .suffer(new Fault.Misdeliver(Fault.Misdeliver.Mishap.LOST, Duration.ZERO)),
        "mlsim: a call of [*] cannot suffer that it [is lost]; that is for events:"
            + " faults().onEvents(...)");
  }

  @Test
  void deliveries_have_rules_of_their_own() {
    FaultRule second = faults.onEvents("Job*").nth(2).late(ofSeconds(5));

    assertThat(delivered("Job State Change", 3)).isEqualTo(".x.");
    assertThat(delivered("Other", 2)).isEqualTo("..");
    assertThat(second.matched()).isEqualTo(3);
    assertThat(second.applied()).isEqualTo(1);
    assertThat(second.injections())
        .containsExactly(new Injection(START, "Job State Change", second.fault()));
    assertThat(second).hasToString("number 2 of Job* comes late by PT5S");
    assertThat(second.isUnused()).isFalse();
    assertThat(faults.rules()).containsExactly(second);
    refused(
        () -> faults.onEvents("Job State Chang"),
        "mlsim: nothing that is simulated sends events of the type [Job State Chang]; the nearest"
            + " are [Job State Change]; notifications are known by the ARN of their topic");
  }

  @Test
  void the_latest_rule_of_a_delivery_decides_and_rests_where_told() {
    FaultRule lost = faults.onEvents(TOPIC).lost();
    FaultRule twice = faults.onEvents(TOPIC).first(1).twice();
    FaultRule chancy = faults.onEvents(TOPIC).withProbability(1e-9).after(5).outOfOrder();
    String before = delivered("x", 1);
    assertThat(faults.unused()).containsExactly(lost, twice, chancy);

    assertThat(faults.misdelivery(TOPIC).map(m -> m.says()))
        .contains("the first 1 of " + TOPIC + " comes twice");
    assertThat(faults.misdelivery(TOPIC).map(m -> m.fault()))
        .contains((Fault.Misdeliver) lost.fault());
    assertThat(faults.unused()).isEmpty();
    lost.rest(true);
    assertThat(before + delivered(TOPIC, 1)).isEqualTo("..");
    lost.rest(false);
    assertThat(delivered(TOPIC, 1)).isEqualTo("x");
    lost.end();
    assertThat(delivered(TOPIC, 1)).isEqualTo(".");
    assertThat(chancy.isByChance()).isTrue();
    assertThat(lost.isByChance()).isFalse();
  }

  @Test
  void rules_of_deliveries_go_on_from_where_they_were_saved() {
    FaultRule rule = faults.onEvents(TOPIC).withProbability(0.5).every(2).lost();
    delivered(TOPIC, 3);
    FaultRules.Saved saved = faults.save();
    long matched = rule.matched();
    String after = delivered(TOPIC, 30);
    rule.end();
    FaultRules other = rules(9);

    assertThat(faults.restore(saved)).containsEntry(rule, rule);
    assertThat(rule.matched()).isEqualTo(matched);
    assertThat(delivered(TOPIC, 30)).isEqualTo(after);
    assertThat(other.restore(saved).get(rule)).isNotSameAs(rule);
    assertThat(delivered(other, TOPIC, 30)).isEqualTo(after);
    faults.clear();
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void rules_of_deliveries_that_came_later_are_gone_where_none_were_saved() {
    FaultRules.Saved saved = faults.save();
    faults.onEvents(TOPIC).lost();

    assertThat(faults.restore(saved)).isEmpty();
    assertThat(faults.rules()).isEmpty();
  }

  private String delivered(String name, int n) {
    return delivered(faults, name, n);
  }

  private static String delivered(FaultRules faults, String name, int n) {
    StringBuilder outcomes = new StringBuilder();
    for (int i = 0; i < n; i++) {
      outcomes.append(faults.misdelivery(name).isPresent() ? 'x' : '.');
    }
    return outcomes.toString();
  }
}
