package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

/**
 * A quota of how many resources there can be, with what each of them holds of it.
 *
 * @param name what the quota is called
 * @param quota what a call is checked against
 * @param holding what a resource has in use of it, as long as it does
 */
public record Limit(String name, Quota quota, Holding holding) {

  /** Checks that nothing is missing. */
  public Limit {
    requireNonNull(name, "name");
    requireNonNull(quota, "quota");
    requireNonNull(holding, "holding");
  }
}
