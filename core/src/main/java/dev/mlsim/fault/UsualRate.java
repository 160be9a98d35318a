package dev.mlsim.fault;

import java.util.List;

/**
 * A limit that AWS has on the rate of calls; see {@link Faults#usualRates}.
 *
 * @param operation which calls, such as {@code sagemaker:List*}; {@code *} and {@code ?} are wild
 * @param perSecond how many a second
 * @param except operations that fit and are not limited by it
 */
public record UsualRate(String operation, double perSecond, List<String> except) {

  /** Keeps a copy of the list. */
  public UsualRate {
    except = List.copyOf(except);
  }
}
