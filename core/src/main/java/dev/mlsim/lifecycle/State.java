package dev.mlsim.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Where a resource stands: its status as the service spells it and, where the service shows one,
 * the phase (a secondary status) inside it. Written {@code InProgress/Training} or {@code ACTIVE}.
 *
 * @param status the primary status
 * @param phase the secondary status, empty where there is none
 */
public record State(String status, String phase) {

  /** The state of a resource that has no status in its service: it is there, and that is all. */
  public static final State EXISTS = new State("Exists", "");

  /** The end of a deletion: the resource can no longer be found. */
  public static final State GONE = new State("Gone", "");

  /** Reads {@code status} or {@code status/phase}. */
  public static State of(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new State(text, "")
        : new State(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Whether a test that says {@code name} means this state: the whole text, phase or status. */
  public boolean isCalled(String name) {
    if (phase.isEmpty()) {
      return status.equals(name);
    }
    return phase.equals(name)
        || (name.length() == status.length() + 1 + phase.length() && name.equals(toString()));
  }

  /** What a test calls this state: the phase where there is one, else the status. */
  public String shortName() {
    return phase.isEmpty() ? status : phase;
  }

  // Written out, as those of a record are made by the JVM when they are first called, at a cost.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof State state && status.equals(state.status) && phase.equals(state.phase);
  }

  @Override
  public int hashCode() {
    return 31 * status.hashCode() + phase.hashCode();
  }

  @Override
  public String toString() {
    return phase.isEmpty() ? status : status + "/" + phase;
  }
}
