package dev.mlsim.engine.rules;

import dev.mlsim.clock.Guard;
import dev.mlsim.fault.EventFaultSpec;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Fault.Misdeliver;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.service.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The rules of how events and notifications are delivered. Safe for threads. */
final class DeliveryRules {
  private static final long OWN = 0x5eed_de11L;

  private final RuleList<LiveDeliveryRule> rules;
  private final Supplier<Set<String>> known;

  DeliveryRules(Guard lock, Supplier<Set<String>> known, long seed) {
    this.rules = new RuleList<>(lock, "the list of faults of events", seed ^ OWN);
    this.known = known;
  }

  EventFaultSpec on(String name) {
    Glob glob = Glob.stars(name);
    if (!name.startsWith("arn:") && known.get().stream().noneMatch(glob::matches)) {
      throw new IllegalArgumentException(
          "mlsim: nothing that is simulated sends events of the type ["
              + name
              + "]"
              + Nearest.hint(name, known.get())
              + "; notifications are known by the ARN of their topic");
    }
    Draft draft = new Draft(glob, new SeededRandom(rules.nextSeed()));
    rules.begin(draft);
    return draft;
  }

  /** What becomes of a delivery, which counts; the latest rule whose turn it is decides. */
  Optional<FaultRules.Misdelivered> judge(String name, Instant at) {
    List<LiveDeliveryRule> latestLast = rules.live();
    for (int i = latestLast.size() - 1; i >= 0; i--) {
      LiveDeliveryRule rule = latestLast.get(i);
      if (rule.takes(name, at)) {
        return Optional.of(new FaultRules.Misdelivered(rule.fault(), rule.toString()));
      }
    }
    return Optional.empty();
  }

  List<LiveDeliveryRule> copy() {
    return rules.copy();
  }

  List<String> unfinished() {
    return rules.unfinished();
  }

  void clear() {
    rules.clear();
  }

  /** The rules as they stood. */
  record Saved(DeliveryRules home, List<LiveDeliveryRule.Saved> rules, long made) {}

  Saved save() {
    return new Saved(
        this, rules.live().stream().map(LiveDeliveryRule::save).toList(), rules.made());
  }

  void restore(Saved saved, Map<FaultRule, FaultRule> here) {
    List<LiveDeliveryRule> back = new ArrayList<>();
    for (LiveDeliveryRule.Saved one : saved.rules()) {
      LiveDeliveryRule rule = one.back(saved.home() == this);
      here.put(one.rule(), rule);
      back.add(rule);
    }
    rules.become(back, saved.made());
  }

  /** A rule that is being written. For one thread. */
  private final class Draft implements EventFaultSpec {
    private final Glob name;
    private final SeededRandom random;
    private final List<Pick.Blind> picks = new ArrayList<>();

    Draft(Glob name, SeededRandom random) {
      this.name = name;
      this.random = random;
    }

    private EventFaultSpec pick(Pick.Blind pick) {
      picks.add(pick);
      return this;
    }

    @Override
    public EventFaultSpec first(int n) {
      return pick(Pick.first(FaultDraft.positive(n, "the first")));
    }

    @Override
    public EventFaultSpec nth(int n) {
      return pick(Pick.nth(FaultDraft.positive(n, "number")));
    }

    @Override
    public EventFaultSpec after(int n) {
      return pick(Pick.after(FaultDraft.positive(n, "all after the first")));
    }

    @Override
    public EventFaultSpec every(int n) {
      return pick(Pick.every(FaultDraft.positive(n, "every")));
    }

    @Override
    public EventFaultSpec withProbability(double probability) {
      return pick(Pick.withProbability(probability));
    }

    @Override
    public FaultRule late(Duration by) {
      return suffer(new Misdeliver(Misdeliver.Mishap.LATE, by));
    }

    @Override
    public FaultRule twice() {
      return suffer(new Misdeliver(Misdeliver.Mishap.TWICE, Duration.ZERO));
    }

    @Override
    public FaultRule outOfOrder() {
      return suffer(new Misdeliver(Misdeliver.Mishap.OUT_OF_ORDER, Duration.ZERO));
    }

    @Override
    public FaultRule lost() {
      return suffer(new Misdeliver(Misdeliver.Mishap.LOST, Duration.ZERO));
    }

    private FaultRule suffer(Fault.Misdeliver fault) {
      rules.end(this);
      LiveDeliveryRule rule =
          new LiveDeliveryRule(
              new LiveDeliveryRule.Terms(name, picks, fault), new SeededRandom(random.position()));
      rules.add(rule);
      return rule;
    }

    @Override
    public String toString() {
      return LiveDeliveryRule.which(name, picks);
    }
  }
}
