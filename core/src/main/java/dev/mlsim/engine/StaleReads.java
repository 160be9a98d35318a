package dev.mlsim.engine;

import dev.mlsim.engine.ReadLags.Reading;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What reading operations see, where that lags behind what is: not yet what is new, and still what
 * has gone. Used under the simulator's lock.
 */
final class StaleReads {
  private static final int BOUND = 100_000;

  private final ReadLags lags;
  private final Supplier<Instant> now;
  private final Deque<Gone> gone = new ArrayDeque<>();
  private Duration late = Duration.ZERO; // for lists, while a call is answered

  record Gone(Resource before, Instant at) {}

  StaleReads(ReadLags lags, Supplier<Instant> now) {
    this.lags = lags;
    this.now = now;
  }

  /** From now on lists don't have what is newer than this. */
  void lists(Duration age) {
    late = age;
  }

  /** What has gone, oldest first. */
  List<Gone> save() {
    return List.copyOf(gone);
  }

  /** Goes on from what has gone, where nothing has yet. */
  void restore(List<Gone> saved) {
    gone.addAll(saved);
  }

  /** Remembers a resource that has just gone. */
  void lose(Resource resource) {
    if (lags.isImmediate()) {
      return;
    }
    if (gone.size() == BOUND) {
      gone.removeFirst();
    }
    gone.addLast(new Gone(resource.before(), now.get()));
  }

  /** What a call sees of the one resource it asks for. */
  Optional<Resource> one(Call call, ResourceType type, Optional<Resource> found, String mentioned) {
    if (lags.isImmediate() || !isReading(call.operation().name())) {
      return found;
    }
    Optional<Resource> seen = found.filter(resource -> isSeen(resource, Reading.DESCRIBE));
    return seen.isPresent() ? seen : ghost(type, mentioned);
  }

  private static boolean isReading(String operation) {
    return operation.startsWith("Describe") || operation.startsWith("Get");
  }

  private Optional<Resource> ghost(ResourceType type, String mentioned) {
    String wanted = type.comparable(mentioned);
    return ghosts(type, Reading.DESCRIBE).stream()
        .filter(r -> r.arn().equals(mentioned) || type.comparable(r.key()).equals(wanted))
        .reduce((older, newer) -> newer);
  }

  /** Whether anything is seen otherwise than it is. */
  boolean lags() {
    return !isImmediate();
  }

  private boolean isImmediate() {
    return late.isZero() && lags.isImmediate();
  }

  /** What a list sees of all resources of a type. */
  Collection<Resource> all(ResourceType type, Collection<Resource> existing) {
    if (isImmediate()) {
      return existing;
    }
    List<Resource> seen = new ArrayList<>(among(existing));
    seen.addAll(ghosts(type, Reading.LIST));
    return seen;
  }

  /** What a list sees of those that there are. */
  Collection<Resource> among(Collection<Resource> existing) {
    return isImmediate()
        ? existing
        : existing.stream().filter(resource -> isSeen(resource, Reading.LIST)).toList();
  }

  private boolean isSeen(Resource resource, Reading reading) {
    boolean isLate = reading == Reading.LIST && resource.created().plus(late).isAfter(now.get());
    return !isLate && lags.isSeen(resource, resource.created(), reading, now.get());
  }

  private List<Resource> ghosts(ResourceType type, Reading reading) {
    List<Resource> seen = new ArrayList<>();
    for (Gone one : gone) {
      if (one.before().type().equals(type.name())
          && !lags.isSeen(one.before(), one.at(), reading, now.get())) {
        seen.add(one.before());
      }
    }
    return seen;
  }
}
