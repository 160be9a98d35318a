package dev.mlsim.engine.rules;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.lifecycle.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which resources a line of the script is about, and how it bends their plans. */
class ScriptRulesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle JOB =
      Lifecycles.job(
              stay("Busy/Loading", ofMinutes(1)), stay("Busy/Working", ofMinutes(10)), rest("Done"))
          .failing("Failed")
          .stopping(stay("Stopping", ofSeconds(30)), rest("Stopped"))
          .on("interrupt", stay("Busy/Loading", ofMinutes(1)), rest("Done"))
          .from("Busy/Working")
          .deleting(stay("Deleting", ofMinutes(1)), gone())
          .failing("DeleteFailed")
          .build();

  private final VirtualClock clock = new VirtualClock(START);
  private final Undo undo = new Undo();
  private final ScriptRules script = rules(1);
  private Lifecycle table = JOB;
  private boolean refusing;

  private ScriptRules rules(long seed) {
    return new ScriptRules(
        clock.guard(),
        undo,
        type -> new ScriptRules.NamedLifecycle(type, table),
        rule -> {
          if (refusing) {
            throw new IllegalStateException("no");
          }
        },
        clock::now,
        seed);
  }

  private static Resource toy(String name) {
    return new Resource("toy", name, name, "", JOB, JsonNodeFactory.instance.objectNode(), START);
  }

  private ScriptSubject toys() {
    return script.resource("toy");
  }

  private Plan bent(String name) {
    return bent(script, toy(name));
  }

  private static Plan bent(ScriptRules script, Resource resource) {
    return script.bend(resource, Plan.along(JOB, JOB.creation()));
  }

  /** The plan of a new one in words, such as {@code Busy/Loading PT1M, Done}. */
  private String plan(String name) {
    return words(bent(name));
  }

  private static String words(Plan plan) {
    return String.join(
        ", ",
        plan.steps().stream()
            .map(s -> s.step().state() + s.step().stay().map(stay -> " " + stay).orElse(""))
            .toList());
  }

  @Test
  void a_failure_comes_at_the_end_of_a_phase_or_after_a_time() {
    toys().named("at-*").failAt("Loading", "boom");
    toys().named("after-*").failAt("Working", ofMinutes(3), "bang");
    toys().named("late").failAt("Working", ofMinutes(30), "bang");

    assertThat(plan("at-1")).isEqualTo("Busy/Loading PT1M, Failed");
    assertThat(bent("at-1").steps().get(1).reason()).isEqualTo("boom");
    assertThat(plan("after-1")).isEqualTo("Busy/Loading PT1M, Busy/Working PT3M, Failed");
    assertThat(plan("late")).isEqualTo("Busy/Loading PT1M, Busy/Working PT30M, Failed");
    assertThat(plan("other")).isEqualTo("Busy/Loading PT1M, Busy/Working PT10M, Done");
  }

  @Test
  void a_stuck_one_fails_when_its_time_has_come() {
    toys().stuckAt("Working");
    toys().named("both").failAt("Working", ofMinutes(3), "bang");

    assertThat(plan("one")).isEqualTo("Busy/Loading PT1M, Busy/Working");
    assertThat(plan("both")).isEqualTo("Busy/Loading PT1M, Busy/Working PT3M, Failed");
  }

  @Test
  void a_stop_or_an_interruption_comes_halfway_or_when_it_is_said() {
    toys().named("stop").stopAt("Working");
    toys().named("spot").interruptAt("Working");
    toys().named("meets").meets("stop", "Working", ofMinutes(2));
    toys().named("meets-late").meets("stop", "Working", ofMinutes(20));

    assertThat(plan("stop"))
        .isEqualTo("Busy/Loading PT1M, Busy/Working PT5M, Stopping PT30S, Stopped");
    assertThat(plan("spot"))
        .isEqualTo("Busy/Loading PT1M, Busy/Working PT5M, Busy/Loading PT1M, Done");
    assertThat(plan("meets"))
        .isEqualTo("Busy/Loading PT1M, Busy/Working PT2M, Stopping PT30S, Stopped");
    assertThat(plan("meets-late")).isEqualTo("Busy/Loading PT1M, Busy/Working PT10M, Done");
  }

  @Test
  void a_phase_takes_what_is_said_or_follows_from_the_resource() {
    toys().named("said").takes("Working", ofSeconds(5));
    toys().named("follows").takes("Working", toy -> ofSeconds(toy.name().length()));
    toys().named("bad").takes("Working", toy -> ofSeconds(-1));

    assertThat(bent("said").stayIn("Working")).isEqualTo(ofSeconds(5));
    assertThat(bent("follows").stayIn("Working")).isEqualTo(ofSeconds(7));
    assertThatThrownBy(() -> bent("bad"))
        .isInstanceOf(FunctionFailed.class)
        .hasMessageContaining("it gave [PT-1S]; a duration is from zero to a million years");
  }

  @Test
  void a_phase_that_takes_between_two_lengths_takes_any_of_them() {
    toys().takesBetween("Loading", ofSeconds(1), ofSeconds(2));
    toys().takesAbout("Working", ofMinutes(10));
    toys().named("toy-0").takesBetween("Loading", ofSeconds(3), ofSeconds(3));
    Set<Duration> between = new HashSet<>();
    int longer = 0;
    int near = 0;
    for (int i = 1; i <= 400; i++) {
      Plan plan = bent("toy-" + i);
      between.add(plan.stayIn("Loading"));
      double part = plan.stayIn("Working").toMillis() / 600_000.0;
      longer += part > 1 ? 1 : 0;
      near += part > Math.exp(-0.5) && part < Math.exp(0.5) ? 1 : 0;
    }

    assertThat(between).hasSizeGreaterThan(200);
    assertThat(between).allMatch(d -> d.compareTo(ofSeconds(1)) >= 0);
    assertThat(between).allMatch(d -> d.compareTo(ofSeconds(2)) < 0);
    assertThat(longer).isBetween(150, 250);
    assertThat(near).isBetween(240, 305);
    assertThat(bent("toy-0").stayIn("Loading")).isEqualTo(ofSeconds(3));
  }

  @Test
  void time_already_spent_in_a_phase_counts() {
    toys().takes("Working", ofMinutes(4));
    toys().named("late").failAt("Working", ofMinutes(5), "bang");
    Plan rest = new Plan(JOB, Plan.along(JOB, JOB.creation()).steps().subList(1, 3));
    Resource working = toy("one").entering(rest.steps().get(0), START);
    Resource late = toy("late").entering(rest.steps().get(0), START);
    clock.advance(ofMinutes(3));

    assertThat(script.bend(working, rest).stayIn("Working")).isEqualTo(ofMinutes(1));
    assertThat(words(script.bend(late, rest))).isEqualTo("Busy/Working PT2M, Failed");
    clock.advance(ofMinutes(3));
    assertThat(script.bend(working, rest).stayIn("Working")).isZero();
  }

  @Test
  void the_latest_word_counts_and_earlier_ones_where_it_says_nothing() {
    toys().takes("Working", ofSeconds(5));
    toys().takes("Loading", ofSeconds(6));
    toys().takes("Working", ofSeconds(7));

    assertThat(plan("one")).isEqualTo("Busy/Loading PT6S, Busy/Working PT7S, Done");
  }

  @Test
  void resources_are_chosen_by_name_attribute_and_number() {
    toys().where("A.B", "x*").where(toy -> toy.name().startsWith("t")).stuckAt("Loading");
    toys().first(2).stuckAt("Working");
    Resource fits = toy("toy").with("A", JsonNodeFactory.instance.objectNode().put("B", "xyz"));
    Resource unknown =
        toy("toy")
            .keepingUnknown(
                JsonNodeFactory.instance
                    .objectNode()
                    .set("A", JsonNodeFactory.instance.objectNode().put("B", "x")));

    assertThat(words(bent(script, fits))).isEqualTo("Busy/Loading");
    assertThat(words(bent(script, unknown))).isEqualTo("Busy/Loading");
    assertThat(words(bent(script, toy("other").numbered(1))))
        .isEqualTo("Busy/Loading PT1M, Busy/Working");
    assertThat(words(bent(script, toy("toy").numbered(2)))).endsWith("Busy/Working");
    assertThat(words(bent(script, toy("other").numbered(1)))).endsWith("Busy/Working");
    assertThat(words(bent(script, toy("toy").numbered(3)))).endsWith("Done");
  }

  @Test
  void a_rule_is_about_its_type() {
    script.resource("doll").stuckAt("Loading");

    assertThat(plan("one")).endsWith("Done");
    assertThat(script.rules().get(0).matched()).isZero();
  }

  @Test
  void chance_comes_from_the_seed_and_the_name() {
    toys().withProbability(0.5).stuckAt("Loading");
    String some = outcomes(script);
    ScriptRules same = rules(1);
    same.resource("toy").withProbability(0.5).stuckAt("Loading");
    ScriptRules other = rules(2);
    other.resource("toy").withProbability(0.5).stuckAt("Loading");

    assertThat(some).contains("x").contains(".");
    assertThat(outcomes(same)).isEqualTo(some);
    assertThat(outcomes(other)).isNotEqualTo(some);
    assertThat(script.rules().get(0).isByChance()).isTrue();
    script.ruleOutChance();
    assertThat(outcomes(script)).doesNotContain("x");
  }

  @Test
  void what_is_unlikely_happens_to_few_and_what_is_certain_to_all() {
    toys().withProbability(1e-9).stuckAt("Loading");
    assertThat(outcomes(script)).doesNotContain("x");
    toys().withProbability(1).stuckAt("Loading");
    assertThat(outcomes(script)).doesNotContain(".");
    assertThat(script.rules().get(1).isByChance()).isFalse();
  }

  @Test
  void the_first_ten_thousand_bends_are_told() {
    toys().stuckAt("Loading");
    for (int i = 0; i <= 10_000; i++) {
      bent("one");
    }

    assertThat(script.rules().get(0).applied()).isEqualTo(10_001);
    assertThat(script.rules().get(0).bends()).hasSize(10_000);
  }

  private static String outcomes(ScriptRules script) {
    StringBuilder outcomes = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      outcomes.append(bent(script, toy("toy-" + i)).passes("Done") ? '.' : 'x');
    }
    return outcomes.toString();
  }

  @Test
  void any_may_fail_at_times_in_a_phase_in_which_it_can() {
    ScriptRule rule = script.failAnyAtTimes(1, "bad luck");
    Set<String> plans = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      plans.add(plan("toy-" + i));
    }

    assertThat(plans)
        .containsExactlyInAnyOrder(
            "Busy/Loading PT1M, Failed", "Busy/Loading PT1M, Busy/Working PT10M, Failed");
    assertThat(rule.isByChance()).isTrue();
    assertThat(rule.isUnused()).isFalse();
    assertThat(rule).hasToString("* [*] fails: bad luck");
  }

  @Test
  void members_are_hidden_of_those_it_fits() {
    toys().named("one").neverShow("Metrics");
    toys().neverShow("Logs");

    assertThat(script.hidden(toy("one"))).containsExactly("Metrics", "Logs");
    assertThat(script.hidden(toy("two"))).containsExactly("Logs");
    assertThat(plan("one")).endsWith("Done");
    assertThat(script.rules().get(0).applied()).isEqualTo(1);
  }

  @Test
  void a_rule_counts_what_it_is_about_and_what_it_bent() {
    toys().named("t*").first(1).failAt("Loading", "boom");
    ScriptRule rule = script.rules().get(0);
    bent("t1");
    clock.advance(ofSeconds(1));
    bent(script, toy("t2").numbered(2));
    bent("other");

    assertThat(rule.matched()).isEqualTo(2);
    assertThat(rule.applied()).isEqualTo(1);
    assertThat(rule.bends()).hasSize(1);
    assertThat(rule.bends().get(0))
        .hasToString("2026-01-01T00:00:00Z  toy [t1] fails at [Loading]: boom");
    assertThat(rule).hasToString("toy [t*] fails at [Loading]: boom, the first 1");
  }

  @Test
  void a_rule_that_rests_or_has_ended_counts_nothing() {
    toys().stuckAt("Loading");
    ScriptRule rule = script.rules().get(0);
    rule.rest(true);
    String resting = plan("one");
    rule.rest(false);
    String back = plan("one");
    rule.end();

    assertThat(resting).endsWith("Done");
    assertThat(back).isEqualTo("Busy/Loading");
    assertThat(plan("one")).endsWith("Done");
    assertThat(rule.matched()).isEqualTo(1);
  }

  @Test
  void a_rule_is_unused_until_it_bends_and_one_by_chance_until_it_is_asked() {
    toys().named("one").stuckAt("Loading");
    toys().named("o*").withProbability(1e-9).stuckAt("Working");
    toys().named("none").atTimes().stuckAt("Loading");
    List<ScriptRule> rules = script.rules();
    assertThat(script.unused()).containsExactly(rules.get(0), rules.get(1));

    bent("other");
    assertThat(script.unused()).containsExactly(rules.get(0));
    bent("one");
    assertThat(script.unused()).isEmpty();
  }

  @Test
  void what_was_begun_without_an_end_is_told() {
    ScriptSubject begun = toys().named("one");

    assertThat(script.unfinished()).containsExactly("toy [one]");
    begun.stuckAt("Loading");
    assertThat(script.unfinished()).isEmpty();
    assertThat(script.rules()).hasSize(1);
    script.clear();
    assertThat(script.rules()).isEmpty();
  }

  @Test
  void a_rule_that_fails_on_what_exists_is_not_added_and_draws_nothing() {
    refusing = true;
    assertThatThrownBy(() -> toys().withProbability(0.5).stuckAt("Loading")).hasMessage("no");
    refusing = false;
    toys().withProbability(0.5).stuckAt("Loading");
    ScriptRules same = rules(1);
    same.resource("toy").withProbability(0.5).stuckAt("Loading");

    assertThat(script.rules()).hasSize(1);
    assertThat(outcomes(script)).isEqualTo(outcomes(same));
  }

  @Test
  void what_a_failed_call_counted_is_taken_back() {
    toys().first(1).stuckAt("Loading");
    ScriptRule rule = script.rules().get(0);
    undo.open();
    bent(script, toy("one").numbered(1));
    undo.takeBack();

    assertThat(rule.matched()).isZero();
    assertThat(words(bent(script, toy("two").numbered(2)))).isEqualTo("Busy/Loading");
  }

  @Test
  void rules_go_on_from_where_they_were_saved() {
    toys().first(2).stuckAt("Loading");
    ScriptRule rule = script.rules().get(0);
    bent(script, toy("one").numbered(1));
    ScriptRules.Saved saved = script.save();
    bent(script, toy("two").numbered(2));
    toys().stuckAt("Working");
    rule.end();
    ScriptRules other = rules(9);
    Map<ScriptRule, ScriptRule> there = other.restore(saved);

    assertThat(script.restore(saved)).containsOnly(Map.entry(rule, rule));
    assertThat(rule.matched()).isEqualTo(1);
    assertThat(words(bent(script, toy("three").numbered(3)))).isEqualTo("Busy/Loading");
    assertThat(words(bent(script, toy("two").numbered(2)))).endsWith("Done");
    assertThat(there.get(rule)).isNotSameAs(rule).hasToString(rule.toString());
    assertThat(words(bent(other, toy("two").numbered(2)))).isEqualTo("Busy/Loading");
  }

  @Test
  void each_rule_says_what_becomes_of_its_resources() {
    toys().failAt("Working", ofMinutes(3), "bang");
    toys().stopAt("Working");
    toys().meets("stop", "Working", ofMinutes(2));
    toys().takes("Working", ofSeconds(5));
    toys().takes("Working", toy -> ofSeconds(1));
    toys().takesBetween("Working", ofSeconds(1), ofSeconds(2));
    toys().takesAbout("Working", ofSeconds(1));
    toys().stuckAt("Working");
    toys().neverShow("Metrics");
    toys().failToDelete("in use");
    toys().withProbability(0.5).stuckAt("Working");

    assertThat(script.rules())
        .extracting(ScriptRule::toString)
        .containsExactly(
            "toy [*] fails at [Working] after PT3M: bang",
            "toy [*] meets [stop] at [Working]",
            "toy [*] meets [stop] after PT2M in [Working]",
            "toy [*] takes PT5S in [Working]",
            "toy [*] takes what follows from it in [Working]",
            "toy [*] takes PT1S to PT2S in [Working]",
            "toy [*] takes about PT1S in [Working]",
            "toy [*] is stuck at [Working]",
            "toy [*] never shows [Metrics]",
            "toy [*] fails at [Deleting]: in use",
            "toy [*] is stuck at [Working], with probability 0.5");
  }

  @Test
  void a_deletion_fails_where_the_service_has_a_status_for_that() {
    toys().failToDelete("in use");
    Plan deletion = Plan.along(JOB, JOB.way("delete", State.of("Done")).orElseThrow());

    assertThat(words(script.bend(toy("one"), deletion))).isEqualTo("Deleting PT1M, DeleteFailed");

    table = Lifecycles.job(stay("Busy", ofMinutes(1)), rest("Done")).build();
    refused(
        () -> toys().failToDelete("x"), "mlsim: a toy cannot fail to delete: nothing deletes one");
    table = Lifecycles.job(stay("Busy", ofMinutes(1)), rest("Done")).deletable().build();
    refused(
        () -> toys().failToDelete("x"),
        "mlsim: a toy cannot fail to delete: it is gone at once; what can fail is the call, by"
            + " faults()");
    table =
        Lifecycles.job(stay("Busy", ofMinutes(1)), rest("Done"))
            .deleting(stay("Deleting", ofMinutes(1)), gone())
            .build();
    refused(
        () -> toys().failToDelete("x"),
        "mlsim: a toy cannot fail to delete: its service has no status for that; what is possible"
            + " is stuckAt or takes at [Deleting], and to fail the call, by faults()");
  }

  @Test
  void what_cannot_happen_is_refused_with_what_can() {
    refused(
        () -> toys().stuckAt("Wrking"),
        "mlsim: a toy has no phase [Wrking]; its phases are [Loading, Working, Done, Failed,"
            + " Stopping, Stopped, Deleting, Gone, DeleteFailed]");
    refused(
        () -> toys().failAt("Done", "x"),
        "mlsim: a toy cannot fail at [Done]; it can at [Deleting, Loading, Working]");
    refused(
        () -> toys().meets("fly", "Working", ofSeconds(1)),
        "mlsim: a toy cannot meet [fly] at [Working]; what is possible there is [fail, stop,"
            + " interrupt]");
    refused(
        () -> toys().meets("stop", "Working", ofSeconds(-1)),
        "mlsim: a toy cannot meet [stop] after [PT-1S]");
    refused(
        () -> toys().takes("Working", ofSeconds(-1)),
        "mlsim: [Working] cannot take [PT-1S]; a duration is zero or more");
    refused(
        () -> toys().takesAbout("Working", ofSeconds(-1)),
        "mlsim: [Working] cannot take [PT-1S]; a duration is zero or more");
    refused(
        () -> toys().takesBetween("Working", ofSeconds(2), ofSeconds(1)),
        "mlsim: [Working] cannot take from [PT2S] to [PT1S]");
    refused(
        () -> toys().takesBetween("Working", ofSeconds(-2), ofSeconds(1)),
        "mlsim: [Working] cannot take from [PT-2S] to [PT1S]");
    refused(
        () -> toys().failAt("Working", ofSeconds(-1), "x"),
        "mlsim: [Working] cannot take [PT-1S]; a duration is zero or more");
    refused(
        () -> toys().failAt("Done", ofSeconds(1), "x"),
        "mlsim: a toy cannot fail at [Done]; it can at [Deleting, Loading, Working]");
    Duration ages = TimeBounds.LONGEST.plusSeconds(1);
    String atMost = " [" + ages + "]; a duration is at most a million years";
    refused(() -> toys().takes("Working", ages), "mlsim: [Working] cannot take" + atMost);
    refused(
        () -> toys().takesBetween("Working", ofSeconds(1), ages),
        "mlsim: [Working] cannot take" + atMost);
    refused(
        () -> toys().meets("stop", "Working", ages),
        "mlsim: a toy cannot meet [stop] after" + atMost);
    for (ThrowingCallable unknown :
        List.<ThrowingCallable>of(
            () -> toys().failAt("Wrking", "x"),
            () -> toys().meets("stop", "Wrking", ofSeconds(1)),
            () -> toys().takes("Wrking", ofSeconds(1)))) {
      assertThatThrownBy(unknown).hasMessageStartingWith("mlsim: a toy has no phase [Wrking];");
    }
    refused(() -> toys().first(0), "mlsim: the first [0] resources are none; say 1 or more");
    refused(
        () -> toys().withProbability(0),
        "mlsim: a probability of [0.0] is none that can happen; say more than 0 and at most 1");
    refused(
        () -> toys().withProbability(1.5),
        "mlsim: a probability of [1.5] is none that can happen; say more than 0 and at most 1");
    assertThat(script.rules()).isEmpty();
  }

  private static void refused(ThrowingCallable made, String words) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
  }
}
