package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The run of a sweep that is going on, for a body that wants to know. For one thread. */
public final class SweepRun {
  private final int number;
  private final Trouble trouble;
  private final Simulator sim;
  private final Instant begun;
  private final long mark;
  private final List<long[]> spared = new ArrayList<>();
  private List<Harm.Armed> armed = List.of();
  private boolean disarmed;
  private boolean again;

  /** Something that a body does; it may throw. */
  @FunctionalInterface
  public interface Block<E extends Exception> {
    /** Does it. */
    void run() throws E;
  }

  SweepRun(int number, Trouble trouble, Simulator sim) {
    this.number = number;
    this.trouble = trouble;
    this.sim = sim;
    this.begun = sim.clock().now();
    this.mark = position();
  }

  /** The simulator of this run. */
  public Simulator sim() {
    return sim;
  }

  /** Which run of the sweep it is, from 1. */
  public int number() {
    return number;
  }

  /** What goes wrong in this run. */
  public Trouble trouble() {
    return trouble;
  }

  /** Whether nothing goes wrong in this run, nor has gone wrong before in its world. */
  public boolean isClean() {
    return trouble.isNone() && !again;
  }

  /** Does something to which no harm is done, such as what a test needs first. */
  public <E extends Exception> void unharmed(Block<E> block) throws E {
    long from = position();
    rest(true);
    try {
      block.run();
    } finally {
      rest(false);
      spared.add(new long[] {from, position()});
    }
  }

  /** Does something if nothing goes wrong in this run: mostly assertions on how often is called. */
  public <E extends Exception> void whenClean(Block<E> block) throws E {
    if (isClean()) {
      block.run();
    }
  }

  void arm() {
    List<Harm.Armed> all = new ArrayList<>();
    trouble.inOrder().forEach(harm -> all.add(harm.arm(sim)));
    armed = List.copyOf(all);
  }

  void disarm() {
    armed.forEach(Harm.Armed::end);
    disarmed = true;
  }

  private void rest(boolean rests) {
    if (!disarmed) {
      armed.forEach(harm -> harm.rest(rests));
    }
  }

  /** From now on it is another run of the body, in the same world. */
  void goAgain() {
    again = true;
  }

  /** Whether all that was to go wrong has. */
  boolean hasCome() {
    return armed.stream().allMatch(Harm.Armed::hasCome);
  }

  Duration passed() {
    return Duration.between(begun, sim.clock().now());
  }

  private long position() {
    return sim.journal().dropped() + sim.journal().entries().size();
  }

  /** What the body has done so far: entries of the journal without what was spared. */
  List<JournalEntry> entries() {
    List<JournalEntry> all = sim.journal().entries();
    long dropped = sim.journal().dropped();
    List<JournalEntry> own = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      long at = dropped + i;
      if (at >= mark && spared.stream().noneMatch(part -> at >= part[0] && at < part[1])) {
        own.add(all.get(i));
      }
    }
    return own;
  }
}
