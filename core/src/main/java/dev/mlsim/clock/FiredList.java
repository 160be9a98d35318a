package dev.mlsim.clock;

import java.time.Instant;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable list of firings that stores two references per firing and makes the records when
 * they are read, so that an advance over a million timers leaves no million objects behind.
 */
final class FiredList extends AbstractList<Fired> implements RandomAccess {
  private final Instant[] at;
  private final Object[] what;

  FiredList(Instant[] at, Object[] what) {
    this.at = at;
    this.what = what;
  }

  @Override
  public Fired get(int index) {
    Objects.checkIndex(index, at.length);
    return new Fired(at[index], what[index].toString());
  }

  @Override
  public int size() {
    return at.length;
  }
}
