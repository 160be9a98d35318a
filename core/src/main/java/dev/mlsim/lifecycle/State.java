package dev.mlsim.lifecycle;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where a resource stands: its status as the service spells it and, where the service shows one,
 * the phase (a secondary status) inside it. Written {@code InProgress/Training} or {@code ACTIVE}.
 * Immutable.
 */
public final class State {

  /** The state of a resource that has no status in its service: it is there, and that is all. */
  public static final State EXISTS = new State("Exists", "");

  /** The end of a deletion: the resource can no longer be found. */
  public static final State GONE = new State("Gone", "");

  private final String status;
  private final String phase;
  private final String text; // which every move writes down

  /**
   * Makes a state.
   *
   * @param status the primary status
   * @param phase the secondary status, empty where there is none
   */
  public State(String status, String phase) {
    this.status = requireNonNull(status, "status");
    this.phase = requireNonNull(phase, "phase");
    this.text = phase.isEmpty() ? status : status + "/" + phase;
  }

  /** The primary status. */
  public String status() {
    return status;
  }

  /** The secondary status, empty where there is none. */
  public String phase() {
    return phase;
  }

  /** Reads {@code status} or {@code status/phase}. */
  public static State of(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new State(text, "")
        : new State(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Whether a test that says {@code name} means this state: the whole text, phase or status. */
  public boolean isCalled(String name) {
    return text.equals(name) || (!phase.isEmpty() && phase.equals(name));
  }

  /** What a test calls this state: the phase where there is one, else the status. */
  public String shortName() {
    return phase.isEmpty() ? status : phase;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof State state
            && status.equals(state.status)
            && phase.equals(state.phase));
  }

  @Override
  public int hashCode() {
    return 31 * status.hashCode() + phase.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
