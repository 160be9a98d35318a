package dev.mlsim.sdk.suite;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.event.Subscription;
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
import java.util.TreeMap;
import java.util.TreeSet;

/** What a walk has cost and who was told of it, counted anew from the histories. */
final class WalkLedger {
  private final ServiceSuite suite;
  private final Worlds worlds;
  private final List<ResourceType> types;
  private final Map<String, Set<Long>> units = new HashMap<>();
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<String, Subscription<?>> listeners = new HashMap<>();
  private final Map<String, Long> before = new HashMap<>();
  private Instant last = Instant.MIN;

  WalkLedger(ServiceSuite suite, Worlds worlds, List<ResourceType> types) {
    this.suite = suite;
    this.worlds = worlds;
    this.types = types;
  }

  /** Has somebody listen, in each world, to the moves of all types and to events. */
  void listen() {
    for (ResourceType type : types) {
      before.put(type.name(), moves(type.name()));
      worlds.each(sim -> hear(type.name(), sim.transitions().on(type.name(), "*", move -> {})));
    }
    before.put("", (long) sim().events().list().size());
    worlds.each(sim -> hear("", sim.events().on(event -> true, event -> {})));
  }

  private void hear(String what, Subscription<?> by) {
    listeners.putIfAbsent(what, by); // the first world's
  }

  private long moves(String type) {
    return sim().journal().moves().stream()
        .filter(move -> move.type().equals(type) && !move.isWordsOnly())
        .count();
  }

  /** Who listens has heard all that there was, once. */
  private void heard() {
    if (sim().journal().dropped() > 0 || sim().events().dropped() > 0) {
      return;
    }
    listeners.forEach(
        (what, listener) -> {
          long all = what.isEmpty() ? sim().events().list().size() : moves(what);
          if (listener.heard() != all - before.getOrDefault(what, 0L)) {
            throw new AssertionError(
                listener + " has heard " + listener.heard() + ", and there were " + all);
          }
        });
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
    heard();
    for (Charge charge : sim().billing().charges()) {
      units.computeIfAbsent(key(charge), k -> new TreeSet<>()).add(charge.running());
      if (charge.exists()) {
        meanwhile(charge);
      } else if (sim().journal().dropped() == 0) {
        ended(charge);
      }
    }
  }

  /** What is gone has cost until it left the state in which it was seen to cost. */
  private void ended(Charge charge) {
    if (charge.running() != 0) {
      throw new AssertionError(charge + " is gone, and has units in use");
    }
    Reading before = readings.remove(key(charge));
    ResourceType type = suite.service().types().get(charge.type());
    List<JournalEntry.Moved> moves = life(charge);
    if (before == null || type == null || before.moves() >= moves.size() || isOfWork(type)) {
      return;
    }
    JournalEntry.Moved next = moves.get(before.moves());
    boolean goesOn =
        moves.subList(before.moves(), moves.size()).stream()
            .map(move -> State.of(move.to()))
            .anyMatch(to -> type.rates().stream().anyMatch(rate -> rate.states().contains(to)));
    Duration passed =
        Duration.between(before.at(), next.at()).multipliedBy(before.charge().running());
    if (!goesOn && !charge.time().equals(before.charge().time().plus(passed))) {
      throw new AssertionError(charge + " was " + before + ", and left it with " + next);
    }
  }

  /** The moves of the last that is gone of its name. */
  private List<JournalEntry.Moved> life(Charge charge) {
    Map<Long, List<JournalEntry.Moved>> lives = new TreeMap<>();
    for (JournalEntry.Moved move : sim().journal().moves()) {
      if (move.type().equals(charge.type()) && move.key().equals(charge.name())) {
        lives.computeIfAbsent(move.resource(), r -> new ArrayList<>()).add(move);
      }
    }
    return lives.values().stream()
        .filter(moves -> moves.get(moves.size() - 1).to().equals(State.GONE.toString()))
        .reduce((one, other) -> other)
        .orElse(List.of());
  }

  private static boolean isOfWork(ResourceType type) {
    return type.rates().stream().anyMatch(rate -> rate.states().isEmpty());
  }

  /** What has neither moved nor changed its units has cost them for as long as that. */
  private void meanwhile(Charge charge) {
    Reading now = new Reading(charge, of(charge).history().size(), last);
    Reading before = readings.put(key(charge), now);
    ResourceType type = suite.service().types().get(charge.type());
    if (before != null && type != null && !isOfWork(type) && before.isLike(now)) {
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

  /** Of each move that AWS tells of, it was told, once and then. */
  private void told(ResourceType type) {
    Map<String, List<Emission>> byTitle = new TreeMap<>();
    for (Emission emission : type.emissions()) {
      byTitle.computeIfAbsent(emission.detailType(), t -> new ArrayList<>()).add(emission);
    }
    byTitle.forEach(
        (title, emissions) -> {
          if (emissions.stream().allMatch(WalkLedger::isOfMoves)) {
            told(type, title, emissions);
          }
        });
  }

  private static boolean isOfMoves(Emission emission) {
    return !emission.entered().isEmpty()
        || Set.of(Emission.Moment.STATUS, Emission.Moment.END, Emission.Moment.PHASE)
            .contains(emission.moment());
  }

  private void told(ResourceType type, String title, List<Emission> emissions) {
    List<String> moves = new ArrayList<>();
    for (JournalEntry.Moved move : sim().journal().moves()) {
      for (Emission emission : emissions) {
        if (move.type().equals(type.name()) && isNews(move, emission, type)) {
          moves.add(move.at() + " " + move.key() + " " + bare(State.of(move.to()).status()));
        }
      }
    }
    List<String> events = new ArrayList<>();
    for (Event event : sim().events().list(title)) {
      if (event.type().equals(type.name())) {
        events.add(event.at() + " " + event.name() + " " + bare(status(event, type)));
      }
    }
    if (!events.equals(moves)) {
      throw new AssertionError(title + " was told of " + events + ", moves were " + moves);
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

  private static boolean isNews(JournalEntry.Moved move, Emission emission, ResourceType type) {
    State from = State.of(move.from());
    State to = State.of(move.to());
    boolean isNewStatus = !to.status().equals(from.status());
    if (!emission.entered().isEmpty()) {
      return to.status().equals(emission.entered()) && isNewStatus;
    }
    return !to.equals(State.GONE)
        && switch (emission.moment()) {
          case PHASE -> !to.equals(from);
          case END -> isNewStatus && type.lifecycle().rests(to);
          default -> isNewStatus;
        };
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
