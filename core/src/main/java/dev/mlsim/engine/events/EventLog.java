package dev.mlsim.engine.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.Guard;
import dev.mlsim.event.Event;
import dev.mlsim.event.EventPattern;
import dev.mlsim.event.Events;
import dev.mlsim.event.Subscription;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The events of one simulator: of what they are about, which is kept, they are worded when somebody
 * looks. Safe for threads.
 */
public final class EventLog implements Events {
  private static final long IDS = 0x5eed_e7e7L;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final Guard lock;
  private final Audience.Place place;
  private final Broadcasts broadcasts;
  private final Listeners listeners;

  EventLog(Guard lock, Audience.Place place, Broadcasts broadcasts, Listeners listeners) {
    this.lock = lock;
    this.place = place;
    this.broadcasts = broadcasts;
    this.listeners = listeners;
  }

  Event worded(Broadcasts.Kept event) {
    ResourceType type = event.type();
    ObjectNode document = Documents.empty();
    document.put("version", "0");
    document.put("id", new SeededRandom(place.seed() ^ IDS ^ (event.number() * GOLDEN)).uuid());
    document.put("detail-type", event.emission().detailType());
    String source = event.emission().source();
    document.put("source", source.isEmpty() ? place.sources().apply(type) : source);
    document.put("account", place.account().id());
    document.put("time", event.at().truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("region", place.account().region());
    Emission.Detail detail = event.emission().detail();
    ArrayNode resources = document.putArray("resources");
    detail.resources(event.resource(), place.world().get()).forEach(resources::add);
    document.set("detail", detail.of(type, event.resource(), place.world().get()));
    return new Event(
        event.number(),
        event.at(),
        event.resource().type(),
        event.resource().name(),
        event.cause(),
        document);
  }

  private List<Event> those(Predicate<Broadcasts.Kept> wanted) {
    lock.lock();
    try {
      List<Event> events = new ArrayList<>();
      for (Broadcasts.Kept event : broadcasts.kept()) {
        if (wanted.test(event)) {
          events.add(worded(event));
        }
      }
      return Collections.unmodifiableList(events);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Event> list() {
    return those(event -> true);
  }

  @Override
  public List<Event> list(String detailType) {
    Glob glob = known(detailType);
    return those(event -> glob.matches(event.emission().detailType()));
  }

  private Glob known(String detailType) {
    Glob glob = Glob.stars(detailType);
    Set<String> known = detailTypes();
    if (known.stream().noneMatch(glob::matches)) {
      throw new IllegalArgumentException(
          "mlsim: nothing that is simulated sends events of the type ["
              + detailType
              + "]"
              + Nearest.hint(detailType, known));
    }
    return glob;
  }

  @Override
  public List<Event> after(long number) {
    return those(event -> event.number() > number);
  }

  @Override
  public long dropped() {
    lock.lock();
    try {
      return broadcasts.sent() - broadcasts.kept().size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Set<String> detailTypes() {
    return Collections.unmodifiableSet(place.types().get());
  }

  @Override
  public Subscription<Event> on(String pattern, Consumer<? super Event> listener) {
    EventPattern wanted = EventPattern.of(pattern, detailTypes());
    return listeners.add(
        Event.class, "events().on(" + pattern.strip() + ")", wanted::fits, listener);
  }

  @Override
  public Subscription<Event> on(Predicate<? super Event> wanted, Consumer<? super Event> listener) {
    return listeners.add(Event.class, "events().on(predicate)", wanted, listener);
  }
}
