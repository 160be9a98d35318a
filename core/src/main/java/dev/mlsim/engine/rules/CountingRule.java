package dev.mlsim.engine.rules;

import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.internal.Trail;
import dev.mlsim.service.SeededRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule at work: what it has counted, and whether it still is. It counts under the simulator's
 * lock, and is asked without.
 *
 * @param <P> what picks some of what comes by
 */
abstract class CountingRule<P extends Pick> implements FaultRule {
  private static final int LOG_BOUND = 10_000;

  /** Which of what it is about. */
  final List<P> picks;

  /** What chance it draws comes from. */
  SeededRandom random;

  private volatile Counts counts = new Counts(0, 0, Trail.empty());
  private volatile boolean ended;
  private volatile boolean rests;

  /** What a rule has met and done. */
  record Counts(long matched, long applied, Trail<Injection> injections) {}

  /** Where a rule stands. */
  record Position(Counts counts, long chance, List<Object> picks) {}

  CountingRule(List<P> picks, SeededRandom random) {
    this.picks = picks;
    this.random = random;
  }

  final boolean isAtWork() {
    return !ended && !rests;
  }

  final boolean isEnded() {
    return ended;
  }

  /** One more has come by. */
  final void met() {
    counts = new Counts(counts.matched() + 1, counts.applied(), counts.injections());
  }

  /** It applies to one more. */
  final void applies(Instant at, String to, Fault fault) {
    Trail<Injection> injections = counts.injections();
    if (injections.size() < LOG_BOUND) {
      injections = injections.and(new Injection(at, to, fault));
    }
    counts = new Counts(counts.matched(), counts.applied() + 1, injections);
  }

  final Position position() {
    List<Object> counted = new ArrayList<>(picks.size());
    for (P pick : picks) {
      counted.add(pick.counted());
    }
    return new Position(counts, random.position(), counted);
  }

  final void goOnFrom(Position position) {
    counts = position.counts();
    random = new SeededRandom(position.chance());
    for (int i = 0; i < picks.size(); i++) {
      picks.get(i).goOnFrom(position.picks().get(i));
    }
  }

  /** Goes on from there, at work or ended as it was then. */
  final void goOnFrom(Position position, boolean wasEnded) {
    goOnFrom(position);
    ended = wasEnded;
  }

  @Override
  public final long matched() {
    return counts.matched();
  }

  @Override
  public final long applied() {
    return counts.applied();
  }

  @Override
  public final List<Injection> injections() {
    return counts.injections().toList();
  }

  @Override
  public final boolean isByChance() {
    for (P pick : picks) {
      if (pick.isByChance()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isUnused() {
    return isByChance() ? matched() == 0 : applied() == 0;
  }

  @Override
  public final void rest(boolean resting) {
    rests = resting;
  }

  @Override
  public final void end() {
    ended = true;
  }
}
