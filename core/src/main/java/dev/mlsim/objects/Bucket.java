package dev.mlsim.objects;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A bucket that was created, or that has objects.
 *
 * @param name its name
 * @param created when it was created, or its first object in the list was written
 */
public record Bucket(String name, Instant created) {
  /** Checks that nothing is missing. */
  public Bucket {
    requireNonNull(name, "name");
    requireNonNull(created, "created");
  }
}
