package dev.mlsim;

import java.time.Instant;

/** How far a run may go. Used under the simulator's lock. */
final class RunBound {
  private final Instant until;
  private final long most;
  private long calls;
  private volatile boolean reached;

  RunBound(Instant until, long most) {
    this.until = until;
    this.most = most;
  }

  /** A call comes. */
  void count(Instant now) {
    calls++;
    if (reached || calls > most || now.isAfter(until)) {
      reached = true;
      throw new RunOutOfBounds(
          "mlsim: no call is answered any more: it is "
              + now
              + " after "
              + (calls - 1)
              + " calls, and this run was to end by "
              + until
              + " and after "
              + most
              + " calls at most");
    }
  }

  boolean isReached() {
    return reached;
  }
}
