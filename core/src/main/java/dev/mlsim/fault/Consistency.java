package dev.mlsim.fault;

import dev.mlsim.internal.CheckReturnValue;
import java.time.Duration;

/**
 * How far reading lags behind writing: for so long a new resource isn't seen yet, and a deleted one
 * still is. Writing operations see the truth at once. By default nothing lags. Safe for threads.
 *
 * <pre>{@code
 * sim.consistency().lag(ofSeconds(2));                                        // everything
 * sim.consistency().of("lookoutvision:model").inLists().lagUpTo(ofMinutes(1)); // from the seed
 * }</pre>
 */
public interface Consistency {

  /** Everything is seen so long after it happened. */
  void lag(Duration duration);

  /** Everything is seen some time after it happened, at most so long; from the seed. */
  void lagUpTo(Duration most);

  /**
   * Begins with resources of one type.
   *
   * @throws IllegalArgumentException if there is no such type; the message names the nearest
   */
  @CheckReturnValue
  Reads of(String type);

  /** Begins with resources of all types. */
  @CheckReturnValue
  Reads ofAll();

  /** Nothing lags any more. */
  void clear();

  /** What is to lag. For one thread. */
  interface Reads {

    /** Only those whose name fits; {@code *} and {@code ?} are wild. */
    @CheckReturnValue
    Reads named(String glob);

    /** Only where they are listed. */
    @CheckReturnValue
    Reads inLists();

    /** Only where one is looked at. */
    @CheckReturnValue
    Reads inDescribes();

    /** They are seen so long after it happened. */
    void lag(Duration duration);

    /** They are seen some time after it happened, at most so long; from the seed. */
    void lagUpTo(Duration most);
  }
}
