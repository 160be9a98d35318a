package dev.mlsim.service;

/** What the account's quotas allow now, as the test has them. Used under the simulator's lock. */
public interface QuotaLimits {

  /**
   * The value in force.
   *
   * @param established what the service declares for an established account
   * @param initial what it declares for a new one
   */
  double limit(String name, double established, double initial);

  /** Whether all of a quota is in use because the test says so. */
  boolean isExhausted(String name);
}
