package dev.mlsim.engine.rules;

import dev.mlsim.fault.Fault;
import dev.mlsim.internal.Glob;
import dev.mlsim.service.SeededRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A rule of how events are delivered at work, with all that it counts. */
final class LiveDeliveryRule extends CountingRule<Pick.Blind> {
  private final Terms terms;

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

  LiveDeliveryRule(Terms terms, SeededRandom random) {
    super(terms.picks().stream().map(Pick.Blind::fresh).toList(), random);
    this.terms = terms;
  }

  /** Whether it is this delivery's turn; counts it. Called under the simulator's lock. */
  boolean takes(String name, Instant at) {
    if (!isAtWork() || !terms.name().matches(name)) {
      return false;
    }
    met();
    for (Pick.Blind pick : picks) {
      if (!pick.takes(random)) {
        return false;
      }
    }
    applies(at, name, terms.fault());
    return true;
  }

  /** A rule as it stood. */
  record Saved(LiveDeliveryRule rule, Position position, boolean ended) {

    /** The rule as it stood: itself where it is at home, else a copy. */
    LiveDeliveryRule back(boolean isAtHome) {
      LiveDeliveryRule back =
          isAtHome ? rule : new LiveDeliveryRule(rule.terms, new SeededRandom(0));
      back.goOnFrom(position, ended);
      return back;
    }
  }

  Saved save() {
    return new Saved(this, position(), isEnded());
  }

  @Override
  public Fault.Misdeliver fault() {
    return terms.fault();
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
