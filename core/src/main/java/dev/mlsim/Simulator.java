package dev.mlsim;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.Guard;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.Catalogue;
import dev.mlsim.engine.Machinery;
import dev.mlsim.engine.StoredObjects;
import dev.mlsim.event.Events;
import dev.mlsim.event.Notifications;
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
import dev.mlsim.service.Service;
import dev.mlsim.service.Setup;
import dev.mlsim.services.sagemaker.Environment;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One isolated AWS account in one region, simulated in this JVM on a clock of its own.
 *
 * <p>Safe for threads, by one lock that a call holds for microseconds. Simulators share nothing
 * that changes, so tests that run in parallel don't meet.
 */
public final class Simulator {
  private final Builder facts;
  private final Account account;
  private final Catalogue services;
  private final VirtualClock clock;
  private final Guard lock;
  private final PollingHolds polling;
  private final Machinery machinery;
  private final Resources resources;
  private final Billing billing;
  private Optional<Chaos> chaos = Optional.empty();
  private volatile @Nullable RunBound bound;

  private Simulator(Builder facts) {
    this.facts = facts;
    this.account = new Account(facts.account, facts.region);
    this.services = Catalogue.standardAnd(facts.services);
    this.clock = new VirtualClock(facts.start);
    this.lock = clock.guard();
    this.polling = new PollingHolds(lock, clock, facts.polling);
    this.machinery =
        new Machinery(
            services, account, clock, facts.seed, this::setting, polling::pace, facts.objects);
    this.resources = new Resources(lock, services, machinery::world);
    this.billing = new Billing(lock, services, machinery::world);
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

  /**
   * A simulator of its own that is as another one was when the snapshot was taken. Any number can
   * be made of one snapshot, on any threads.
   */
  public static Simulator of(Snapshot snapshot) {
    Simulator simulator = snapshot.facts().build();
    simulator.restore(snapshot);
    return simulator;
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
    return facts.seed;
  }

  /** The virtual time at which it started. */
  public Instant startedAt() {
    return facts.start;
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
    return machinery.faults();
  }

  /** The account's quotas. */
  public Quotas quotas() {
    return machinery.quotas();
  }

  /** What becomes of resources. */
  public Script script() {
    return machinery.script();
  }

  /** How far reading lags behind writing. */
  public Consistency consistency() {
    return machinery.lags();
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
      Chaos begun = Chaos.over(this, machinery.script(), intensity);
      chaos = Optional.of(begun);
      machinery
          .journal()
          .add(
              new JournalEntry.Noted(
                  clock.now(), "chaos of " + intensity + " from seed " + facts.seed + " begins"));
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes chance out of what goes wrong: from now on no rule applies that goes by chance, chaos
   * included. What is to happen is then said by other rules; {@link dev.mlsim.fault.Suffered} and
   * {@link dev.mlsim.lifecycle.ScriptRule.Bend} tell what chance did in a run before.
   */
  public void ruleOutChance() {
    machinery.faults().ruleOutChance();
    machinery.script().ruleOutChance();
  }

  /**
   * Ends a run that might go on for ever: when it is later, or after so many more calls, no call is
   * answered any more but by {@link RunOutOfBounds}.
   */
  public void bound(Instant until, long calls) {
    bound = new RunBound(until, calls);
  }

  /** Takes the bound away, and tells whether the run has run into it. */
  public boolean unbound() {
    RunBound was = bound;
    bound = null;
    return was != null && was.isReached();
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
    return machinery.objects();
  }

  /**
   * What one service is told in its own words: {@code sim.setup(CleanRooms.class)}.
   *
   * @throws IllegalArgumentException if no simulated service has such a setup
   */
  public <T extends Setup> T setup(Class<T> type) {
    return machinery.setups().get(type);
  }

  /** What AWS checks elsewhere when SageMaker works: roles, images, objects, subnets, keys. */
  public Environment environment() {
    return setup(Environment.class);
  }

  /** What EventBridge would have been sent, and who listens. */
  public Events events() {
    return machinery.audience().events();
  }

  /** What SNS would have been sent, and who listens. */
  public Notifications notifications() {
    return machinery.audience().notifications();
  }

  /** Who listens to the moves of resources, of whatever service. */
  public Transitions transitions() {
    return new Transitions(services, machinery.audience().listeners());
  }

  /** What happened. */
  public Journal journal() {
    return machinery.journal();
  }

  /** Puts a line of yours into the journal, and so into the story. */
  public void note(String says) {
    lock.lock();
    try {
      machinery.journal().add(new JournalEntry.Noted(clock.now(), requireNonNull(says, "says")));
    } finally {
      lock.unlock();
    }
  }

  /** The services it simulates, by their ids in the SDKs, such as {@code SageMaker}. */
  public Set<String> serviceIds() {
    return services.serviceIds();
  }

  /**
   * The ids of the services that an ambient simulation takes over: all but those that stand around
   * a job and for which many tests have something else, unless they are asked for.
   *
   * @param also such of them as are asked for, by their names here: {@code s3}
   * @throws IllegalArgumentException if there is no such service
   */
  public Set<String> ambientServiceIds(Set<String> also) {
    return services.ambientIds(also);
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
      RunBound limit = bound;
      if (limit != null) {
        limit.count(clock.now());
      }
      return machinery.answer(request);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes everything as it was at the start, but for the time: resources, faults, script, quotas,
   * objects, setups, listeners, journal and polling policies are gone, and the clock stays where it
   * is; {@link #restore} goes back in time.
   */
  public void reset() {
    lock.lock();
    try {
      machinery.reset();
      chaos = Optional.empty();
      polling.clear();
    } finally {
      lock.unlock();
    }
  }

  /**
   * All that there is at this moment, to come back to: {@link #restore} goes back to it here,
   * {@link #of} makes another simulator of it.
   *
   * @throws IllegalStateException if something is going on that can't be copied; see {@link
   *     Snapshot}
   */
  public Snapshot snapshot() {
    lock.lock();
    try {
      refuse("take a snapshot");
      return new Snapshot(facts, machinery.save(), polling.save(), chaos);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes everything as it was when the snapshot was taken, the time too. The rules and setups that
   * a test holds go on to be this simulator's, and stand where they stood then.
   *
   * @throws IllegalStateException if something is going on that can't be undone; see {@link
   *     Snapshot}. Nothing has changed then
   * @throws IllegalArgumentException if the snapshot is of another account, region, seed or start
   */
  public void restore(Snapshot snapshot) {
    lock.lock();
    try {
      refuse("restore a snapshot");
      if (!snapshot.facts().isOfOneKindWith(facts)) {
        throw new IllegalArgumentException(
            "mlsim: cannot restore ["
                + snapshot
                + "] in ["
                + this
                + "]: a snapshot is restored where account, region, seed, start and services are"
                + " the same; Simulator.of(snapshot) makes another simulator");
      }
      List<PollingHolds.Held> held = polling.from(snapshot.takenAt(), snapshot.polling());
      Machinery.Rules rules = machinery.restore(snapshot.machinery());
      polling.become(held);
      chaos = snapshot.chaos().map(begun -> begun.by(rules.faults(), rules.script()));
    } finally {
      lock.unlock();
    }
  }

  private void refuse(String what) {
    machinery
        .hindrance()
        .ifPresent(
            why -> {
              throw new IllegalStateException(
                  "mlsim: cannot " + what + " at " + clock.now() + ": " + why);
            });
  }

  private Setting setting() {
    return new Setting(
        account.id(),
        account.region(),
        facts.seed,
        facts.start,
        clock.now(),
        clock.pending(),
        faults().unused().stream().map(FaultRule::toString).toList(),
        script().unused().stream().map(ScriptRule::toString).toList());
  }

  @Override
  public String toString() {
    return "simulator of " + facts + " at " + clock.now();
  }

  /** A builder of another simulator with the settings of this one. */
  public Builder toBuilder() {
    return facts.copy();
  }

  /** Configures a simulator. */
  public static final class Builder {
    private String region = "us-east-1";
    private String account = "123456789012";
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private long seed = 1;
    private Polling polling = Polling.off();
    private final List<Service> services = new ArrayList<>();
    private Optional<StoredObjects> objects = Optional.empty();

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.region = region;
      copy.account = account;
      copy.start = start;
      copy.seed = seed;
      copy.polling = polling;
      copy.services.addAll(services);
      copy.objects = objects;
      return copy;
    }

    /** Whether worlds that are made with it and with the other one can be in each other's place. */
    private boolean isOfOneKindWith(Builder other) {
      return region.equals(other.region)
          && account.equals(other.account)
          && start.equals(other.start)
          && seed == other.seed
          && services.equals(other.services);
    }

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

    /**
     * Has the objects of another simulator, as all regions have those of S3: what is put into one
     * is in the other. Time stays apart.
     */
    public Builder sharingObjectsOf(Simulator other) {
      objects = Optional.of(other.machinery.objects());
      return this;
    }

    /** What simulators it makes, in a few words. */
    @Override
    public String toString() {
      return "account " + account + " in " + region + " with seed " + seed;
    }

    /** The simulator. */
    public Simulator build() {
      return new Simulator(copy());
    }
  }
}
