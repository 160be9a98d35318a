package dev.mlsim.sdk.control;

import dev.mlsim.Simulator;
import java.util.List;
import java.util.Optional;

/** The worlds that the control API reads and changes, one a region. */
public interface Regions {
  /** The one that is meant where a request names no region. */
  Simulator first();

  /** All there are, in the order of their names. */
  List<Simulator> all();

  /** The world of a region, if there is one; makes none. */
  Optional<Simulator> find(String region);

  /**
   * The world of a region, made if there is none.
   *
   * @throws IllegalArgumentException if no region is named like that
   * @throws IllegalStateException if there are too many
   */
  Simulator of(String region);
}
