package dev.mlsim.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.events.Broadcasts;
import dev.mlsim.engine.events.Delivery;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.engine.rules.LiveScriptRule;
import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Account;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.LogStream;
import dev.mlsim.service.QuotaLimits;
import dev.mlsim.service.ResourceStore;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.Setup;
import dev.mlsim.service.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What changes in one simulated account and region: its resources, its time, its chance. Used under
 * the simulator's lock.
 */
public final class WorldState implements World {
  private final Catalogue services;
  private final Account account;
  private final VirtualClock clock;
  private final JournalLog journal;
  private final AccountQuotas quotas;
  private final ScriptRules script;
  private final Plans plans;
  private final StoredObjects objects;
  private final Setups setups;
  private final Undo undo;
  private final StoredResources store;
  private SeededRandom chance;
  private final Progress progress;
  private final StaleReads staleReads;
  private final ClientTokens clientTokens;
  private final Meters meters;
  private final FaultRules faults;
  private @Nullable ChildCalls children; // of most worlds nobody starts others
  private final Effects effects;
  private final Broadcasts broadcasts;
  String calling = "time"; // or the operation that is being answered
  private boolean ended;
  private Duration latency = Duration.ZERO; // of the answer that is being made

  /** Makes an empty world. */
  public WorldState(
      Catalogue services,
      Account account,
      VirtualClock clock,
      JournalLog journal,
      AccountQuotas quotas,
      ScriptRules script,
      FaultRules faults,
      StoredObjects objects,
      Setups setups,
      ReadLags lags,
      Broadcasts broadcasts,
      Undo undo,
      long seed) {
    this.services = services;
    this.account = account;
    this.clock = clock;
    this.journal = journal;
    this.quotas = quotas;
    this.script = script;
    this.plans = new Plans(this, script);
    this.objects = objects;
    this.setups = setups;
    this.staleReads = new StaleReads(lags, clock::now);
    this.undo = undo;
    this.store = new StoredResources(undo);
    this.chance = new SeededRandom(seed);
    this.effects = new Effects(this, services, undo);
    this.progress = new Progress(clock, undo, new Watch(this, store, staleReads, effects, undo));
    this.clientTokens = new ClientTokens(clock, undo);
    this.meters = new Meters(store, progress);
    this.broadcasts = broadcasts;
    this.faults = faults;
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public ResourceStore registry() {
    return store;
  }

  @Override
  public SeededRandom chance() {
    if (undo.isOpen()) {
      undo.note(new Drawn(this, chance.position()));
    }
    return chance;
  }

  private record Drawn(WorldState world, long position) implements Undo.Step {
    @Override
    public void takeBack() {
      world.chance = new SeededRandom(position);
    }
  }

  @Override
  public QuotaLimits quotas() {
    return quotas;
  }

  @Override
  public ObjectStore objects() {
    return objects;
  }

  @Override
  public ObjectNode shown(Resource resource) {
    return services.serviceOf(resource.type()).shown(latest(resource), this);
  }

  @Override
  public <T extends Setup> T setup(Class<T> type) {
    return setups.get(type, undo);
  }

  @Override
  public <T extends Setup> Optional<T> told(Class<T> type) {
    return setups.isMade(type) ? Optional.of(setups.get(type, undo)) : Optional.empty();
  }

  /** Where what it counts as resources change differs from a count of the resources, in words. */
  public List<String> miscounts() {
    return Recount.differences(store, meters);
  }

  /** How much of each quota its resources hold, counted anew. */
  public Map<String, Long> held() {
    return Recount.held(store);
  }

  /** What its resources cost. */
  public Meters meters() {
    return meters;
  }

  @Override
  public void write(Resource job, String location, byte[] content) {
    note(job + objects.write(location, content));
  }

  @Override
  public void write(Resource job, String location, String content) {
    write(job, location, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void charge(Resource resource, String unit, Duration time) {
    undo.note(new Steps.Charged(meters, slot(resource), unit, time, now()));
  }

  @Override
  public void note(String text) {
    tell(new JournalEntry.Noted(now(), text));
  }

  void tell(JournalEntry entry) {
    if (undo.isOpen()) {
      undo.note(new Steps.Told(journal, entry));
    } else {
      journal.add(entry);
    }
  }

  /**
   * Lets the handler of a valid call answer, unless the same call was answered by its client token.
   */
  ObjectNode answer(Call call, Duration age) {
    Handler handler = Refusals.handler(call);
    Optional<ClientTokens.Repeated> before = clientTokens.repeated(call);
    if (before.isPresent()) {
      note(before.get().note(call));
      return before.get().output();
    }
    staleReads.lists(age);
    String outer = calling;
    calling = call.operation().name();
    try {
      ObjectNode output = Json.frozen(handler.answer(call));
      clientTokens.remember(call, output);
      return output;
    } finally {
      calling = outer;
    }
  }

  @Override
  public ObjectNode invoke(Resource cause, String operation, ObjectNode input) {
    ChildCalls calls = children;
    if (calls == null) {
      calls = new ChildCalls(this, services, faults, journal, undo);
      children = calls;
    }
    return calls.call(cause, operation, input);
  }

  @Override
  public <T> T outside(String given, Supplier<? extends @Nullable T> function) {
    return new Outside(clock, undo).ask(given, function);
  }

  @Override
  public <T> void soon(
      String given, Supplier<? extends @Nullable T> function, Consumer<Optional<T>> then) {
    new Outside(clock, undo).soon(given, function, then);
  }

  @Override
  public void answersAfter(Duration time) {
    latency = time;
  }

  /** How long the answer takes that was made last; asked once. */
  Duration latency() {
    Duration answersAfter = latency;
    latency = Duration.ZERO;
    return answersAfter;
  }

  @Override
  public Resource latest(Resource resource) {
    @Nullable Slot slot = store.slot(resource);
    return slot == null ? resource : slot.resource;
  }

  @Override
  public Plan ahead(Resource resource) {
    @Nullable Slot slot = store.slot(resource);
    return slot == null ? new Plan(resource.lifecycle(), List.of()) : progress.ahead(slot);
  }

  @Override
  public Resource begin(ResourceType type, Resource resource) {
    Resource numbered = resource.numbered(store.nextSequence());
    Resource shown = numbered.hiding(script.hidden(numbered));
    Plan plan = plans.along(type.lifecycle().creation(), type, shown, "");
    Slot slot = store.add(type, shown);
    progress.follow(slot, plan);
    return slot.resource;
  }

  @Override
  public Resource change(Resource resource, UnaryOperator<Resource> change) {
    Slot slot = slot(resource);
    remember(slot);
    slot.resource = change.apply(slot.resource);
    store.settle(slot);
    return slot.resource;
  }

  @Override
  public Resource touch(Resource resource) {
    Slot slot = slot(resource);
    remember(slot);
    slot.resource = slot.resource.touched(now());
    meter(slot);
    broadcast(slot.type, slot.resource, slot.resource.state());
    return slot.resource;
  }

  @Override
  public Resource send(Resource changed, Way way, String reason) {
    Slot slot = slot(changed);
    Plan plan = plans.along(way, slot.type, changed, reason);
    remember(slot);
    slot.resource = changed;
    progress.follow(slot, plan);
    return slot.resource;
  }

  @Override
  public Resource trigger(Resource resource, String trigger, String reason) {
    Slot slot = slot(resource);
    return send(slot.resource, slot.way(trigger), reason);
  }

  @Override
  public void remove(Resource resource) {
    trigger(resource, Lifecycle.DELETE, "");
  }

  @Override
  public void later(Instant due, Resource resource, String trigger) {
    expect(due, Later.of(slot(resource), trigger));
  }

  private void expect(Instant due, Later later) {
    undo.note(later.expect(due, this, clock, undo));
  }

  /** Lets a new rule of the script have its say about the resources that exist. */
  public void apply(LiveScriptRule rule) {
    List<Slot> fitting = store.slots().stream().filter(slot -> rule.fits(slot.resource)).toList();
    for (Slot slot : fitting) {
      remember(slot);
      slot.resource = slot.resource.hiding(rule.hides());
      progress.revise(
          slot,
          plan -> {
            Plan bent = rule.bend(slot.resource, plan);
            return bent.equals(plan) ? plan : plans.limited(bent, slot.type, slot.resource);
          });
    }
  }

  @Override
  public boolean lags() {
    return staleReads.lags();
  }

  @Override
  public Optional<Resource> seen(
      Call call, ResourceType type, Optional<Resource> found, String mentioned) {
    return staleReads.one(call, type, found, mentioned);
  }

  @Override
  public Collection<Resource> seen(Collection<Resource> existing) {
    return staleReads.among(existing);
  }

  @Override
  public Collection<Resource> seen(ResourceType type) {
    return staleReads.all(type, store.all(type));
  }

  /** Whether nothing in it moves any more. */
  boolean isEnded() {
    return ended;
  }

  /** Ends this world: nothing in it moves any more. */
  public void end() {
    ended = true;
    store.slots().forEach(progress::forget);
  }

  // Whether a timer that was scheduled for this is one of a world's, and so saved with it.
  static boolean isOwn(Object timer) {
    return timer instanceof Progress.Next || timer instanceof Later || timer instanceof Delivery;
  }

  /** The world as it stands. */
  SavedWorld save() {
    return new SavedWorld(
        chance.position(),
        store.lastSequence(),
        store.slots().stream().map(slot -> SavedWorld.SavedSlot.of(store.place(slot))).toList(),
        SavedWorld.SavedTimer.of(clock.rewind().ahead()),
        meters.save(),
        staleReads.save(),
        clientTokens.save());
  }

  /** Has this world, which is empty, be as one stood; the clock stands where it stood then. */
  void restore(SavedWorld saved) {
    chance = new SeededRandom(saved.chance());
    store.countFrom(saved.lastSequence());
    saved.slots().forEach(slot -> store.restore(slot.place()));
    for (SavedWorld.SavedTimer timer : saved.timers()) {
      if (timer instanceof SavedWorld.SavedStep step) {
        progress.resume(store.numbered(step.sequence()));
      } else if (timer instanceof SavedWorld.SavedTrigger later) {
        Slot there = store.slot(later.resource());
        expect(later.due(), Later.of(later, there));
      } else if (timer instanceof SavedWorld.SavedDelivery heard) {
        broadcasts.audience().listeners().expect(heard.due(), heard.delivery());
      }
    }
    meters.restore(saved.meters());
    staleReads.restore(saved.gone());
    clientTokens.restore(saved.tokens());
  }

  private Slot slot(Resource resource) {
    @Nullable Slot slot = store.slot(resource);
    if (slot == null) {
      throw new IllegalStateException("mlsim: " + resource + " is not in this world any more");
    }
    return slot;
  }

  void remember(Slot slot) {
    if (undo.isOpen()) {
      undo.note(Steps.Before.of(slot));
    }
  }

  void broadcast(ResourceType type, Resource resource, State from) {
    if (broadcasts.concern(type)) {
      undo.note(broadcasts.of(type, resource, from, now(), calling));
    }
  }

  @Override
  public List<LogStream> logStreams() {
    return store.logStreams(this);
  }

  @Override
  public void publish(Resource cause, String topicArn, ObjectNode message) {
    note(cause + " notifies " + topicArn + ": " + Json.text(message));
    undo.note(broadcasts.notification(topicArn, message, now()));
  }

  void meter(Slot slot) {
    if (slot.type.rates().isEmpty()) {
      return;
    }
    undo.note(new Steps.Metered(meters, slot, slot.resource, now()));
  }
}
