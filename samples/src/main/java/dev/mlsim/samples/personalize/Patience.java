package dev.mlsim.samples.personalize;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

/**
 * Production code: looks at something in Personalize until it is done, since the SDK has no waiters
 * for this service.
 */
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);

  private final InstantSource time;
  private final Consumer<Duration> sleep;

  Patience(InstantSource time, Consumer<Duration> sleep) {
    this.time = time;
    this.sleep = sleep;
  }

  /** What a look shows: a status, and why it failed where it did. */
  record Look(String status, @Nullable String failureReason) {}

  /** Returns when it is ACTIVE; throws if it failed, or takes too long. */
  void untilActive(String arn, Supplier<Look> looking) {
    Instant end = time.instant().plus(LONGEST);
    Look look = look(looking);
    while (!look.status().equals("ACTIVE")) {
      if (look.status().endsWith("FAILED") || look.status().endsWith("STOPPED")) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "%s is %s: %s", arn, look.status(), look.failureReason()));
      }
      sleepBefore(end, arn + " is still " + look.status());
      look = look(looking);
    }
  }

  private static Look look(Supplier<Look> looking) {
    try {
      return looking.get();
    } catch (ResourceNotFoundException e) {
      return new Look("not seen everywhere", null); // what was just made need not be yet
    }
  }

  /** Returns when nothing is made of it any more. */
  void untilStopped(String arn, Supplier<String> status) {
    Instant end = time.instant().plus(LONGEST);
    while (status.get().matches("CREATE (PENDING|IN_PROGRESS|STOPPING)")) {
      sleepBefore(end, arn + " has not stopped");
    }
  }

  /** Returns when it is gone; what is in use is deleted when it no longer is. */
  void delete(String arn, Runnable deletion, Runnable looking) {
    Instant end = time.instant().plus(LONGEST);
    boolean deleted = false;
    while (true) {
      try {
        if (deleted) {
          looking.run();
        } else {
          deletion.run();
          deleted = true;
        }
      } catch (ResourceInUseException later) {
        LOG.info("{} has to stay for now: {}", arn, later.getMessage());
      } catch (ResourceNotFoundException gone) {
        return;
      }
      sleepBefore(end, arn + " is still there");
    }
  }

  private void sleepBefore(Instant end, String otherwise) {
    if (time.instant().isAfter(end)) {
      throw new IllegalStateException("after " + LONGEST.toHours() + " hours " + otherwise);
    }
    sleep.accept(BETWEEN);
  }
}
