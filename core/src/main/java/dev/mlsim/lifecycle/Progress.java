package dev.mlsim.lifecycle;

import dev.mlsim.clock.Timer;
import dev.mlsim.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Moves resources along their plans as virtual time passes. Used under the simulator's lock. */
public final class Progress {

  /** Is told of what resources do, after they have done it. */
  public interface Observer {
    /** The resource has just made this move, and may be given another plan here. */
    void moved(Resource resource, Transition move);

    /**
     * The resource stays where it is until time brings it on, or for good. Of several stays in a
     * row that time ends, only the first is told.
     */
    void waits(Resource resource, boolean forTime);
  }

  /** What a timer of ours will bring, in words when somebody asks: most are never asked. */
  private record Next(Resource resource, State state) {
    @Override
    public String toString() {
      return resource + " -> " + state;
    }
  }

  private final VirtualClock clock;
  private final Observer observer;

  /** Makes one for a clock; the observer is told of each move. */
  public Progress(VirtualClock clock, Observer observer) {
    this.clock = clock;
    this.observer = observer;
  }

  /** Puts the resource on a plan: its first step is entered now, whatever it was doing. */
  public void follow(Resource resource, Plan plan) {
    halt(resource);
    enter(resource, plan);
  }

  /** What lies ahead of the resource now: the current step with what is left of its stay first. */
  public Plan ahead(Resource resource) {
    Course course = resource.course;
    Plan plan = course.plan();
    if (plan == null) {
      return new Plan(resource.lifecycle(), List.of());
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
  public void revise(Resource resource, UnaryOperator<Plan> bend) {
    Plan bent = bend.apply(ahead(resource));
    halt(resource);
    await(resource, bent);
  }

  /** Forgets what lies ahead: the resource stays where it is for good. */
  public void forget(Resource resource) {
    halt(resource);
  }

  private void enter(Resource resource, Plan plan) {
    Plan left = plan;
    while (true) {
      PlannedStep step = left.steps().get(0);
      Transition move = resource.enter(step, clock.now());
      resource.course = new Course(left, null, null);
      int turn = resource.turns;
      observer.moved(resource, move);
      if (resource.turns != turn) {
        return;
      }
      if (!step.step().stay().equals(Optional.of(Duration.ZERO))) {
        await(resource, left);
        return;
      }
      left = rest(left);
    }
  }

  private void await(Resource resource, Plan plan) {
    if (plan.isAtRest()) {
      resource.course = new Course(plan, null, null);
      resource.waitsForTime = false;
      observer.waits(resource, false);
      return;
    }
    Instant ends = clock.now().plus(plan.steps().get(0).step().stay().orElseThrow());
    Plan next = rest(plan);
    Timer timer =
        clock.schedule(
            ends,
            new Next(resource, next.steps().get(0).step().state()),
            () -> enter(resource, next));
    resource.course = new Course(plan, timer, ends);
    if (!resource.waitsForTime) {
      resource.waitsForTime = true;
      observer.waits(resource, true);
    }
  }

  private static Plan rest(Plan plan) {
    return new Plan(plan.lifecycle(), plan.steps().subList(1, plan.steps().size()));
  }

  private static void halt(Resource resource) {
    Timer timer = resource.course.timer();
    if (timer != null) {
      timer.cancel();
    }
    resource.course = Course.NONE;
    resource.turns++;
  }
}
