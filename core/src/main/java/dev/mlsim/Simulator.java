package dev.mlsim;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.Guard;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.AccountQuotas;
import dev.mlsim.engine.Catalogue;
import dev.mlsim.engine.Exchange;
import dev.mlsim.engine.JournalLog;
import dev.mlsim.engine.PollPacer;
import dev.mlsim.engine.ReadLags;
import dev.mlsim.engine.ResourceStanding;
import dev.mlsim.engine.Setups;
import dev.mlsim.engine.StoredObjects;
import dev.mlsim.engine.WorldState;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.engine.rules.LiveScriptRule;
import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.engine.rules.Standing;
import dev.mlsim.fault.Consistency;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Faults;
import dev.mlsim.fault.Quotas;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.Setting;
import dev.mlsim.lifecycle.Script;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Account;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.Service;
import dev.mlsim.service.Setup;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One isolated AWS account in one region, simulated in this JVM on a clock of its own.
 *
 * <p>Safe for threads, by one lock that a call holds for microseconds. Simulators share nothing
 * that changes, so tests that run in parallel don't meet.
 */
public final class Simulator {
  private static final long REQUEST_IDS = 0x5eed_1d5L;

  private final Account account;
  private final Instant start;
  private final long seed;
  private final Catalogue services;
  private final VirtualClock clock;
  private final Guard lock;
  private final JournalLog journal;
  private final AccountQuotas quotas;
  private final StoredObjects objects;
  private final FaultRules faults;
  private final ScriptRules script;
  private final ReadLags consistency;
  private final PollingHolds polling;
  private final PollPacer patience;
  private final Setups setups;
  private final Resources resources;
  private final List<Service> added;
  private Optional<Chaos> chaos = Optional.empty();
  private final Billing billing;
  private WorldState world;
  private Exchange exchange;

  private Simulator(Builder facts) {
    this.account = new Account(facts.account, facts.region);
    this.services = Catalogue.standardAnd(facts.services);
    this.added = List.copyOf(facts.services);
    this.start = facts.start;
    this.seed = facts.seed;
    this.clock = new VirtualClock(start);
    this.lock = clock.guard();
    this.journal = new JournalLog(lock, this::setting);
    this.quotas = new AccountQuotas(lock, services::hasQuota, services::quotaNames);
    this.objects = new StoredObjects(lock);
    this.setups = new Setups(lock, account, services);
    clock.onAdvance(
        moved -> journal.add(new JournalEntry.TimeMoved(moved.to(), moved.from(), moved.cause())));
    Standing standing = new ResourceStanding(services, () -> world);
    this.faults =
        new FaultRules(
            lock, services::operations, services::usualRates, standing, clock::now, seed);
    this.script = new ScriptRules(lock, services::lifecycle, this::applyNow, clock::now, seed);
    this.consistency = new ReadLags(lock, services::typeName, seed);
    this.polling = new PollingHolds(lock, clock, facts.polling);
    this.patience = new PollPacer(lock, clock, journal, polling::pace);
    this.world = newWorld();
    this.exchange = newExchange(world);
    this.resources = new Resources(lock, services, () -> world);
    this.billing = new Billing(lock, services, () -> world);
  }

  /** A simulator with the defaults of {@link #builder()}. */
  public static Simulator create() {
    return builder().build();
  }

  /**
   * Starts a simulator: account {@code 123456789012} in {@code us-east-1}, from midnight UTC of 1
   * January 2026, seed 1, unless told otherwise.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** The account's twelve digits. */
  public String account() {
    return account.id();
  }

  /** The region's name. */
  public String region() {
    return account.region();
  }

  /** The seed of its ids and chance. */
  public long seed() {
    return seed;
  }

  /** The virtual time at which it started. */
  public Instant startedAt() {
    return start;
  }

  /** The names of all operations that can be called, simulated or not, in alphabetical order. */
  public Set<String> operations() {
    return services.operationNames();
  }

  /** The full names of the types of resources, such as {@code training-job}. */
  public Set<String> resourceTypes() {
    return Collections.unmodifiableSet(services.typeNames());
  }

  /** Its time. */
  public VirtualClock clock() {
    return clock;
  }

  /** The declarations of the services that it simulates. */
  public List<Service> services() {
    return services.all();
  }

  /** What goes wrong on purpose. */
  public Faults faults() {
    return faults;
  }

  /** The account's quotas. */
  public Quotas quotas() {
    return quotas;
  }

  /** What becomes of resources. */
  public Script script() {
    return script;
  }

  /** How far reading lags behind writing. */
  public Consistency consistency() {
    return consistency;
  }

  /**
   * Lets everything go wrong at times, from the seed, until its end.
   *
   * @param intensity how likely for each call and each resource, more than 0 and at most 1; with
   *     0.05 a test still gets somewhere
   */
  public Chaos chaos(double intensity) {
    lock.lock();
    try {
      Chaos begun = Chaos.over(this, intensity);
      world.greetTypes(begun::meet);
      chaos = Optional.of(begun);
      journal.add(
          new JournalEntry.Noted(
              clock.now(), "chaos of " + intensity + " from seed " + seed + " begins"));
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** The chaos that was begun last, if there was one: its text is the schedule of what it did. */
  public Optional<Chaos> chaos() {
    lock.lock();
    try {
      return chaos;
    } finally {
      lock.unlock();
    }
  }

  /** The resources that exist. */
  public Resources resources() {
    return resources;
  }

  /** What costs while it runs, and what it has cost. */
  public Billing billing() {
    return billing;
  }

  /** The objects that jobs read and write. */
  public ObjectStore objects() {
    return objects;
  }

  /**
   * What one service is told in its own words: {@code sim.setup(CleanRooms.class)}.
   *
   * @throws IllegalArgumentException if no simulated service has such a setup
   */
  public <T extends Setup> T setup(Class<T> type) {
    return setups.get(type);
  }

  /** What happened. */
  public Journal journal() {
    return journal;
  }

  /** The services it simulates, by their ids in the SDKs, such as {@code SageMaker}. */
  public Set<String> serviceIds() {
    return services.serviceIds();
  }

  /** What a poll does to time now. */
  public Polling polling() {
    return polling.current();
  }

  /**
   * Puts a polling policy in force until it is closed, for a block or for good; of several the one
   * held last counts.
   */
  public Polling.Hold polling(Polling policy) {
    return polling.hold(policy);
  }

  /** Answers one request; the only doorway, whatever carried the request here. */
  public WireReply exchange(WireRequest request) {
    lock.lock();
    try {
      return exchange.answer(request);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes everything as it was at the start, but for the time: resources, faults, script, quotas,
   * objects, setups, journal and polling policies are gone, and the clock stays where it is, since
   * time doesn't go back.
   */
  public void reset() {
    lock.lock();
    try {
      world.end();
      faults.clear();
      script.clear();
      quotas.clear();
      consistency.clear();
      chaos = Optional.empty();
      objects.clear();
      setups.clear();
      journal.clear();
      polling.clear();
      world = newWorld();
      exchange = newExchange(world);
    } finally {
      lock.unlock();
    }
  }

  private Setting setting() {
    return new Setting(
        account.id(),
        account.region(),
        seed,
        start,
        clock.now(),
        clock.pending(),
        faults.unused().stream().map(FaultRule::toString).toList(),
        script.unused().stream().map(ScriptRule::toString).toList());
  }

  private WorldState newWorld() {
    return new WorldState(
        services, account, clock, journal, quotas, script, objects, setups, consistency, seed);
  }

  private Exchange newExchange(WorldState of) {
    return new Exchange(
        services, of, faults, journal, new SeededRandom(seed ^ REQUEST_IDS), patience);
  }

  private void applyNow(LiveScriptRule rule) {
    lock.lock();
    try {
      world.apply(rule);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "simulator of account "
        + account.id()
        + " in "
        + account.region()
        + " at "
        + clock.now();
  }

  /** A builder of another simulator with the settings of this one. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.region = account.region();
    copy.account = account.id();
    copy.start = start;
    copy.seed = seed;
    copy.polling = polling.standard();
    copy.services.addAll(added);
    return copy;
  }

  /** Configures a simulator. */
  public static final class Builder {
    private String region = "us-east-1";
    private String account = "123456789012";
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private long seed = 1;
    private Polling polling = Polling.off();
    private final List<Service> services = new ArrayList<>();

    private Builder() {}

    /** The region, such as {@code eu-west-1}. */
    public Builder region(String name) {
      region = requireNonNull(name, "region");
      return this;
    }

    /** The account's twelve digits. */
    public Builder account(String digits) {
      account = requireNonNull(digits, "account");
      return this;
    }

    /** When its time starts. */
    public Builder startingAt(Instant instant) {
      start = requireNonNull(instant, "start");
      return this;
    }

    /** The seed of ids and chance: the same seed gives the same run, to the byte. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** What a poll does to time, where no other policy is held. */
    public Builder polling(Polling policy) {
      polling = requireNonNull(policy, "polling");
      return this;
    }

    /** A service besides those that mlsim brings along. */
    public Builder service(Service service) {
      services.add(requireNonNull(service, "service"));
      return this;
    }

    /** The simulator. */
    public Simulator build() {
      return new Simulator(this);
    }
  }
}
