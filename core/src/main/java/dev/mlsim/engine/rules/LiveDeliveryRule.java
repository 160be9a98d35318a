package dev.mlsim.engine.rules;

import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Trail;
import dev.mlsim.service.SeededRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A rule of how events are delivered at work, with all that it counts. */
final class LiveDeliveryRule implements FaultRule {
  private static final int LOG_BOUND = 10_000;

  private final Terms terms;
  private final List<Pick.Blind> picks;
  private SeededRandom random;
  private volatile Counts counts = new Counts(0, 0, Trail.empty());
  private volatile boolean ended;
  private volatile boolean rests;

  /**
   * What was written, which stays.
   *
   * @param name which types of events, or which topics
   * @param picks which of those deliveries
   * @param fault what becomes of them
   */
  record Terms(Glob name, List<Pick.Blind> picks, Fault.Misdeliver fault) {
    Terms {
      picks = List.copyOf(picks);
    }
  }

  private record Counts(long matched, long applied, Trail<Injection> injections) {}

  LiveDeliveryRule(Terms terms, SeededRandom random) {
    this.terms = terms;
    this.picks = terms.picks().stream().map(Pick.Blind::fresh).toList();
    this.random = random;
  }

  /** Whether it is this delivery's turn; counts it. Called under the simulator's lock. */
  boolean takes(String name, Instant at) {
    if (ended || rests || !terms.name().matches(name)) {
      return false;
    }
    counts = new Counts(counts.matched() + 1, counts.applied(), counts.injections());
    for (Pick.Blind pick : picks) {
      if (!pick.takes(random)) {
        return false;
      }
    }
    Trail<Injection> injections = counts.injections();
    if (injections.size() < LOG_BOUND) {
      injections = injections.and(new Injection(at, name, terms.fault()));
    }
    counts = new Counts(counts.matched(), counts.applied() + 1, injections);
    return true;
  }

  /** A rule as it stood. */
  record Saved(
      LiveDeliveryRule rule, Counts counts, long chance, List<Object> picks, boolean ended) {

    /** The rule as it stood: itself where it is at home, else a copy. */
    LiveDeliveryRule back(boolean isAtHome) {
      LiveDeliveryRule back =
          isAtHome ? rule : new LiveDeliveryRule(rule.terms, new SeededRandom(0));
      back.counts = counts;
      back.random = new SeededRandom(chance);
      back.ended = ended;
      for (int i = 0; i < picks.size(); i++) {
        back.picks.get(i).goOnFrom(picks.get(i));
      }
      return back;
    }
  }

  Saved save() {
    List<Object> counted = new ArrayList<>(picks.size());
    picks.forEach(pick -> counted.add(pick.counted()));
    return new Saved(this, counts, random.position(), counted, ended);
  }

  @Override
  public Fault.Misdeliver fault() {
    return terms.fault();
  }

  @Override
  public long matched() {
    return counts.matched();
  }

  @Override
  public long applied() {
    return counts.applied();
  }

  @Override
  public List<Injection> injections() {
    return counts.injections().toList();
  }

  @Override
  public boolean isByChance() {
    return picks.stream().anyMatch(Pick::isByChance);
  }

  @Override
  public boolean isUnused() {
    return isByChance() ? matched() == 0 : applied() == 0;
  }

  @Override
  public void rest(boolean resting) {
    rests = resting;
  }

  @Override
  public void end() {
    ended = true;
  }

  /** Which deliveries, as in {@code the first 2 of SageMaker *}. */
  static String which(Glob name, List<Pick.Blind> picks) {
    String some = picks.stream().map(Pick::says).collect(Collectors.joining(", "));
    return (some.isEmpty() ? "" : some + " of ") + name;
  }

  @Override
  public String toString() {
    return which(terms.name(), picks) + " " + terms.fault().says();
  }
}
