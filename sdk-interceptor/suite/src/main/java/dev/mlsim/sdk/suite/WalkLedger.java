package dev.mlsim.sdk.suite;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Charge;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a walk has cost and who was told of it, counted anew from the histories. */
final class WalkLedger {
  private final ServiceSuite suite;
  private final Worlds worlds;
  private final List<ResourceType> types;
  private final Map<String, Set<Long>> units = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();
  private Instant last = Instant.MIN;

  WalkLedger(ServiceSuite suite, Worlds worlds, List<ResourceType> types) {
    this.suite = suite;
    this.worlds = worlds;
    this.types = types;
  }

  private Simulator sim() {
    return worlds.first();
  }

  /** Remembers what costs at this moment. */
  void look() {
    if (sim().clock().now().isBefore(last)) {
      throw new AssertionError("it was " + last + ", and is " + sim().clock().now());
    }
    last = sim().clock().now();
    for (Charge charge : sim().billing().charges()) {
      units.computeIfAbsent(key(charge), k -> new TreeSet<>()).add(charge.running());
      if (charge.exists()) {
        meanwhile(charge);
      }
    }
  }

  /** What has neither moved nor changed its units has cost them for as long as that. */
  private void meanwhile(Charge charge) {
    Reading now = new Reading(charge, of(charge).history().size(), last);
    Reading before = readings.put(key(charge), now);
    ResourceType type = suite.service().types().get(charge.type());
    boolean ofWork = type == null || type.rates().stream().anyMatch(r -> r.states().isEmpty());
    if (before != null && !ofWork && before.isLike(now)) {
      Duration passed = Duration.between(before.at(), last).multipliedBy(charge.running());
      if (!charge.time().equals(before.charge().time().plus(passed))) {
        throw new AssertionError(charge + " was " + before + ", and has cost " + passed);
      }
    }
  }

  private record Reading(Charge charge, int moves, Instant at) {
    boolean isLike(Reading other) {
      return moves == other.moves && charge.running() == other.charge().running();
    }
  }

  private ResourceSnapshot of(Charge charge) {
    return sim().resources().all(charge.type()).stream()
        .filter(r -> r.arn().equals(charge.arn()) && r.name().equals(charge.name()))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private static String key(Charge charge) {
    return charge.type() + " " + charge.arn() + charge.name() + " " + charge.unit();
  }

  /** Bills, events and histories agree. */
  void check() {
    for (Charge charge : sim().billing().charges()) {
      if (charge.exists()) {
        cost(charge);
      }
    }
    if (sim().journal().dropped() == 0 && sim().events().dropped() == 0) {
      types.forEach(this::told);
    }
  }

  /** What has cost the same number of units all along has cost that times the time. */
  private void cost(Charge charge) {
    ResourceType type = suite.service().types().get(charge.type());
    Set<Long> seen = new TreeSet<>(units.getOrDefault(key(charge), Set.of()));
    seen.remove(0L);
    if (type == null || type.rates().size() != 1 || seen.size() != 1) {
      return;
    }
    Rate rate = type.rates().get(0);
    ResourceSnapshot resource = of(charge);
    Duration time = timeIn(resource, rate.states());
    Duration most = time.multipliedBy(seen.iterator().next());
    if (charge.time().compareTo(most) > 0) {
      throw new AssertionError(charge + " costs, of " + time + ": " + resource.history());
    }
  }

  private Duration timeIn(ResourceSnapshot resource, Set<State> states) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < resource.history().size(); i++) {
      if (states.contains(resource.history().get(i).to())) {
        Instant end =
            i + 1 < resource.history().size()
                ? resource.history().get(i + 1).at()
                : sim().clock().now();
        sum = sum.plus(Duration.between(resource.history().get(i).at(), end));
      }
    }
    return sum;
  }

  /** Of each new status that AWS tells of, it was told, once and then. */
  private void told(ResourceType type) {
    for (Emission emission : type.emissions()) {
      if (emission.moment() == Emission.Moment.STATUS && emission.entered().isEmpty()) {
        List<String> moves = new ArrayList<>();
        for (JournalEntry.Moved move : sim().journal().moves()) {
          if (move.type().equals(type.name()) && isNews(move)) {
            moves.add(move.at() + " " + bare(State.of(move.to()).status()));
          }
        }
        List<String> events = new ArrayList<>();
        for (Event event : sim().events().list(emission.detailType())) {
          if (event.type().equals(type.name())) {
            events.add(event.at() + " " + bare(status(event, type)));
          }
        }
        if (!events.equals(moves)) {
          throw new AssertionError(
              emission.detailType() + " was told of " + events + ", moves were " + moves);
        }
      }
    }
  }

  /** The status in an event, which has names of its own for some. */
  private static String status(Event event, ResourceType type) {
    return event.detail().properties().stream()
        .filter(e -> e.getKey().equals(type.statusMember()) || e.getKey().startsWith("current"))
        .map(e -> e.getValue().asText())
        .findFirst()
        .orElse("");
  }

  /** Events spell some statuses as the API doesn't. */
  private static String bare(String status) {
    return status.toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static boolean isNews(JournalEntry.Moved move) {
    State to = State.of(move.to());
    return !to.equals(State.GONE) && !to.status().equals(State.of(move.from()).status());
  }

  /** Nothing costs that isn't there, and what is over costs no more. */
  void nothingIsLeft() {
    for (Charge charge : sim().billing().running()) {
      boolean there =
          sim().resources().all(charge.type()).stream()
              .anyMatch(r -> r.arn().equals(charge.arn()) && r.name().equals(charge.name()));
      if (!there) {
        throw new AssertionError(charge + " runs, and isn't there");
      }
    }
    if (sim().billing().running().isEmpty() && sim().clock().nextDue().isEmpty()) {
      Map<String, Duration> before = sim().billing().totals();
      worlds.advance(Duration.ofDays(1));
      if (!sim().billing().totals().equals(before)) {
        throw new AssertionError("costs go on: " + before + ", " + sim().billing().totals());
      }
    }
  }
}
