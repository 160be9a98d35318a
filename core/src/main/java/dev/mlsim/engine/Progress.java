package dev.mlsim.engine;

import dev.mlsim.clock.Timer;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Moves resources along their plans as virtual time passes. Used under the simulator's lock; who
 * would take a change back remembers the slot before.
 */
final class Progress {

  /** Is told of what resources do, after they have done it. */
  interface Observer {
    /** The resource has just made this move, and may be given another plan here. */
    void moved(Slot slot, Transition move);

    /** The resource stays where it is until time brings it on, or for good. */
    void waits(Slot slot);

    /** Time has brought a resource on, and all that follows from it has happened. */
    void broughtOn();
  }

  /** What a timer of ours will bring, in words when somebody asks: most are never asked. */
  record Next(Slot slot, State state) {
    @Override
    public String toString() {
      return slot + " -> " + state;
    }
  }

  private final VirtualClock clock;
  private final Undo undo;
  private final Observer observer;

  Progress(VirtualClock clock, Undo undo, Observer observer) {
    this.clock = clock;
    this.undo = undo;
    this.observer = observer;
  }

  /** Puts the resource on a plan: its first step is entered now, whatever it was doing. */
  void follow(Slot slot, Plan plan) {
    halt(slot);
    enter(slot, plan);
  }

  /** What lies ahead of the resource now: the current step with what is left of its stay first. */
  Plan ahead(Slot slot) {
    Course course = slot.course;
    Plan plan = course.plan();
    if (plan == null) {
      return new Plan(slot.resource.lifecycle(), List.of());
    }
    Instant ends = course.ends();
    if (ends == null) {
      return plan;
    }
    List<PlannedStep> steps = new ArrayList<>(plan.steps());
    steps.set(0, steps.get(0).staying(Optional.of(Duration.between(clock.now(), ends))));
    return new Plan(plan.lifecycle(), steps);
  }

  /** Bends what lies ahead without leaving the state in which the resource is. */
  void revise(Slot slot, UnaryOperator<Plan> bend) {
    Plan bent = bend.apply(ahead(slot));
    halt(slot);
    await(slot, bent);
  }

  /** Forgets what lies ahead: the resource stays where it is for good. */
  void forget(Slot slot) {
    halt(slot);
    slot.resource = slot.resource.moving(false);
  }

  private void enter(Slot slot, Plan plan) {
    Plan left = plan;
    while (true) {
      PlannedStep step = left.steps().get(0);
      // What follows from its rest finds it at rest, and what it held free.
      slot.resource =
          slot.resource
              .entering(step, clock.now())
              .moving(slot.resource.isMoving() && !left.isAtRest());
      slot.course = new Course(left, null, null);
      int turn = slot.turns;
      observer.moved(slot, slot.resource.lastTransition());
      if (slot.turns != turn) {
        return;
      }
      if (!step.step().stay().equals(Optional.of(Duration.ZERO))) {
        await(slot, left);
        return;
      }
      left = rest(left);
    }
  }

  private void await(Slot slot, Plan plan) {
    if (plan.isAtRest()) {
      slot.course = new Course(plan, null, null);
    } else {
      expect(slot, plan, clock.now().plus(plan.steps().get(0).step().stay().orElseThrow()));
    }
    slot.resource = slot.resource.moving(!plan.isAtRest());
    observer.waits(slot);
  }

  /** Lets time bring the resource on again, at the end of its current step. */
  void resume(Slot slot) {
    Course course = slot.course;
    expect(slot, Objects.requireNonNull(course.plan()), Objects.requireNonNull(course.ends()));
  }

  private void expect(Slot slot, Plan plan, Instant ends) {
    Plan next = rest(plan);
    Timer timer =
        clock.schedule(
            ends, new Next(slot, next.steps().get(0).step().state()), () -> bringOn(slot, next));
    undo.note(new Steps.Scheduled(timer));
    slot.course = new Course(plan, timer, ends);
  }

  private void bringOn(Slot slot, Plan plan) {
    enter(slot, plan);
    observer.broughtOn();
  }

  private static Plan rest(Plan plan) {
    return new Plan(plan.lifecycle(), plan.steps().subList(1, plan.steps().size()));
  }

  private void halt(Slot slot) {
    Timer timer = slot.course.timer();
    if (timer != null) {
      undo.note(new Steps.Cancelled(timer));
    }
    slot.course = Course.NONE;
    slot.turns++;
  }
}
