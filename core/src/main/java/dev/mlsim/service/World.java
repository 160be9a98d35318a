package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.fault.Quotas;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Progress;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Script;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.lifecycle.Way;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What changes in one simulated account and region: its resources, its time, its chance. Used under
 * the simulator's lock.
 */
public final class World {
  private static final Set<String> READING = Set.of("describe", "list");

  private final Account account;
  private final VirtualClock clock;
  private final Journal journal;
  private final Quotas quotas;
  private final Plans plans;
  private final ObjectStore objects;
  private final Setups setups;
  private final Map<String, ResourceType> types;
  private final Registry registry = new Registry();
  private final Chance chance;
  private final Progress progress;
  private final Sight sight;
  private final ClientTokens clientTokens;
  private final Meters meters;
  private final Shown shown = new Shown(this);
  private final ListOrder listOrder = new ListOrder(this);
  private boolean ended;
  private long changes;
  private long readsOfTime;
  private long readsOfOthers;

  /** Makes an empty world. */
  public World(
      Account account,
      VirtualClock clock,
      Journal journal,
      Quotas quotas,
      Script script,
      ObjectStore objects,
      Setups setups,
      Consistency consistency,
      Map<String, ResourceType> types,
      long seed) {
    this.account = account;
    this.clock = clock;
    this.journal = journal;
    this.quotas = quotas;
    this.plans = new Plans(this, script);
    this.objects = objects;
    this.setups = setups;
    this.sight = new Sight(consistency, clock::now);
    this.types = new LinkedHashMap<>(types); // a Map.copyOf has another order in each run
    this.chance = new Chance(seed);
    this.progress = new Progress(clock, new Watch());
    this.clientTokens = new ClientTokens(clock);
    this.meters = new Meters(this.types.values(), registry, progress);
  }

  /** The virtual time. */
  public Instant now() {
    readsOfTime++;
    return clock.now();
  }

  /** The clock. */
  public VirtualClock clock() {
    readsOfOthers++;
    return clock;
  }

  /** The account and region it stands for. */
  public Account account() {
    return account;
  }

  /** What describing operations answered. */
  Shown shown() {
    return shown;
  }

  /** The orders in which Lists go through resources. */
  ListOrder listOrder() {
    return listOrder;
  }

  /** Counts whatever may have changed a resource, or which there are. */
  long changes() {
    return changes;
  }

  /** Counts who asked for the time. */
  long readsOfTime() {
    return readsOfTime;
  }

  /** Counts who asked for something that may change without being counted as a change. */
  long readsOfOthers() {
    return readsOfOthers;
  }

  /** What reading operations see. */
  Sight sight() {
    return sight;
  }

  /** Everything that exists. */
  public Registry registry() {
    return registry;
  }

  /** Ids and chance, from the seed. */
  public Chance chance() {
    readsOfOthers++;
    return chance;
  }

  /** The account's quotas. */
  public Quotas quotas() {
    readsOfOthers++;
    return quotas;
  }

  /** The objects that jobs read and write. */
  public ObjectStore objects() {
    readsOfOthers++;
    return objects;
  }

  /** What the test told a service in its own words. */
  public <T extends Setup> T setup(Class<T> type) {
    readsOfOthers++;
    return setups.get(type);
  }

  /**
   * Has a job write an object, and says so in the journal. A location outside S3 is written
   * nowhere, which the journal says too.
   */
  public void write(Resource job, String location, byte[] content) {
    boolean written = ObjectStore.located(location).isPresent();
    if (written) {
      objects.put(location, content);
    }
    journal.add(
        new JournalEntry.Noted(
            now(),
            job
                + (written ? " wrote [" : " could not write [")
                + location
                + "], "
                + content.length
                + " bytes"));
  }

  /** Has a job write a text in UTF-8; see {@link #write(Resource, String, byte[])}. */
  public void write(Resource job, String location, String content) {
    write(job, location, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Says something in the journal that explains what is seen. */
  public void note(String text) {
    journal.add(new JournalEntry.Noted(now(), text));
  }

  /** What moves resources along their plans. */
  public Progress progress() {
    readsOfOthers++;
    return progress;
  }

  /**
   * Has a resource meet a trigger at a time, if it is then still in the state it is in now: data
   * that expires. The resource counts as being at rest until then, and nobody waits for it.
   */
  public void later(Instant due, ResourceType type, Resource resource, String trigger) {
    Transition now = resource.lastTransition();
    clock.scheduleInBackground(
        due,
        resource + " meets " + trigger,
        () -> {
          if (!ended && resource.lastTransition().equals(now)) {
            trigger(type, resource, trigger, "");
          }
        });
  }

  /** Ends this world: nothing in it moves any more. */
  public void end() {
    ended = true;
    registry.everything().forEach(progress::forget);
  }

  /** What its resources cost. */
  public Meters meters() {
    readsOfOthers++;
    return meters;
  }

  /**
   * Lets the handler answer, unless the same call was answered before by its client token: then the
   * answer is the same, and nothing happens.
   */
  public ObjectNode answer(Call call, Handler handler) {
    Optional<ClientTokens.Repeated> before = clientTokens.repeated(call);
    if (before.isPresent()) {
      journal.add(new JournalEntry.Noted(now(), before.get().note(call)));
      return before.get().output();
    }
    if (READING.contains(handler.kind())) {
      return handler.answer(call);
    }
    try {
      ObjectNode output = handler.answer(call);
      clientTokens.remember(call, output);
      return output;
    } finally {
      changes++;
    }
  }

  /** Notes a change of a resource that is no move. */
  public void touch(Resource resource) {
    changes++;
    resource.touch(now());
    meters.read(typeOf(resource), resource, now());
  }

  /** Adds a resource and sets it on the way of its creation. */
  public void begin(ResourceType type, Resource resource) {
    registry.add(type, resource);
    send(type, resource, type.lifecycle().creation(), "");
  }

  /**
   * Sets a resource on a way of its lifecycle, as the type's durations, the test's script and the
   * type's limits have it.
   *
   * @param reason why, where the way is one of failure; else empty
   */
  public void send(ResourceType type, Resource resource, Way way, String reason) {
    progress.follow(resource, plans.along(way, type, resource, reason));
  }

  /** Bends what lies ahead of a resource; the limits of its type hold for the new plan too. */
  public void revise(Resource resource, UnaryOperator<Plan> bend) {
    changes++;
    progress.revise(
        resource,
        plan -> {
          Plan bent = bend.apply(plan);
          return bent.equals(plan) ? plan : plans.limited(bent, typeOf(resource), resource);
        });
  }

  /** Sets a resource on the way that a trigger opens from where it stands. */
  public void trigger(ResourceType type, Resource resource, String trigger, String reason) {
    Way way =
        type.lifecycle()
            .way(trigger, resource.state())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "mlsim: cannot "
                            + trigger
                            + " "
                            + resource
                            + ": it is ["
                            + resource.state()
                            + "] since "
                            + resource.lastTransition().at()
                            + "; what is possible is "
                            + type.lifecycle().triggersFrom(resource.state())));
    send(type, resource, way, reason);
  }

  /** Takes a resource away at once. */
  public void remove(ResourceType type, Resource resource) {
    trigger(type, resource, Lifecycle.DELETE, "");
  }

  private ResourceType typeOf(Resource resource) {
    ResourceType type = types.get(resource.type());
    if (type == null) {
      throw new IllegalStateException("mlsim: nobody declared the type of " + resource);
    }
    return type;
  }

  private final class Watch implements Progress.Observer {
    @Override
    public void moved(Resource resource, Transition move) {
      changes++;
      journal.add(
          new JournalEntry.Moved(
              move.at(),
              resource.sequence(),
              resource.type(),
              resource.name(),
              move.from().equals(State.GONE) ? "" : move.from().toString(),
              move.to().toString(),
              move.message(),
              move.trigger(),
              move.reason(),
              standing(resource)));
      ResourceType type = typeOf(resource);
      if (move.to().equals(State.GONE)) {
        registry.remove(type, resource);
        sight.lose(resource);
      }
      for (ResourceType.Effect effect : type.effects(move)) {
        effect.happens(resource, World.this);
      }
      if (!type.rates().isEmpty()) {
        meters.read(type, resource, now());
      }
    }

    private static JournalEntry.Standing standing(Resource resource) {
      if (resource.state().equals(State.GONE)) {
        return JournalEntry.Standing.GONE;
      }
      if (!resource.lifecycle().rests(resource.state())) {
        return JournalEntry.Standing.IN_PROGRESS;
      }
      return resource.lifecycle().isFailure(resource.state())
          ? JournalEntry.Standing.FAILED
          : JournalEntry.Standing.AT_REST;
    }

    @Override
    public void waits(Resource resource, boolean forTime) {
      changes++;
      ResourceType type = typeOf(resource);
      registry.note(type, resource, forTime || !type.lifecycle().rests(resource.state()));
    }
  }
}
