package dev.mlsim.services.personalize.vocabulary;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;

import dev.mlsim.lifecycle.Lifecycle;
import java.time.Duration;

/** The statuses that most of Personalize's resources go through; blanks in them are the wire's. */
public final class Lifecycles {
  /** The status of what is about to be made. */
  public static final String PENDING = "CREATE PENDING";

  /** The status of what is being made. */
  public static final String IN_PROGRESS = "CREATE IN_PROGRESS";

  /** The status of what is there and can be used. */
  public static final String ACTIVE = "ACTIVE";

  /** The status of what could not be made. */
  public static final String FAILED = "CREATE FAILED";

  /** The status of what is about to be updated. */
  public static final String UPDATE_PENDING = "UPDATE PENDING";

  /** The status of what is being updated. */
  public static final String UPDATE_IN_PROGRESS = "UPDATE IN_PROGRESS";

  /** The status of what is about to be deleted. */
  public static final String DELETE_PENDING = "DELETE PENDING";

  /** The status of what is being deleted. */
  public static final String DELETE_IN_PROGRESS = "DELETE IN_PROGRESS";

  private Lifecycles() {}

  /** CREATE PENDING, CREATE IN_PROGRESS, and then ACTIVE or CREATE FAILED. */
  public static Lifecycle.Builder creation(Duration pending, Duration inProgress) {
    return Lifecycle.builder()
        .on(CREATE)
        .goes(stay(PENDING, pending), stay(IN_PROGRESS, inProgress), rest(ACTIVE))
        .on(FAIL)
        .from(PENDING, IN_PROGRESS)
        .goes(rest(FAILED));
  }

  /** DELETE PENDING, DELETE IN_PROGRESS, gone: minutes, by the notebooks. */
  public static Lifecycle.Builder deletion(Lifecycle.Builder life, String... from) {
    return life.on(DELETE)
        .from(from)
        .goes(
            stay(DELETE_PENDING, Duration.ofSeconds(30)),
            stay(DELETE_IN_PROGRESS, Duration.ofSeconds(90)),
            gone());
  }

  /** The six statuses of what is created and deleted. */
  public static Lifecycle resource(Duration pending, Duration inProgress) {
    return deletion(creation(pending, inProgress), ACTIVE, FAILED).build();
  }

  /** The four statuses of a job: ACTIVE is done, and it stays for good. */
  public static Lifecycle job(Duration pending, Duration inProgress) {
    return creation(pending, inProgress).build();
  }
}
