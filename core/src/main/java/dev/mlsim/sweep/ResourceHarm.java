package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import dev.mlsim.internal.Article;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Outcome;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.lifecycle.ScriptSubject;
import java.util.List;

/**
 * A resource that fares badly.
 *
 * @param type its type
 * @param name its name; {@code *} for all of the type
 * @param outcome how it fares
 */
public record ResourceHarm(String type, String name, Outcome outcome) implements Harm {
  /** What AWS says where nobody knows better. */
  static final String REASON =
      "InternalServerError: We encountered an internal error. Please try again.";

  private static final String ALL = "*";

  @Override
  public String text() {
    return (name.equals(ALL) ? "every " + type : type + "[" + name + "]")
        + " "
        + OutcomeWords.phrase(outcome);
  }

  @Override
  public String says() {
    return (name.equals(ALL) ? "every " + type : type + " " + name)
        + " "
        + OutcomeWords.sentence(outcome);
  }

  @Override
  public String java() {
    return "sim.script().resource(\""
        + type
        + "\")"
        + (name.equals(ALL) ? "" : ".named(\"" + name + "\")")
        + OutcomeWords.java(outcome)
        + ";";
  }

  @Override
  public Armed arm(Simulator sim) {
    ScriptSubject resources = sim.script().resource(type).named(name).atTimes();
    int before = sim.script().rules().size();
    add(resources);
    List<ScriptRule> rules = sim.script().rules();
    ScriptRule rule = rules.get(before);
    return new ArmedRule(rule::applied, rule::rest, rule::end);
  }

  private void add(ScriptSubject resources) {
    if (outcome instanceof Outcome.Fails fails) {
      fails
          .after()
          .ifPresentOrElse(
              after -> resources.failAt(fails.phase(), after, fails.reason()),
              () -> resources.failAt(fails.phase(), fails.reason()));
    } else if (outcome instanceof Outcome.Meets meets) {
      boolean halfway = meets.after().isEmpty();
      if (halfway && meets.trigger().equals(Lifecycle.STOP)) {
        resources.stopAt(meets.phase());
      } else if (halfway) {
        resources.interruptAt(meets.phase());
      } else {
        resources.meets(meets.trigger(), meets.phase(), meets.after().get());
      }
    } else if (outcome instanceof Outcome.IsStuck stuck) {
      resources.stuckAt(stuck.phase());
    } else if (outcome instanceof Outcome.Takes takes && takes.time().isPresent()) {
      resources.takes(takes.phase(), takes.time().get());
    } else if (outcome instanceof Outcome.Hides hides) {
      resources.neverShow(hides.member());
    } else {
      throw new IllegalArgumentException(
          "mlsim: a sweep cannot repeat that " + Article.of(type) + " " + outcome.says());
    }
  }
}
