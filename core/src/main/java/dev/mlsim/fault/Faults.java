package dev.mlsim.fault;

import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The fault rules of a simulator: {@code faults().on("CreateTrainingJob").first(2).throttle()}. The
 * latest rule that fits a call answers it. Safe for threads.
 */
public final class Faults {
  private static final int RULE_BOUND = 100_000;

  private final ReentrantLock lock;
  private final Supplier<Set<String>> operations;
  private final List<FaultRule> rules = new ArrayList<>();

  /**
   * Makes an empty set of rules.
   *
   * @param lock the simulator's lock
   * @param operations the names of the operations that can be called
   */
  public Faults(ReentrantLock lock, Supplier<Set<String>> operations) {
    this.lock = lock;
    this.operations = operations;
  }

  /** Begins a rule for an operation; {@code *} and {@code ?} are wild. */
  public Calls on(String operation) {
    Glob glob = Glob.of(operation);
    if (operations.get().stream().noneMatch(glob::matches)) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has an operation ["
              + operation
              + "]"
              + Nearest.hint(operation, operations.get()));
    }
    return new Calls(glob);
  }

  /** The rules, oldest first. */
  public List<FaultRule> rules() {
    lock.lock();
    try {
      return List.copyOf(rules);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets every rule. */
  public void clear() {
    lock.lock();
    try {
      rules.clear();
    } finally {
      lock.unlock();
    }
  }

  /** The rule that answers this call, if one does; it counts as used. */
  public Optional<FaultRule> answering(String operation) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).answers(operation)) {
        return Optional.of(rules.get(i));
      }
    }
    return Optional.empty();
  }

  /** The calls that a rule is about. */
  public final class Calls {
    private final Glob operation;
    private int first = Integer.MAX_VALUE;

    private Calls(Glob operation) {
      this.operation = operation;
    }

    /** Only the first n of them. */
    public Calls first(int n) {
      if (n < 1) {
        throw new IllegalArgumentException(
            "mlsim: the first [" + n + "] calls are none; say 1 or more");
      }
      first = n;
      return this;
    }

    /** They are answered with the service's throttling error. */
    public FaultRule throttle() {
      return add(new Fault.Throttle());
    }

    private FaultRule add(Fault fault) {
      lock.lock();
      try {
        if (rules.size() == RULE_BOUND) {
          throw new IllegalStateException("mlsim: faults are bounded at " + RULE_BOUND + " rules");
        }
        FaultRule rule = new FaultRule(operation, first, fault);
        rules.add(rule);
        return rule;
      } finally {
        lock.unlock();
      }
    }
  }
}
