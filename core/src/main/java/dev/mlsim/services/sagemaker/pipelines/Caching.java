package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cache of steps, as "Caching Pipeline Steps" of the developer guide has it. */
final class Caching {
  /** A note of a step: what has to be equal. */
  private static final String KEY = "cacheKey";

  private static final Pattern PERIOD =
      Pattern.compile(
          "P?(?:(\\d{1,4})Y)?(?:(\\d{1,4})M)?(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?"
              + "(?:T(?:(\\d{1,6})H)?(?:(\\d{1,7})M)?)?");

  private Caching() {}

  /** A length of time by the calendar. */
  record Window(int years, int months, int weeks, int days, int hours, int minutes) {
    Instant before(Instant now) {
      return now.atOffset(ZoneOffset.UTC)
          .minusYears(years)
          .minusMonths(months)
          .minusWeeks(weeks)
          .minusDays(days)
          .minusHours(hours)
          .minusMinutes(minutes)
          .toInstant();
    }
  }

  /**
   * The window that an {@code ExpireAfter} such as {@code PT1H} or {@code 30d} says.
   *
   * @throws Rejected if it says none
   */
  static Optional<Window> window(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher period = PERIOD.matcher(text.toUpperCase(Locale.ROOT));
    Rejected.unless(
        period.matches(), "Invalid ExpireAfter '" + text + "': it must be an ISO 8601 duration.");
    int[] parts = new int[6];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = period.group(i + 1) == null ? 0 : Integer.parseInt(period.group(i + 1));
    }
    return Optional.of(new Window(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]));
  }

  /** The step remembers what has to be equal for another one to take over what it did. */
  static Resource keyed(Resource step, Definition.Node node, ObjectNode arguments, World world) {
    if (node.kind().cached().isEmpty()) {
      return step;
    }
    ObjectNode key = Documents.empty();
    if (node.kind().cached().contains("*")) {
      key.set("*", arguments);
    }
    for (String path : node.kind().cached()) {
      Documents.at(arguments, path).ifPresent(value -> key.set(path, value));
    }
    for (String extra : node.kind().extras()) {
      if (!List.of("CacheConfig", "RetryPolicies", "PropertyFiles").contains(extra)
          && node.step().has(extra)) {
        key.set("step." + extra, node.step().path(extra));
      }
    }
    return world.change(step, old -> old.withNote(KEY, key));
  }

  /** The latest step of an earlier execution that did the same, if the step may look for one. */
  static Optional<Resource> hit(Resource step, JsonNode config, Resource execution, World world) {
    if (!config.path("Enabled").asBoolean()) {
      return Optional.empty();
    }
    Optional<Instant> since =
        window(config.path("ExpireAfter").asText("")).map(w -> w.before(world.now()));
    List<Resource> executions =
        new ArrayList<>(world.registry().group(Executions.TYPE, Executions.pipelineOf(execution)));
    Optional<Resource> latest = Optional.empty();
    for (Resource other : executions) {
      Optional<Resource> found =
          other.sequence() == execution.sequence()
              ? Optional.empty()
              : ExecutionSteps.find(other, step.name(), world)
                  .filter(before -> before.is("Succeeded"))
                  .filter(before -> before.notes().path(KEY).equals(step.notes().path(KEY)))
                  .filter(before -> since.isEmpty() || !ended(before).isBefore(since.get()))
                  .filter(before -> !before.attributes().has("CacheHitResult"));
      if (found.isPresent()
          && (latest.isEmpty() || ended(found.get()).isAfter(ended(latest.get())))) {
        latest = found;
      }
    }
    return latest;
  }

  private static Instant ended(Resource step) {
    return step.lastTransition().at();
  }
}
