package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the resources of a replay take as long as they took on AWS, and fail where they failed there:
 * a phase ends halfway between the last poll that showed it and the first that showed the next.
 */
final class Durations {
  private final Simulator sim;
  private final Map<ResourceType, List<RecordedAttempt>> creations = new HashMap<>();

  private Durations(Simulator sim, List<RecordedAttempt> attempts) {
    this.sim = sim;
    for (RecordedAttempt attempt : attempts) {
      if (attempt.succeeded()) {
        handler(attempt)
            .filter(h -> h.kind().equals("create"))
            .flatMap(Handler::type)
            .ifPresent(t -> creations.computeIfAbsent(t, k -> new ArrayList<>()).add(attempt));
      }
    }
  }

  private Optional<Handler> handler(RecordedAttempt attempt) {
    return sim.services().stream()
        .filter(s -> s.name().equals(attempt.service()))
        .findFirst()
        .flatMap(s -> s.handler(attempt.operation()));
  }

  /** Writes the script of a replay. */
  static void script(Simulator sim, List<RecordedAttempt> attempts, Statuses statuses) {
    Durations durations = new Durations(sim, attempts);
    statuses.all().values().forEach(durations::script);
  }

  private void script(List<Statuses.Seen> seen) {
    RecordedAttempt last = seen.get(seen.size() - 1).call();
    Optional<ResourceType> type = handler(last).flatMap(Handler::type);
    if (type.isEmpty() || !isOf(seen.get(0).path(), type.get(), last)) {
      return;
    }
    Optional<RecordedAttempt> creation = creation(type.get(), last);
    if (creation.isPresent()) {
      apply(new Subject(type.get(), creation.get()), stays(creation.get(), type.get(), last, seen));
    }
  }

  /** Whether it is where the finest status of the resource itself is shown. */
  private static boolean isOf(String path, ResourceType type, RecordedAttempt describe) {
    if (describe.output().has("SecondaryStatus")) {
      return path.equals(".SecondaryStatus");
    }
    String member = "." + type.statusMember();
    return isWrapped(describe)
        ? path.equals("." + describe.output().fieldNames().next() + member)
        : path.equals(member);
  }

  /** What some services put into a member of its own. */
  private static JsonNode document(RecordedAttempt describe) {
    return isWrapped(describe) ? describe.output().iterator().next() : describe.output();
  }

  private static boolean isWrapped(RecordedAttempt describe) {
    return describe.output().size() == 1 && describe.output().iterator().next().isObject();
  }

  /** A resource that a call made. */
  private record Subject(ResourceType type, RecordedAttempt creation) {}

  /** The Create that made it: the last before that names it, or whose answer does. */
  private Optional<RecordedAttempt> creation(ResourceType type, RecordedAttempt describe) {
    RecordedAttempt found = null;
    for (RecordedAttempt attempt : creations.getOrDefault(type, List.of())) {
      if (attempt.number() < describe.number() && isAbout(attempt, describe)) {
        found = attempt;
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean isAbout(RecordedAttempt creation, RecordedAttempt describe) {
    for (JsonNode asked : describe.input()) {
      boolean known = false;
      for (JsonNode value : creation.input()) {
        known |= value.equals(asked);
      }
      for (JsonNode value : document(creation)) {
        known |= value.equals(asked);
      }
      if (!known) {
        return false;
      }
    }
    return !describe.input().isEmpty();
  }

  /** A phase and how long it lasted; the last has no length. */
  private record Stay(String phase, Optional<Duration> length, String reason) {}

  private static List<Stay> stays(
      RecordedAttempt creation, ResourceType type, RecordedAttempt last, List<Statuses.Seen> seen) {
    List<Stay> told = told(type, last);
    return told.isEmpty() ? polled(creation, seen) : told;
  }

  /** What the answer itself tells, as SecondaryStatusTransitions does. */
  private static List<Stay> told(ResourceType type, RecordedAttempt last) {
    List<Stay> stays = new ArrayList<>();
    for (JsonNode member : document(last)) {
      for (JsonNode item : member.isArray() ? member : List.<JsonNode>of()) {
        String phase = item.path("Status").asText();
        if (item.has("StartTime") && type.lifecycle().phases().contains(phase)) {
          double start = item.path("StartTime").asDouble();
          Optional<Duration> length =
              Optional.of(item.path("EndTime"))
                  .filter(JsonNode::isNumber)
                  .map(end -> seconds(end.asDouble() - start));
          stays.add(new Stay(phase, length, reason(last)));
        }
      }
    }
    return stays;
  }

  private static Duration seconds(double length) {
    return Duration.ofMillis(Math.max(0, Math.round(length * 1000)));
  }

  private static List<Stay> polled(RecordedAttempt creation, List<Statuses.Seen> seen) {
    List<Stay> stays = new ArrayList<>();
    Duration entered = creation.answeredAt();
    Statuses.Seen before = seen.get(0);
    for (Statuses.Seen now : seen) {
      if (!now.status().equals(before.status())) {
        Duration left = before.at().plus(now.at().minus(before.at()).dividedBy(2));
        stays.add(new Stay(before.status(), Optional.of(left.minus(entered)), ""));
        entered = left;
      }
      before = now;
    }
    stays.add(new Stay(before.status(), Optional.empty(), reason(before.call())));
    return stays;
  }

  private static String reason(RecordedAttempt call) {
    for (String name : new String[] {"FailureReason", "failureReason", "StatusMessage"}) {
      if (document(call).path(name).isTextual()) {
        return document(call).path(name).asText();
      }
    }
    return "";
  }

  private void apply(Subject subject, List<Stay> stays) {
    ResourceType type = subject.type();
    Map<String, Duration> lengths = new LinkedHashMap<>();
    String end = stays.get(stays.size() - 1).phase();
    for (Stay stay : stays.subList(0, stays.size() - 1)) {
      stay.length().ifPresent(length -> lengths.merge(stay.phase(), length, Duration::plus));
    }
    List<State> way =
        type.lifecycle().creation().steps().stream().map(Step::state).distinct().toList();
    lengths.forEach((phase, length) -> takes(subject, way, phase, length));
    String reason = stays.get(stays.size() - 1).reason();
    Optional<String> worked = last(lengths);
    boolean failed =
        type.lifecycle().states().stream()
            .anyMatch(s -> s.isCalled(end) && type.lifecycle().isFailure(s));
    if (failed && worked.isPresent()) {
      // of a status that has several phases it is in the last that it fails
      of(subject)
          .failAt(lastOf(way, worked.get()), reason.isEmpty() ? "as it was recorded" : reason);
    }
  }

  /** What has no name is known by when it is made. */
  private ScriptSubject of(Subject subject) {
    ScriptSubject all = sim.script().resource(subject.type().name());
    Instant due = sim.startedAt().plus(subject.creation().at());
    return subject
        .creation()
        .asked(subject.type().nameMember())
        .map(all::named)
        .orElseGet(() -> all.where(made -> isAbout(made.created(), due)));
  }

  private static boolean isAbout(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Duration.ofSeconds(1)) < 0;
  }

  private static Optional<String> last(Map<String, Duration> lengths) {
    String last = null;
    for (String phase : lengths.keySet()) {
      last = phase;
    }
    return Optional.ofNullable(last);
  }

  /** A status that has several phases: the first takes it all. */
  private void takes(Subject subject, List<State> way, String phase, Duration length) {
    boolean first = true;
    for (State state : way) {
      if (state.isCalled(phase) || state.status().equals(phase)) {
        of(subject).takes(state.toString(), first ? length : Duration.ZERO);
        first = false;
      }
    }
  }

  private static String lastOf(List<State> way, String phase) {
    String last = phase;
    for (State state : way) {
      if (state.isCalled(phase) || state.status().equals(phase)) {
        last = state.toString();
      }
    }
    return last;
  }
}
