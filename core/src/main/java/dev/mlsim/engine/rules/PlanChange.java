package dev.mlsim.engine.rules;

import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.Guard;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Outcome;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One thing that a test wants to happen to a resource: a bend in its plan. Immutable. */
sealed interface PlanChange {
  /**
   * The plan with this outcome in it; the same plan where it doesn't pass there.
   *
   * @param moment when that happens, and with what luck
   */
  Plan bend(Resource resource, Plan plan, Moment moment);

  /**
   * What an outcome may depend on besides the resource.
   *
   * @param now the virtual time
   * @param chance a number from zero up to one, from the seed and the resource
   * @param guard asks functions of the test
   */
  record Moment(Instant now, double chance, Guard guard) {}

  /** What it is for one resource, where that is for chance to say; itself for most. */
  default PlanChange of(Resource resource, double chance) {
    return this;
  }

  /** Members of the resource that the service never shows; none for most. */
  default Set<String> hides() {
    return Set.of();
  }

  /** What it is, as data. */
  Outcome outcome();

  /** What it says, for reports. */
  default String says() {
    return outcome().says();
  }

  /**
   * Something happens to the resource in a phase: it fails, it is stopped, it is interrupted.
   *
   * @param phase the phase or status
   * @param after after which part of the phase, from 0 to 1
   * @param trigger what happens, as the type's lifecycle calls it
   * @param reason what the service shows as the reason, empty where it is no failure
   */
  record Meets(String phase, double after, String trigger, String reason) implements PlanChange {
    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      String meant = resource.lifecycle().meant(phase);
      if (!plan.canMeet(meant, trigger) || plan.waitsIn(meant)) {
        return plan;
      }
      Plan whole = plan.meeting(meant, trigger, reason);
      return after == 1 ? whole : whole.shortened(meant, after);
    }

    @Override
    public Outcome outcome() {
      return trigger.equals(Lifecycle.FAIL)
          ? new Outcome.Fails(phase, Optional.empty(), reason)
          : new Outcome.Meets(trigger, phase, Optional.empty());
    }
  }

  /**
   * The resource fails in one of the phases of its creation in which it can.
   *
   * @param reason what the service shows as the reason
   */
  record FailsAnywhere(String reason) implements PlanChange {
    @Override
    public PlanChange of(Resource resource, double chance) {
      Lifecycle lifecycle = resource.lifecycle();
      List<String> phases =
          lifecycle.creation().steps().stream()
              .map(Step::state)
              .filter(state -> lifecycle.way(Lifecycle.FAIL, state).isPresent())
              .map(State::shortName)
              .distinct()
              .toList();
      return phases.isEmpty()
          ? this
          : new Meets(phases.get((int) (chance * phases.size())), 1, Lifecycle.FAIL, reason);
    }

    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      return plan;
    }

    @Override
    public Outcome outcome() {
      return new Outcome.FailsSomewhere(reason);
    }
  }

  /**
   * The resource fails when it has been in a phase so long, however long the phase is otherwise.
   *
   * @param phase the phase or status
   * @param after how long, in virtual time
   * @param reason what the service shows as the reason
   */
  record FailsAfter(String phase, Duration after, String reason) implements PlanChange {
    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      String meant = resource.lifecycle().meant(phase);
      if (!plan.canMeet(meant, Lifecycle.FAIL)) {
        return plan;
      }
      if (plan.restsIn(meant)) {
        Duration left = after.minus(Takes.spent(phase, resource, plan, moment));
        return plan.meetingAfter(
            state -> state.isCalled(meant),
            left.isNegative() ? Duration.ZERO : left,
            Lifecycle.FAIL,
            reason);
      }
      // In this order also where the plan waits in the phase for something else.
      Plan failing = plan.meeting(meant, Lifecycle.FAIL, reason);
      return new Takes(phase, (same, chance) -> after, outcome()).bend(resource, failing, moment);
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Fails(phase, Optional.of(after), reason);
    }
  }

  /**
   * The phase takes so long.
   *
   * @param phase the phase or status
   * @param duration how long, in virtual time, for a resource and its chance
   * @param outcome the same as data
   */
  record Takes(String phase, Length duration, Outcome outcome) implements PlanChange {
    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      String meant = resource.lifecycle().meant(phase);
      if (!plan.passes(meant)) {
        return plan;
      }
      Duration left = duration.of(resource, moment).minus(spent(phase, resource, plan, moment));
      return plan.taking(meant, left.isNegative() ? Duration.ZERO : left);
    }

    /** A resource that is in the phase already has used up some of its time. */
    private static Duration spent(String phase, Resource resource, Plan plan, Moment moment) {
      boolean isInIt =
          resource.state().isCalled(phase)
              && plan.steps().get(0).step().state().equals(resource.state());
      return isInIt ? resource.timeInRun(phase, moment.now()) : Duration.ZERO;
    }
  }

  /** How long something takes. */
  @FunctionalInterface
  interface Length {
    /** For a resource, at a moment. */
    Duration of(Resource resource, Moment moment);

    /** What a function of the test gives for the resource. */
    static Length from(Function<Resource, Duration> function) {
      return (resource, moment) -> {
        Duration given = moment.guard().asking("takes", () -> function.apply(resource));
        if (given.isNegative() || given.compareTo(TimeBounds.LONGEST) > 0) {
          throw new FunctionFailed(
              "takes", "it gave [" + given + "]; a duration is from zero to a million years");
        }
        return given;
      };
    }
  }

  /**
   * The resource never leaves the phase by itself.
   *
   * @param phase the phase or status
   */
  record StuckAt(String phase) implements PlanChange {
    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      return plan.stuckAt(resource.lifecycle().meant(phase));
    }

    @Override
    public Outcome outcome() {
      return new Outcome.IsStuck(phase);
    }
  }

  /**
   * The resource meets a trigger of its lifecycle when it has been in the phase for so long.
   *
   * @param phase the phase or status
   * @param after how long, in virtual time, all told
   * @param trigger the trigger, such as {@code interrupt}
   */
  record MeetsAfter(String phase, Duration after, String trigger) implements PlanChange {
    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      String meant = resource.lifecycle().meant(phase);
      return plan.meetingAfter(state -> state.isCalled(meant), after, trigger, "");
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Meets(trigger, phase, Optional.of(after));
    }
  }

  /**
   * The service never shows a member of the resource, such as its metrics.
   *
   * @param member the member's name
   */
  record Hides(String member) implements PlanChange {
    @Override
    public Plan bend(Resource resource, Plan plan, Moment moment) {
      return plan;
    }

    @Override
    public Set<String> hides() {
      return Set.of(member);
    }

    @Override
    public Outcome outcome() {
      return new Outcome.Hides(member);
    }
  }
}
