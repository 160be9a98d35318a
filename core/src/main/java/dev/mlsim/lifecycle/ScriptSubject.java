package dev.mlsim.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.internal.Glob;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The resources that a line of a {@link Script} is about, all of a type unless narrowed, and at its
 * end what becomes of them. For one thread.
 */
public final class ScriptSubject {
  /** The trigger of a spot interruption, in the lifecycles that have one. */
  private static final String INTERRUPT = "interrupt";

  private static final double HALFWAY = 0.5;

  private final Script script;
  private final Script.NamedLifecycle type;
  private Glob name = Glob.of("*");
  private Predicate<Resource> where = resource -> true;
  private int most = Integer.MAX_VALUE;
  private double probability = 1;
  private boolean environment;

  ScriptSubject(Script script, Script.NamedLifecycle type) {
    this.script = script;
    this.type = type;
  }

  /** Only those whose name fits; {@code *} and {@code ?} are wild. */
  public ScriptSubject named(String glob) {
    name = Glob.of(glob);
    return this;
  }

  /** Only those that fit the predicate, which sees attributes and history. */
  public ScriptSubject where(Predicate<Resource> predicate) {
    where = where.and(predicate);
    return this;
  }

  /**
   * Only those with such an attribute.
   *
   * @param path its name, or with dots a path, such as {@code ResourceConfig.InstanceType}
   * @param glob its value, in which {@code *} and {@code ?} are wild
   */
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

  /** Only the first n of them; those that exist already are the first. */
  public ScriptSubject first(int n) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "mlsim: the first [" + n + "] resources are none; say 1 or more");
    }
    most = n;
    return this;
  }

  /** Only the first of them. */
  public ScriptSubject once() {
    return first(1);
  }

  /** Each of them with a probability, from the simulator's seed and its name. */
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

  /** As part of the surroundings: no test expects the rule to apply. */
  public ScriptSubject atTimes() {
    environment = true;
    return this;
  }

  /** They fail when they have been in the phase as long as planned. */
  public ScriptSubject failAt(String phase, String reason) {
    return meetAt(phase, 1, Lifecycle.FAIL, reason);
  }

  /** They fail when they have been in the phase so long. */
  public ScriptSubject failAt(String phase, Duration after, String reason) {
    checkTime(phase, after);
    checkMeets(phase, Lifecycle.FAIL);
    return add(new PlanChange.FailsAfter(phase, after, reason));
  }

  /** They are stopped halfway through the phase, although nobody asked. */
  public ScriptSubject stopAt(String phase) {
    return meetAt(phase, HALFWAY, Lifecycle.STOP, "");
  }

  /** They are interrupted halfway through the phase, as spot instances are, and start again. */
  public ScriptSubject interruptAt(String phase) {
    return meetAt(phase, HALFWAY, INTERRUPT, "");
  }

  /**
   * They meet a trigger of their lifecycle, such as {@code interrupt} or {@code maintain}, when
   * they have been in the phase for so long.
   */
  public ScriptSubject meets(String trigger, String phase, Duration after) {
    if (after.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: a " + type.type() + " cannot meet [" + trigger + "] after [" + after + "]");
    }
    checkPhase(phase);
    List<String> possible =
        type.lifecycle().states().stream()
            .filter(state -> state.isCalled(phase))
            .flatMap(state -> type.lifecycle().triggersFrom(state).stream())
            .distinct()
            .toList();
    if (!possible.contains(trigger)) {
      throw new IllegalArgumentException(
          "mlsim: a "
              + type.type()
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
      throw new IllegalArgumentException(
          "mlsim: a "
              + type.type()
              + " cannot "
              + trigger
              + " at ["
              + phase
              + "]; it can at "
              + type.lifecycle().ways().stream()
                  .filter(way -> way.trigger().equals(trigger))
                  .flatMap(way -> way.from().stream())
                  .map(State::shortName)
                  .distinct()
                  .sorted()
                  .toList());
    }
  }

  /** The phase takes so long. */
  public ScriptSubject takes(String phase, Duration duration) {
    checkTime(phase, duration);
    return takes(phase, (resource, chance) -> duration, "takes " + duration);
  }

  /** The phase takes as long as follows from the resource, such as from what it was asked for. */
  public ScriptSubject takes(String phase, Function<Resource, Duration> duration) {
    return takes(phase, PlanChange.Length.from(duration), "takes what follows from it");
  }

  /** The phase takes something between the two, each length as likely as the other. */
  public ScriptSubject takesBetween(String phase, Duration least, Duration longest) {
    if (least.isNegative() || longest.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "mlsim: [" + phase + "] cannot take from [" + least + "] to [" + longest + "]");
    }
    long spread = longest.minus(least).toMillis();
    return takes(
        phase,
        (resource, chance) -> least.plusMillis((long) (spread * chance)),
        "takes " + least + " to " + longest);
  }

  /**
   * The phase takes about so long: half of the resources less, half more, and a few much more, as
   * real jobs do (log-normal, sigma 0.5).
   */
  public ScriptSubject takesAbout(String phase, Duration median) {
    return takes(
        phase,
        (resource, chance) -> {
          double normal = new SplittableRandom(Double.doubleToLongBits(chance)).nextGaussian();
          return Duration.ofMillis((long) (median.toMillis() * Math.exp(normal / 2)));
        },
        "takes about " + median);
  }

  private ScriptSubject takes(String phase, PlanChange.Length length, String says) {
    checkPhase(phase);
    return add(new PlanChange.Takes(phase, length, says + " in [" + phase + "]"));
  }

  /**
   * Their deletion is accepted and then fails, each time it is tried: they come to {@code
   * DELETE_FAILED} or whatever their service has for that, and can be deleted again. For the first
   * try only, add {@code .where(resource -> resource.reason().isEmpty())}.
   *
   * @param reason why, where the service shows a reason
   * @throws IllegalArgumentException if their service has no status for a failed deletion
   */
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
    return new IllegalArgumentException(
        "mlsim: a " + type.type() + " cannot fail to delete: " + why);
  }

  /**
   * They never leave the phase by themselves. What ends a resource on AWS whatever it does still
   * ends it: a job stuck in its work is stopped when its {@code MaxRuntimeInSeconds} are over (a
   * day where the request says nothing), and a waiter waits until then. One that is to hang for
   * good is stuck before its work begins, or in its end: {@code Starting} or {@code Stopping}.
   */
  public ScriptSubject stuckAt(String phase) {
    checkPhase(phase);
    return add(new PlanChange.StuckAt(phase));
  }

  /** The service never shows a member of them, such as {@code FinalMetricDataList}. */
  public ScriptSubject neverShow(String member) {
    return add(new PlanChange.Hides(member));
  }

  private static void checkTime(String phase, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: [" + phase + "] cannot take [" + time + "]; a duration is zero or more");
    }
  }

  private void checkPhase(String phase) {
    if (type.lifecycle().states().stream().noneMatch(s -> s.isCalled(phase))) {
      throw new IllegalArgumentException(
          "mlsim: a "
              + type.type()
              + " has no phase ["
              + phase
              + "]; its phases are "
              + type.lifecycle().phases());
    }
  }

  private ScriptSubject add(PlanChange outcome) {
    script.add(
        new ScriptRule.Subjects(type.type(), name, where, most, probability, environment), outcome);
    return this;
  }
}
