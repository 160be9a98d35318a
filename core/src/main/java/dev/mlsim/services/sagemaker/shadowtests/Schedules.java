package dev.mlsim.services.sagemaker.shadowtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an experiment starts and ends. */
final class Schedules {
  static final String MEMBER = "Schedule";
  private static final String START = "StartTime";
  private static final String END = "EndTime";
  private static final Duration USUAL = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(30);

  private Schedules() {}

  /** Says of a new one when it starts and ends, where the request doesn't. */
  static void fill(ObjectNode experiment, Instant now) {
    Instant start = time(experiment, START).orElse(now);
    Instant end = time(experiment, END).orElse(start.plus(USUAL));
    experiment.set(MEMBER, schedule(start, end));
  }

  private static Optional<Instant> time(JsonNode document, String member) {
    return Documents.at(document, MEMBER + "." + member).map(Timestamps::instant);
  }

  private static ObjectNode schedule(Instant start, Instant end) {
    ObjectNode schedule = Documents.empty();
    schedule.set(START, Timestamps.of(start));
    schedule.set(END, Timestamps.of(end));
    return schedule;
  }

  static Instant start(Resource experiment) {
    return time(experiment.attributes(), START).orElse(experiment.created());
  }

  static Instant end(Resource experiment) {
    return time(experiment.attributes(), END).orElse(start(experiment).plus(USUAL));
  }

  /** One that starts now: its end comes at most 30 days later. */
  static Resource started(Resource experiment, Instant now) {
    Instant end = end(experiment);
    Instant latest = now.plus(LONGEST);
    return experiment.with(MEMBER, schedule(now, end.isAfter(latest) ? latest : end));
  }

  /** What is wrong with the schedule of a request, or with what it makes of one that is there. */
  static Optional<String> violation(Call call, Optional<Resource> there) {
    if (!call.has(MEMBER)) {
      return Optional.empty();
    }
    Instant start =
        time(call.input(), START).or(() -> there.map(Schedules::start)).orElse(call.now());
    Instant end =
        time(call.input(), END).or(() -> there.map(Schedules::end)).orElse(start.plus(USUAL));
    if (!end.isAfter(start)) {
      return Optional.of("EndTime must be after StartTime in the schedule of the experiment.");
    }
    return end.isAfter(start.plus(LONGEST))
        ? Optional.of("The duration of an inference experiment cannot exceed 30 days.")
        : Optional.empty();
  }

  static boolean changesStart(Call call, Resource experiment) {
    return time(call.input(), START).filter(s -> !s.equals(start(experiment))).isPresent();
  }
}
