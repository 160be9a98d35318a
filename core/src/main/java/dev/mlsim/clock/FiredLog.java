package dev.mlsim.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects firings in order; equal instants in a row share one object. */
final class FiredLog {
  private final List<Instant> at = new ArrayList<>();
  private final List<Object> what = new ArrayList<>();

  void add(Instant instant, Object name) {
    int last = at.size() - 1;
    at.add(last >= 0 && at.get(last).equals(instant) ? at.get(last) : instant);
    what.add(name);
  }

  List<Fired> toList() {
    return new FiredList(at.toArray(Instant[]::new), what.toArray(Object[]::new));
  }
}
