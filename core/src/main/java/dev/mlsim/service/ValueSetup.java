package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

/**
 * A setup that is one immutable value, which another takes the place of when a test says something.
 *
 * @param <V> what was said, taken together
 */
public abstract class ValueSetup<V> implements Setup {
  private final Class<V> kind;
  private final V nothing;

  /** What was said; read and replaced under the simulator's lock. */
  protected V said;

  /**
   * Nothing is said yet.
   *
   * @param kind the class of the value
   * @param nothing the value where nothing is said
   */
  protected ValueSetup(Class<V> kind, V nothing) {
    this.kind = requireNonNull(kind, "kind");
    this.nothing = requireNonNull(nothing, "nothing");
    this.said = nothing;
  }

  @Override
  public final void clear() {
    said = nothing;
  }

  @Override
  public final Object save() {
    return said;
  }

  @Override
  public final void restore(Object saved) {
    said = kind.cast(saved);
  }
}
