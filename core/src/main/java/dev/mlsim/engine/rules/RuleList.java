package dev.mlsim.engine.rules;

import dev.mlsim.clock.Guard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rules in the order in which they were made, bounded, with chance for each of them that is its
 * own, so that rules don't disturb each other's draws. Safe for threads.
 */
final class RuleList<T> {
  private static final int BOUND = 100_000;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final Guard lock;
  private final String whose;
  private final long seed;
  private final List<T> rules = new ArrayList<>();
  private final List<Object> begun = new ArrayList<>();
  private long made;

  /**
   * Makes an empty list.
   *
   * @param lock the simulator's lock
   * @param whose whose rules they are, in a sentence
   * @param seed what chance comes from
   */
  RuleList(Guard lock, String whose, long seed) {
    this.lock = lock;
    this.whose = whose;
    this.seed = seed;
  }

  /** The rules, oldest first; a copy. */
  List<T> copy() {
    lock.lock();
    try {
      return List.copyOf(rules);
    } finally {
      lock.unlock();
    }
  }

  /** The rules, oldest first; live, for those who hold the lock. */
  List<T> live() {
    return Collections.unmodifiableList(rules);
  }

  /**
   * Adds a rule.
   *
   * @throws IllegalStateException if there are too many
   */
  void add(T rule) {
    lock.lock();
    try {
      if (rules.size() == BOUND) {
        throw new IllegalStateException("mlsim: " + whose + " is bounded at " + BOUND + " rules");
      }
      rules.add(rule);
    } finally {
      lock.unlock();
    }
  }

  /** What the chance of the next rule comes from. */
  long nextSeed() {
    lock.lock();
    try {
      made++;
      return seed ^ (made * GOLDEN);
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a rule was begun; so many are noted as there can be rules. */
  void begin(Object draft) {
    lock.lock();
    try {
      if (begun.size() < BOUND) {
        begun.add(draft);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that what was begun has become a rule. */
  void end(Object draft) {
    lock.lock();
    try {
      for (int i = begun.size() - 1; i >= 0; i--) {
        if (begun.get(i) == draft) {
          begun.remove(i);
          return;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was begun and has become no rule, in words. */
  List<String> unfinished() {
    lock.lock();
    try {
      return begun.stream().map(Object::toString).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Takes back the drawing of a seed. */
  void forgetNext() {
    made--;
  }

  /** Takes back the adding of a rule. */
  void removeLast() {
    rules.remove(rules.size() - 1);
  }

  /** How many were made, for whose chance something was drawn. */
  long made() {
    return made;
  }

  /** Has the rules be these, of so many that were made; for those who hold the lock. */
  void become(List<T> others, long othersMade) {
    rules.clear();
    rules.addAll(others);
    made = othersMade;
  }

  /** Forgets every rule; chance starts anew too. */
  void clear() {
    lock.lock();
    try {
      rules.clear();
      begun.clear();
      made = 0;
    } finally {
      lock.unlock();
    }
  }
}
