package dev.mlsim.fault;

/**
 * The account's quotas by the names that AWS gives them. A quota that nobody touched has the value
 * that its service declares for an account of its age: by default an established one, whose
 * documented limits hold and whose instance limits are generous. Safe for threads.
 */
public interface Quotas {

  /** The account is a new one: AWS's initial values, mostly 0 for large instances. */
  Quotas newAccount();

  /** The account is an established one, as it is by default. */
  Quotas established();

  /** Nothing is limited but what is set by name. */
  Quotas unlimited();

  /**
   * Sets a quota to a value, whatever the account's age.
   *
   * @throws IllegalArgumentException if there is no such quota; the message names the nearest
   */
  void set(String name, double value);

  /** Lets a quota allow nothing more: its value stays, and all of it is in use. */
  void exhaust(String name);

  /** Takes a quota away. */
  void lift(String name);

  /** Sets every quota back to what its service declares for an established account. */
  void clear();
}
