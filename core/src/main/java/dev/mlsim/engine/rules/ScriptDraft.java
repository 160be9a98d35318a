package dev.mlsim.engine.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.internal.Article;
import dev.mlsim.internal.Glob;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Outcome;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** A line of the script that is being written; its ending adds it. For one thread. */
final class ScriptDraft implements ScriptSubject {
  /** The trigger of a spot interruption, in the lifecycles that have one. */
  private static final String INTERRUPT = "interrupt";

  private static final double HALFWAY = 0.5;

  private final ScriptRules script;
  private final ScriptRules.NamedLifecycle type;
  private Glob name = Glob.of("*");
  private Predicate<Resource> where = LiveScriptRule.ANY;
  private int most = Integer.MAX_VALUE;
  private double probability = 1;
  private boolean environment;

  ScriptDraft(ScriptRules script, ScriptRules.NamedLifecycle type) {
    this.script = script;
    this.type = type;
  }

  @Override
  public ScriptSubject named(String glob) {
    name = Glob.of(glob);
    return this;
  }

  @Override
  public ScriptSubject where(Predicate<Resource> predicate) {
    requireNonNull(predicate, "where");
    where = where == LiveScriptRule.ANY ? predicate : where.and(predicate);
    return this;
  }

  @Override
  public ScriptSubject where(String path, String glob) {
    Glob value = Glob.of(glob);
    String pointer = "/" + path.replace('.', '/');
    return where(
        resource -> {
          JsonNode known = resource.attributes().at(pointer);
          JsonNode found = known.isMissingNode() ? resource.unknownMembers().at(pointer) : known;
          return !found.isMissingNode() && value.matches(found.asText());
        });
  }

  @Override
  public ScriptSubject first(int n) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "mlsim: the first [" + n + "] resources are none; say 1 or more");
    }
    most = n;
    return this;
  }

  @Override
  public ScriptSubject withProbability(double likelihood) {
    if (!(likelihood > 0 && likelihood <= 1)) {
      throw new IllegalArgumentException(
          "mlsim: a probability of ["
              + likelihood
              + "] is none that can happen; say more than 0 and at most 1");
    }
    probability = likelihood;
    return this;
  }

  @Override
  public ScriptSubject atTimes() {
    environment = true;
    return this;
  }

  @Override
  public ScriptSubject failAt(String phase, String reason) {
    return meetAt(phase, 1, Lifecycle.FAIL, reason);
  }

  @Override
  public ScriptSubject failAt(String phase, Duration after, String reason) {
    checkTime(phase, after);
    checkMeets(phase, Lifecycle.FAIL);
    return add(new PlanChange.FailsAfter(phase, after, reason));
  }

  @Override
  public ScriptSubject stopAt(String phase) {
    return meetAt(phase, HALFWAY, Lifecycle.STOP, "");
  }

  @Override
  public ScriptSubject interruptAt(String phase) {
    return meetAt(phase, HALFWAY, INTERRUPT, "");
  }

  @Override
  public ScriptSubject meets(String trigger, String phase, Duration after) {
    if (after.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: " + aType() + " cannot meet [" + trigger + "] after [" + after + "]");
    }
    TimeBounds.check(after, aType() + " cannot meet [" + trigger + "] after");
    checkPhase(phase);
    List<String> possible = possibleAt(phase);
    if (!possible.contains(trigger)) {
      throw new IllegalArgumentException(
          "mlsim: "
              + aType()
              + " cannot meet ["
              + trigger
              + "] at ["
              + phase
              + "]; what is possible there is "
              + possible);
    }
    return add(new PlanChange.MeetsAfter(phase, after, trigger));
  }

  /**
   * Something happens to them in the phase.
   *
   * @param after after which part of it, from 0 to 1
   * @param trigger what, as the type's lifecycle calls it
   * @param reason why, where it is a failure
   */
  private ScriptSubject meetAt(String phase, double after, String trigger, String reason) {
    checkMeets(phase, trigger);
    return add(new PlanChange.Meets(phase, after, trigger, reason));
  }

  private void checkMeets(String phase, String trigger) {
    checkPhase(phase);
    List<State> states = type.lifecycle().states().stream().filter(s -> s.isCalled(phase)).toList();
    if (states.stream().noneMatch(s -> type.lifecycle().way(trigger, s).isPresent())) {
      List<String> where =
          type.lifecycle().ways().stream()
              .filter(way -> way.trigger().equals(trigger))
              .flatMap(way -> way.from().stream())
              .map(State::shortName)
              .distinct()
              .sorted()
              .toList();
      throw new IllegalArgumentException(
          "mlsim: "
              + aType()
              + " cannot "
              + trigger
              + " at ["
              + phase
              + (where.isEmpty()
                  ? "], nor anywhere else; what is possible there is " + possibleAt(phase)
                  : "]; it can at " + where));
    }
  }

  private List<String> possibleAt(String phase) {
    return type.lifecycle().states().stream()
        .filter(state -> state.isCalled(phase))
        .flatMap(state -> type.lifecycle().triggersFrom(state).stream())
        .distinct()
        .toList();
  }

  private String aType() {
    return Article.of(type.type());
  }

  @Override
  public ScriptSubject takes(String phase, Duration duration) {
    checkTime(phase, duration);
    return takes(phase, (resource, moment) -> duration, Optional.of(duration), "takes " + duration);
  }

  @Override
  public ScriptSubject takes(String phase, Function<Resource, Duration> duration) {
    requireNonNull(duration, "takes");
    return takes(
        phase, PlanChange.Length.from(duration), Optional.empty(), "takes what follows from it");
  }

  @Override
  public ScriptSubject takesBetween(String phase, Duration least, Duration longest) {
    if (least.isNegative() || longest.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "mlsim: [" + phase + "] cannot take from [" + least + "] to [" + longest + "]");
    }
    checkTime(phase, longest);
    long spread = longest.minus(least).toMillis();
    return takes(
        phase,
        (resource, moment) -> least.plusMillis((long) (spread * moment.chance())),
        Optional.empty(),
        "takes " + least + " to " + longest);
  }

  @Override
  public ScriptSubject takesAbout(String phase, Duration median) {
    checkTime(phase, median);
    return takes(
        phase,
        (resource, moment) -> {
          long seed = Double.doubleToLongBits(moment.chance());
          double normal = new SplittableRandom(seed).nextGaussian();
          long millis = (long) (median.toMillis() * Math.exp(normal / 2));
          return Duration.ofMillis(Math.min(millis, TimeBounds.LONGEST.toMillis()));
        },
        Optional.empty(),
        "takes about " + median);
  }

  private ScriptSubject takes(
      String phase, PlanChange.Length length, Optional<Duration> time, String says) {
    checkPhase(phase);
    Outcome outcome = new Outcome.Takes(phase, time, says + " in [" + phase + "]");
    return add(new PlanChange.Takes(phase, length, outcome));
  }

  @Override
  public ScriptSubject failToDelete(String reason) {
    List<State> passed =
        type.lifecycle().ways().stream()
            .filter(way -> way.trigger().equals(Lifecycle.DELETE))
            .flatMap(way -> way.steps().stream())
            .filter(step -> step.stay().isPresent())
            .map(Step::state)
            .distinct()
            .toList();
    State failing =
        passed.stream()
            .filter(state -> type.lifecycle().way(Lifecycle.FAIL, state).isPresent())
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> deletesSurely(passed));
    return failAt(failing.toString(), reason);
  }

  private IllegalArgumentException deletesSurely(List<State> passed) {
    boolean deletable =
        type.lifecycle().ways().stream().anyMatch(way -> way.trigger().equals(Lifecycle.DELETE));
    String why =
        !deletable
            ? "nothing deletes one"
            : passed.isEmpty()
                ? "it is gone at once; what can fail is the call, by faults()"
                : "its service has no status for that; what is possible is stuckAt or takes at "
                    + passed
                    + ", and to fail the call, by faults()";
    return new IllegalArgumentException("mlsim: " + aType() + " cannot fail to delete: " + why);
  }

  @Override
  public ScriptSubject stuckAt(String phase) {
    checkPhase(phase);
    return add(new PlanChange.StuckAt(phase));
  }

  @Override
  public ScriptSubject neverShow(String member) {
    return add(new PlanChange.Hides(member));
  }

  private static void checkTime(String phase, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: [" + phase + "] cannot take [" + time + "]; a duration is zero or more");
    }
    TimeBounds.check(time, "[" + phase + "] cannot take");
  }

  private void checkPhase(String phase) {
    if (type.lifecycle().states().stream().noneMatch(s -> s.isCalled(phase))) {
      throw new IllegalArgumentException(
          "mlsim: "
              + aType()
              + " has no phase ["
              + phase
              + "]; its phases are "
              + type.lifecycle().phases());
    }
  }

  private ScriptSubject add(PlanChange outcome) {
    script.end(this);
    script.add(
        new LiveScriptRule.Subjects(type.type(), name, where, most, probability, environment),
        outcome);
    return this;
  }

  @Override
  public String toString() {
    return type.type() + " [" + name + "]";
  }
}
