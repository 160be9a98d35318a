package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a job does while it works: it reads, and fails for want of its input; it is done well within
 * its limit, and ended when it reaches it; and it writes when it is done.
 *
 * @param working the state in which it works
 * @param reads where it reads
 * @param limit the path of the seconds that it may work, empty for no limit
 * @param outOf the trigger of one that has worked so long
 * @param reason why it then fails, empty where it is stopped
 * @param writes what it writes
 */
record Work(
    String working,
    List<Input> reads,
    String limit,
    String outOf,
    String reason,
    List<Output> writes) {

  /** The part of its time that a job takes to find that its input isn't there. */
  private static final double LOOKING = 0.1;

  /**
   * Where a job reads.
   *
   * @param path the member that says so
   * @param reason why it fails if nothing is there, with {@code {uri}}, {@code {bucket}}, {@code
   *     {key}}, {@code {region}} and members of the request in it
   */
  record Input(String path, String reason) {
    /** What else than paths of the request can stand in braces in the reason. */
    static final Set<String> PLACES = Set.of("uri", "bucket", "key", "region");
  }

  /**
   * What a job writes.
   *
   * @param path the member that says in which folder
   * @param file the object's name in it
   * @param shown the member that shows where it is, empty for none
   */
  record Output(String path, ResourceType.Computed file, String shown) {

    /** Where it is, or is to be. */
    Optional<String> location(Resource job, World world) {
      Optional<String> name = file.value(job, world).map(JsonNode::asText);
      return Documents.at(job.attributes(), path)
          .map(JsonNode::asText)
          .flatMap(folder -> name.map(n -> folder + (folder.endsWith("/") ? "" : "/") + n));
    }
  }

  /** The plan of a job that finds its input, or fails, within what time it has. */
  Plan within(Resource job, Plan plan, World world) {
    if (!plan.passes(working)) {
      return plan;
    }
    for (Input input : reads) {
      Optional<String> uri = Documents.at(job.attributes(), input.path()).map(JsonNode::asText);
      if (uri.isPresent() && !world.objects().isReadable(uri.get())) {
        return plan.shortened(working, LOOKING)
            .meeting(working, Lifecycle.FAIL, reason(input, uri.get(), job, world));
      }
    }
    Optional<Duration> most = limit(job);
    return most.isPresent() && plan.stayIn(working).compareTo(most.get()) > 0
        ? plan.taking(working, most.get().dividedBy(2))
        : plan;
  }

  private static String reason(Input input, String uri, Resource job, World world) {
    ObjectNode values = Documents.empty().setAll(job.attributes());
    String place = uri.replaceFirst("^\\w+://", "");
    int slash = place.indexOf('/');
    values.put("uri", uri);
    values.put("bucket", slash < 0 ? place : place.substring(0, slash));
    values.put("region", world.account().region());
    return Documents.fill(input.reason(), values, slash < 0 ? "" : place.substring(slash + 1));
  }

  private Optional<Duration> limit(Resource job) {
    return limit.isEmpty()
        ? Optional.empty()
        : Documents.at(job.attributes(), limit).map(s -> Duration.ofSeconds(s.asLong()));
  }

  /** The plan of a job that is ended when its time is up. */
  Plan limited(Resource job, Plan plan, World world) {
    Optional<Duration> most = limit(job);
    if (most.isEmpty() || !plan.passes(working)) {
      return plan;
    }
    Duration left = most.get().minus(job.timeIn(working, world.now()));
    return plan.meetingAfter(
        state -> state.isCalled(working), left.isNegative() ? Duration.ZERO : left, outOf, reason);
  }

  /** Writes what a job has made: a text that says whose it is. */
  void write(Resource job, World world) {
    for (Output output : writes) {
      output
          .location(job, world)
          .ifPresent(at -> world.write(job, at, "mlsim output of " + job.arn() + "\n"));
    }
  }

  /** When a job began to work. */
  Optional<JsonNode> started(Resource job, World world) {
    return Values.time(job.entered(working));
  }

  /** When a job came to rest. */
  static Optional<JsonNode> ended(Resource job, World world) {
    for (Transition move : job.history()) {
      if (job.lifecycle().rests(move.to())) {
        return Values.time(move.at());
      }
    }
    return Optional.empty();
  }
}
