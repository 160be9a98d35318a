package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.contract.Waiter;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.wire.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets time pass for those who poll: a waiter's poll is answered when the waiter can end, others as
 * the polling policy has it. Called under the simulator's lock, which it releases while time moves.
 */
final class PollPacer {
  /** Not an AWS code: the simulator itself speaks. */
  static final String NEVER_ENDS = "NeverEnds";

  private static final int MAX_STEPS = 10_000;

  private final Guard lock;
  private final VirtualClock clock;
  private final Undo undo;
  private final JournalLog journal;
  private final Supplier<Pace> pace;

  PollPacer(Guard lock, VirtualClock clock, Undo undo, JournalLog journal, Supplier<Pace> pace) {
    this.lock = lock;
    this.clock = clock;
    this.undo = undo;
    this.journal = journal;
    this.pace = pace;
  }

  /**
   * Moves time as this call wants it, before it is answered.
   *
   * @throws ServiceError if the call is of a waiter that would never end
   */
  void before(WireRequest request, Call call) {
    Pace now = pace.get();
    if (now instanceof Pace.To wall && lock.getHoldCount() == 1) {
      sleepUntil(wall.target(), "polling: " + wall.says());
    }
    Optional<Handler> found = call.service().handler(call.operation().name());
    if (found.isEmpty()) {
      return;
    }
    Handler handler = found.get();
    if (handler.look() == Handler.Look.ONE) {
      Optional<WaiterPoll> waiter = waiter(request, handler, call);
      if (waiter.isPresent() && handler.type().isEmpty()) {
        awaitAnything(waiter.get(), handler, call);
      } else if (waiter.isPresent()) {
        await(waiter.get(), handler, call);
      } else {
        apply(now, () -> shown(handler, call), call);
      }
    } else if (handler.look() == Handler.Look.ALL && handler.type().isPresent()) {
      ResourceType type = handler.type().get();
      apply(now, () -> unfinished(type, call), call);
    }
  }

  /** Those that are not at rest; of one that waits for others, they. */
  private static Collection<Resource> unfinished(ResourceType type, Call call) {
    List<Resource> unfinished = List.copyOf(call.world().registry().unfinished(type));
    List<Resource> all = new ArrayList<>(unfinished);
    for (Resource resource : unfinished) {
      if (!resource.isMoving() && resource.lifecycle().waits(resource.state())) {
        all.addAll(call.service().beside(resource, call.world()));
      }
    }
    return all;
  }

  /** The subject, and what it shows as on its way beside itself. */
  private static Collection<Resource> shown(Handler handler, Call call) {
    List<Resource> shown = new ArrayList<>();
    handler.subject(call).ifPresent(shown::add);
    if (!shown.isEmpty()) {
      shown.addAll(handler.beside(shown.get(0), call.world()));
    }
    return shown;
  }

  /** Who made a waiter himself doesn't say so; that is looked into only where it would matter. */
  private static Optional<WaiterPoll> waiter(WireRequest request, Handler handler, Call call) {
    boolean matters =
        WaiterPoll.isMarked(request)
            || handler.subject(call).filter(r -> isUnderWay(r, handler, call)).isPresent();
    return matters ? WaiterPoll.of(request, call) : Optional.empty();
  }

  private static boolean isUnderWay(Resource resource, Handler handler, Call call) {
    return resource.isMoving()
        || isStuck(resource)
        || movingBeside(resource, handler, call).isPresent();
  }

  private static Optional<Resource> movingBeside(Resource resource, Handler handler, Call call) {
    for (Resource other : handler.beside(resource, call.world())) {
      if (other.isMoving()) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private void apply(Pace now, Supplier<Collection<Resource>> watched, Call call) {
    // Within a timer, time is not ours to move.
    if (now instanceof Pace.Still || lock.getHoldCount() > 1) {
      return;
    }
    if (now instanceof Pace.Step tick) {
      // What is stuck is unfinished too: who has a patience of his own must see it run out.
      if (watched.get().stream().anyMatch(r -> r.isMoving() || isStuck(r))) {
        sleepUntil(clock.now().plus(tick.step()), why(tick.says(), call));
      }
    } else if (now instanceof Pace.UntilRest settle) {
      Duration ahead = longest(watched, call);
      for (int step = 0; step < MAX_STEPS && !ahead.isZero(); step++) {
        sleepUntil(clock.now().plus(ahead), why(settle.says(), call));
        ahead = longest(watched, call);
      }
    }
  }

  private static String why(String policy, Call call) {
    return "polling: " + policy + ", by " + call.operation().name();
  }

  /** How long until all of them are at rest, as far as their plans reach. */
  private static Duration longest(Supplier<Collection<Resource>> watched, Call call) {
    Duration longest = Duration.ZERO;
    for (Resource resource : watched.get()) {
      if (resource.isMoving()) {
        Plan ahead = call.world().ahead(resource);
        longest = ahead.length().compareTo(longest) > 0 ? ahead.length() : longest;
      }
    }
    return longest;
  }

  private void await(WaiterPoll waiter, Handler handler, Call call) {
    Instant begun = clock.now();
    for (int step = 0; step < MAX_STEPS; step++) {
      PollAnswer answer = PollAnswer.of(handler, call);
      Optional<Resource> subject = handler.subject(call);
      if (subject.isEmpty() || waiter.endsWith(answer)) {
        noteImpatience(waiter, begun, call);
        return;
      }
      Resource resource = subject.get();
      // A waiter of the user's own may look at what is shown beside it.
      Optional<Resource> ahead =
          resource.isMoving() || !waiter.candidates().isEmpty()
              ? subject.filter(Resource::isMoving)
              : movingBeside(resource, handler, call);
      if (ahead.isPresent()) {
        Resource next = ahead.get();
        sleepUntil(clock.now().plus(untilNextStatus(next, call)), waiter + " on " + next);
      } else if (isStuck(resource)) {
        throw neverEnds(waiter, resource);
      } else if (waiter.candidates().isEmpty()) {
        return;
      } else {
        // At rest, but something else may still bring it on, while a waiter on AWS would wait.
        sleepUntil(
            clock
                .nextDue()
                .filter(due -> !due.isAfter(begun.plus(waiter.patience())))
                .orElseThrow(() -> neverEnds(waiter, resource)),
            waiter + " on " + resource);
      }
    }
    throw new ServiceError(
        NEVER_ENDS,
        "mlsim: " + waiter + " has seen " + MAX_STEPS + " changes, the bound, and none ended it");
  }

  /** For one who waits for something that has no life of its own: whatever happens may bring it. */
  private void awaitAnything(WaiterPoll waiter, Handler handler, Call call) {
    Instant last = clock.now().plus(waiter.patience());
    for (int step = 0; step < MAX_STEPS; step++) {
      PollAnswer answer = PollAnswer.of(handler, call);
      if (waiter.candidates().isEmpty() || waiter.endsWith(answer)) {
        return;
      }
      Instant next =
          clock
              .nextDue()
              .filter(due -> !due.isAfter(last))
              .orElseThrow(
                  () ->
                      new ServiceError(
                          NEVER_ENDS,
                          "mlsim: "
                              + waiter
                              + " would end in vain: "
                              + call.operation().name()
                              + " of "
                              + call.received()
                              + " answers "
                              + answer.status()
                              + " at "
                              + clock.now()
                              + ", and nothing that is pending until "
                              + last
                              + ", as long as it waits, changes that"));
      sleepUntil(next, waiter.toString());
    }
    throw new ServiceError(
        NEVER_ENDS, "mlsim: " + waiter + " has seen " + MAX_STEPS + " changes, the bound");
  }

  /** How long until its status changes, as far as its plan reaches. */
  private static Duration untilNextStatus(Resource resource, Call call) {
    Duration sum = Duration.ZERO;
    for (PlannedStep planned : call.world().ahead(resource).steps()) {
      Step step = planned.step();
      if (!step.state().status().equals(resource.state().status())) {
        break;
      }
      sum = sum.plus(step.stay().orElse(Duration.ZERO));
    }
    return sum;
  }

  /** Whether it rests where its lifecycle would have it go on. */
  private static boolean isStuck(Resource resource) {
    return !resource.isMoving() && !resource.lifecycle().rests(resource.state());
  }

  private static ServiceError neverEnds(WaiterPoll waiter, Resource resource) {
    return new ServiceError(
        NEVER_ENDS,
        "mlsim: "
            + waiter
            + " would never end: "
            + resource
            + " is ["
            + resource.state()
            + "] since "
            + resource.lastTransition().at()
            + " and nothing is pending that would bring it on"
            + (isStuck(resource) ? "; a script holds it there" : "")
            + "; what is possible is "
            + resource.lifecycle().triggersFrom(resource.state()));
  }

  /** On AWS a waiter gives up; here it goes on, since how long its user lets it is not sent. */
  private void noteImpatience(WaiterPoll waiter, Instant begun, Call call) {
    Duration waited = Duration.between(begun, clock.now());
    if (waiter.candidates().size() == 1 && waited.compareTo(waiter.patience()) > 0) {
      Waiter model = waiter.candidates().get(0);
      journal.add(
          new JournalEntry.Noted(
              call.now(),
              "mlsim: the waiter ["
                  + model.name()
                  + "] waited "
                  + waited
                  + "; with the SDK's defaults it gives up after "
                  + waiter.patience()
                  + " ("
                  + model.maxAttempts()
                  + " polls, "
                  + model.delay()
                  + " apart)"));
    }
  }

  private void sleepUntil(Instant target, String why) {
    if (target.isAfter(TimeBounds.LAST)) {
      throw new ServiceError(
          NEVER_ENDS,
          "mlsim: cannot let time pass until ["
              + target
              + "] ("
              + why
              + "): it is "
              + clock.now()
              + " and the last instant is "
              + TimeBounds.LAST);
    }
    new Outside(clock, undo)
        .unlocked(
            () -> {
              clock.sleepUntil(target, why);
              return target;
            });
  }
}
