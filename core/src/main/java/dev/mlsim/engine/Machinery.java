package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.events.Audience;
import dev.mlsim.engine.events.Broadcasts;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.engine.rules.LiveScriptRule;
import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.Setting;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Account;
import dev.mlsim.service.ObjectEvents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All that one simulator is made of, put together; it can be saved, and restored. */
public final class Machinery {
  private static final long REQUEST_IDS = 0x5eed_1d5L;

  private final Catalogue services;
  private final Account account;
  private final VirtualClock clock;
  private final long seed;
  private final Guard lock;
  private final Undo undo = new Undo();
  private final JournalLog journal;
  private final AccountQuotas quotas;
  private final StoredObjects objects;
  private final Setups setups;
  private final FaultRules faults;
  private final ScriptRules script;
  private final ReadLags lags;
  private final PollPacer pacer;
  private final Broadcasts broadcasts;
  private WorldState world;
  private Exchange exchange;

  /**
   * Puts an empty world together.
   *
   * @param services what is simulated
   * @param account whose world it is
   * @param clock its time
   * @param seed what ids and chance come from
   * @param setting tells where things happen, for stories
   * @param pace what a poll does to time now
   * @param shared whose objects it has, if not its own
   */
  public Machinery(
      Catalogue services,
      Account account,
      VirtualClock clock,
      long seed,
      Supplier<Setting> setting,
      Supplier<Pace> pace,
      Optional<StoredObjects> shared) {
    this.services = services;
    this.account = account;
    this.clock = clock;
    this.seed = seed;
    this.lock = clock.guard();
    this.journal = new JournalLog(lock, setting);
    this.quotas = new AccountQuotas(lock, services::hasQuota, services::quotaNames);
    ObjectShelf shelf = shared.isPresent() ? shared.get().shelf() : new ObjectShelf();
    this.objects = new StoredObjects(lock, clock::now, undo, shelf);
    this.setups = new Setups(lock, new SetupPlace(lock, account, this::world, undo), services);
    ResourceStanding standing = new ResourceStanding(services, this::world);
    this.faults =
        new FaultRules(
            lock,
            undo,
            services::operations,
            services::eventTypes,
            services::usualRates,
            standing,
            clock::now,
            seed);
    this.broadcasts = new Broadcasts(of -> audience(of));
    objects.witnessedBy(new StoredObjects.Witness(() -> world.calling, this::written));
    this.script = new ScriptRules(lock, undo, services::lifecycle, this::apply, clock::now, seed);
    this.lags = new ReadLags(lock, services::typeName, seed);
    this.pacer = new PollPacer(lock, clock, undo, journal, pace);
    this.world = newWorld();
    this.exchange = newExchange();
    clock.onAdvance(
        moved -> journal.add(new JournalEntry.TimeMoved(moved.to(), moved.from(), moved.cause())));
  }

  private WorldState newWorld() {
    return new WorldState(
        services,
        account,
        clock,
        journal,
        quotas,
        script,
        faults,
        objects,
        setups,
        lags,
        broadcasts,
        undo,
        seed);
  }

  private Exchange newExchange() {
    return new Exchange(
        services, world, faults, journal, undo, new SeededRandom(seed ^ REQUEST_IDS), pacer);
  }

  private Audience audience(Broadcasts of) {
    Audience.Place place =
        new Audience.Place(account, seed, this::world, services::eventTypes, this::source);
    return new Audience(of, place, clock, faults, journal::add);
  }

  /** Who sends events about resources of a type. */
  private String source(ResourceType type) {
    return "aws." + services.serviceOf(type.name()).contract().signingName();
  }

  private void written(StoredObject object, String cause) {
    if (objects.shelf().sendsEvents(object.bucket())) {
      for (ObjectEvents events : services.objectEvents()) {
        broadcasts.created(events, object, clock.now(), cause);
      }
    }
  }

  private void apply(LiveScriptRule rule) {
    world.apply(rule);
  }

  /** The world now. Called under the lock. */
  public WorldState world() {
    return world;
  }

  /** Its journal. */
  public JournalLog journal() {
    return journal;
  }

  /** Its quotas. */
  public AccountQuotas quotas() {
    return quotas;
  }

  /** Its objects. */
  public StoredObjects objects() {
    return objects;
  }

  /** Its setups. */
  public Setups setups() {
    return setups;
  }

  /** Who looks at what it tells, and who listens; from now on. */
  public Audience audience() {
    lock.lock();
    try {
      return broadcasts.audience();
    } finally {
      lock.unlock();
    }
  }

  /** Its fault rules. */
  public FaultRules faults() {
    return faults;
  }

  /** Its script. */
  public ScriptRules script() {
    return script;
  }

  /** Its lags. */
  public ReadLags lags() {
    return lags;
  }

  /** Answers one request. Called under the lock. */
  public WireReply answer(WireRequest request) {
    return exchange.answer(request);
  }

  /** Makes everything as it was at the start, but for the time. Called under the lock. */
  public void reset() {
    world.end();
    faults.clear();
    script.clear();
    quotas.clear();
    lags.clear();
    objects.clear();
    setups.clear();
    broadcasts.clear();
    journal.restart();
    world = newWorld();
    exchange = newExchange();
  }

  /** All of it at one moment, as a value. */
  public record Saved(
      Instant now,
      JournalLog.Saved journal,
      AccountQuotas.Saved quotas,
      ObjectShelf.Saved objects,
      Setups.Saved setups,
      FaultRules.Saved faults,
      ScriptRules.Saved script,
      ReadLags.Saved lags,
      Broadcasts.Saved broadcasts,
      SavedWorld world,
      Exchange.Saved exchange) {}

  /**
   * What the rules of back then are here: the same, or copies where they come from another
   * simulator.
   *
   * @param faults for each fault rule
   * @param script for each rule of the script
   */
  public record Rules(Map<FaultRule, FaultRule> faults, Map<ScriptRule, ScriptRule> script) {}

  /** Why it can't be saved or restored at this moment, in words. Called under the lock. */
  public Optional<String> hindrance() {
    return exchange.isBusy()
        ? Optional.of("a call is being answered; wait until it is")
        : clock.rewind().hindrance(WorldState::isOwn);
  }

  /** All of it now, where nothing hinders. Called under the lock. */
  public Saved save() {
    return new Saved(
        clock.now(),
        journal.save(),
        quotas.save(),
        objects.save(),
        setups.save(),
        faults.save(),
        script.save(),
        lags.save(),
        broadcasts.save(),
        world.save(),
        exchange.save());
  }

  /** Has all of it be as it was, where nothing hinders. Called under the lock. */
  public Rules restore(Saved saved) {
    clock.rewind().to(saved.now());
    journal.restore(saved.journal());
    quotas.restore(saved.quotas());
    objects.restore(saved.objects());
    setups.restore(saved.setups());
    Rules rules = new Rules(faults.restore(saved.faults()), script.restore(saved.script()));
    lags.restore(saved.lags());
    broadcasts.restore(saved.broadcasts());
    world = newWorld();
    world.restore(saved.world());
    exchange = newExchange();
    exchange.restore(saved.exchange());
    return rules;
  }
}
