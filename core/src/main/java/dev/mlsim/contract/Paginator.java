package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

/**
 * How a list operation is paged, by member names.
 *
 * @param inputToken the input's token for the next page
 * @param outputToken the output's token for the next page
 * @param limitKey the input's greatest number of results
 * @param resultKey the output's list
 */
public record Paginator(String inputToken, String outputToken, String limitKey, String resultKey) {
  /** Checks that nothing is missing. */
  public Paginator {
    requireNonNull(inputToken, "inputToken");
    requireNonNull(outputToken, "outputToken");
    requireNonNull(limitKey, "limitKey");
    requireNonNull(resultKey, "resultKey");
  }
}
