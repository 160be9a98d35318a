package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Retry policies, as "Retry Policy for Pipeline Steps" of the developer guide has them. */
final class Retries {
  /** A note of a step: how often each of its policies has had it try again, and since when. */
  static final String TRIES = "tries";

  private static final String SERVICE_FAULT = "Step.SERVICE_FAULT";
  private static final String THROTTLING = "Step.THROTTLING";
  private static final String INTERNAL = "SageMaker.JOB_INTERNAL_ERROR";
  private static final List<String> CAPACITY =
      List.of("SageMaker.CAPACITY_ERROR", "SageMaker.JOB_CAPACITY_ERROR");
  private static final String LIMIT = "SageMaker.RESOURCE_LIMIT";

  private static final int MOST = 20;
  private static final int USUAL = 5;
  private static final double LONGEST_WAIT = 43_200;

  /** Words of a job's failure, and what they are called in a policy. */
  private static final Map<String, List<String>> OF_JOBS =
      Map.of(
          "InternalServerError", List.of(INTERNAL),
          "CapacityError", CAPACITY,
          "InsufficientCapacity", CAPACITY,
          "InsufficientInstanceCapacity", CAPACITY,
          "ResourceLimitExceeded", List.of(LIMIT));

  private Retries() {}

  /** What a refused call is called in a policy; nothing for most. */
  static List<String> called(ServiceError error) {
    String code = error.code();
    if (code.startsWith("Throttl")) {
      return List.of(THROTTLING);
    }
    if (code.startsWith("Internal") || code.startsWith("ServiceUnavailable")) {
      return List.of(SERVICE_FAULT);
    }
    return code.equals("ResourceLimitExceeded") ? List.of(LIMIT) : List.of();
  }

  /** What the failure of a job is called in a policy; nothing for most. */
  static List<String> called(StepKind kind, String reason) {
    for (Map.Entry<String, List<String>> words : OF_JOBS.entrySet()) {
      if (reason.contains(words.getKey())) {
        boolean isInside = kind.retriesInside() && words.getValue().contains(INTERNAL);
        return isInside ? List.of() : words.getValue();
      }
    }
    return List.of();
  }

  /** Has a step try again after a while, if a policy says so. */
  static boolean again(Resource step, JsonNode policies, List<String> errors, World world) {
    int place = 0;
    for (JsonNode policy : policies) {
      if (fits(policy, errors)) {
        return again(step, String.valueOf(place), policy, world);
      }
      place++;
    }
    boolean always = errors.contains(SERVICE_FAULT) || errors.contains(THROTTLING);
    return always && again(step, "always", Documents.empty(), world);
  }

  private static boolean fits(JsonNode policy, List<String> errors) {
    JsonNode types = policy.path("ExceptionType");
    if (types.isTextual()) {
      return errors.contains(types.asText());
    }
    for (JsonNode type : types) {
      if (errors.contains(type.asText())) {
        return true;
      }
    }
    return false;
  }

  private static boolean again(Resource step, String policy, JsonNode says, World world) {
    JsonNode before = step.notes().path(TRIES);
    int tries = before.path(policy).asInt();
    int all = before.path("all").asInt();
    boolean inTime =
        says.has("ExpireAfterMin")
            ? world.now().isBefore(expires(before, says, world))
            : tries < says.path("MaxAttempts").asInt(USUAL);
    if (!inTime || all >= MOST) {
      return false;
    }
    ObjectNode now = Documents.empty();
    now.set("since", Timestamps.of(world.now()));
    ObjectNode after = before.isObject() ? Documents.merged(now, (ObjectNode) before) : now;
    after.put(policy, tries + 1).put("all", all + 1);
    double seconds =
        says.path("IntervalSeconds").asDouble(1)
            * Math.pow(says.path("BackoffRate").asDouble(2), tries);
    long millis = (long) (1000 * Math.min(seconds, LONGEST_WAIT));
    Resource noted =
        world.change(
            step,
            old ->
                old.withNote(TRIES, after)
                    .withNote(ExecutionSteps.WAITS, millis)
                    .with("AttemptCount", old.attributes().path("AttemptCount").asLong() + 1));
    world.trigger(noted, ExecutionSteps.WAIT, "");
    return true;
  }

  private static java.time.Instant expires(JsonNode tries, JsonNode policy, World world) {
    return Optional.ofNullable(tries.get("since"))
        .map(Timestamps::instant)
        .orElse(world.now())
        .plus(Duration.ofMinutes(policy.path("ExpireAfterMin").asLong()));
  }
}
