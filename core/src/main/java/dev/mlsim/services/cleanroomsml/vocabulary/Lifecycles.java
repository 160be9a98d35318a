package dev.mlsim.services.cleanroomsml.vocabulary;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lives of the service's resources have in common: success is ACTIVE, and there is no
 * CANCELLED: what was cancelled, deleted or has expired is INACTIVE, which is judged.
 */
public final class Lifecycles {
  /** The status of what is about to be worked on. */
  public static final String PENDING = "CREATE_PENDING";

  /** The status of what is worked on. */
  public static final String RUNNING = "CREATE_IN_PROGRESS";

  /** The status of what came to nothing. */
  public static final String FAILED = "CREATE_FAILED";

  /** The status of what is there and can be used. */
  public static final String ACTIVE = "ACTIVE";

  /** The status of what was cancelled, deleted or has expired. */
  public static final String INACTIVE = "INACTIVE";

  /** The trigger that ends what is kept for a time only. */
  public static final String EXPIRE = "expire";

  /** What counts against the quotas of work in progress; a cancelled run still holds machines. */
  private static final Set<String> BUSY =
      Set.of(PENDING, RUNNING, "CANCEL_PENDING", "CANCEL_IN_PROGRESS");

  /** What has no states but ACTIVE: made and deleted at once. */
  public static final Lifecycle AT_ONCE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(rest(ACTIVE))
          .on(DELETE)
          .from(ACTIVE)
          .goes(Step.gone())
          .build();

  private static final Pattern CODED = Pattern.compile("([A-Z][A-Z0-9_]+): (.+)", Pattern.DOTALL);
  private static final Pattern NAMED = Pattern.compile("([A-Z][A-Za-z]+): .+", Pattern.DOTALL);

  private Lifecycles() {}

  /** The rows of what is made in the background, and how long each of its parts takes. */
  public static Lifecycle.Builder created(Duration pending, Duration running) {
    return Lifecycle.builder()
        .on(CREATE)
        .goes(stay(PENDING, pending), stay(RUNNING, running), rest(ACTIVE))
        .on(FAIL)
        .from(PENDING, RUNNING)
        .goes(rest(FAILED));
  }

  /** Adds the rows of a cancellation, which can fail. */
  public static Lifecycle.Builder cancellable(Lifecycle.Builder life) {
    return life.on(STOP)
        .from(PENDING, RUNNING)
        .goes(
            stay("CANCEL_PENDING", ofSeconds(10)),
            stay("CANCEL_IN_PROGRESS", ofMinutes(1)),
            rest(INACTIVE))
        .on(FAIL)
        .from("CANCEL_PENDING", "CANCEL_IN_PROGRESS")
        .goes(rest("CANCEL_FAILED"));
  }

  /** Adds the rows of a deletion in the background, from those states to that last step. */
  public static Lifecycle.Builder deletable(Lifecycle.Builder life, Step last, String... from) {
    return life.on(DELETE)
        .from(from)
        .goes(stay("DELETE_PENDING", ofSeconds(10)), stay("DELETE_IN_PROGRESS", ofMinutes(1)), last)
        .on(FAIL)
        .from("DELETE_PENDING", "DELETE_IN_PROGRESS")
        .goes(rest("DELETE_FAILED"));
  }

  /** Whether it counts as work in progress. */
  public static boolean isBusy(Resource resource) {
    return BUSY.contains(resource.state().status());
  }

  /**
   * Why it failed. A reason {@code SOME_CODE: text} gives both parts; of {@code AlgorithmError:
   * text} the code is ALGORITHM_ERROR and the message all of it; any other is INTERNAL_ERROR. No
   * list of AWS's codes is published.
   */
  public static Optional<JsonNode> statusDetails(Resource resource, World world) {
    String reason = resource.reason();
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    Matcher coded = CODED.matcher(reason);
    if (coded.matches()) {
      return details(coded.group(1), coded.group(2));
    }
    Matcher named = NAMED.matcher(reason);
    return named.matches()
        ? details(
            named.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT), reason)
        : details("INTERNAL_ERROR", reason);
  }

  private static Optional<JsonNode> details(String code, String message) {
    return Optional.of(Documents.empty().put("statusCode", code).put("message", message));
  }
}
