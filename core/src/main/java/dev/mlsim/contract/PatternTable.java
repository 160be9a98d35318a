package dev.mlsim.contract;

import dev.mlsim.contract.PatternMachine.Assert;
import dev.mlsim.contract.PatternMachine.End;
import dev.mlsim.contract.PatternMachine.Op;
import dev.mlsim.contract.PatternMachine.Split;
import dev.mlsim.contract.PatternMachine.Take;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link PatternMachine} whose steps are written down as they are made, so that the next value
 * that takes them is judged by looking them up: a character, a look. Of ASCII, without ends of
 * lines; and of what looks neither ahead nor behind. Safe for threads.
 */
final class PatternTable {
  private static final int ASCII = 128;
  private static final int MOST_STATES = 2_000; // each row may have to look at all
  private static final int MOST_ROWS = 1_000;
  private static final int UNMADE = -1;

  private static final Optional<Boolean> YES = Optional.of(true);
  private static final Optional<Boolean> NO = Optional.of(false);
  private static final Optional<Boolean> UNKNOWN = Optional.empty();

  private final List<Op> ops;

  /** Of each character: those of one kind are taken by the same states. */
  private final byte[] kinds;

  /** A character of each kind. */
  private final int[] examples;

  /** The row of each set of states that one can be in after some characters. */
  private final Map<BitSet, Integer> rows = new HashMap<>();

  private final List<BitSet> sets = new ArrayList<>();

  /**
   * A row a set: where the row begins to which a character of each kind leads, or {@link #UNMADE};
   * and last, whether a value may end here. Replaced as it grows; a reader may well see an old one.
   */
  private volatile int[] table = {};

  private PatternTable(List<Op> ops, byte[] kinds, int[] examples) {
    this.ops = ops;
    this.kinds = kinds;
    this.examples = examples;
    BitSet first = new BitSet();
    first.set(0);
    row(reached(first, true, false), true);
  }

  /** The table of an expression, if it can have one. */
  static Optional<PatternTable> of(List<Op> ops) {
    if (ops.size() > MOST_STATES) {
      return Optional.empty();
    }
    for (Op op : ops) {
      if (op instanceof Assert where
          && where.assertion() != PatternMachine.AT_START
          && where.assertion() != PatternMachine.AT_END) {
        return Optional.empty();
      }
    }
    byte[] kinds = new byte[ASCII];
    int[] examples = new int[ASCII];
    Map<BitSet, Integer> known = new HashMap<>();
    for (int c = 0; c < ASCII; c++) {
      BitSet takers = new BitSet();
      for (int i = 0; i < ops.size(); i++) {
        takers.set(i, ops.get(i) instanceof Take take && take.letters().has(c));
      }
      Integer kind = known.putIfAbsent(takers, known.size());
      kinds[c] = (byte) (kind == null ? known.size() - 1 : kind);
      examples[kinds[c]] = c;
    }
    return Optional.of(new PatternTable(ops, kinds, Arrays.copyOf(examples, known.size())));
  }

  /** Whether the whole value matches; empty if the table can't say. */
  Optional<Boolean> matches(String value) {
    int[] next = table;
    int row = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= ASCII || c == '\n' || c == '\r') {
        return UNKNOWN;
      }
      int to = next[row + kinds[c]];
      if (to == UNMADE) {
        to = step(row, kinds[c]);
        if (to == UNMADE) {
          return UNKNOWN;
        }
        next = table;
      }
      row = to;
    }
    return next[row + examples.length] == 1 ? YES : NO;
  }

  /** Where a character of a kind leads; nowhere if too much is written down already. */
  private synchronized int step(int row, int kind) {
    BitSet from = sets.get(row / (examples.length + 1));
    BitSet taken = new BitSet();
    for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
      if (ops.get(i) instanceof Take take && take.letters().has(examples[kind])) {
        taken.set(i + 1);
      }
    }
    BitSet states = reached(taken, false, false);
    Integer known = rows.get(states);
    if (known == null && sets.size() == MOST_ROWS) {
      return UNMADE;
    }
    int to = known == null ? row(states, false) : known;
    rows.put(states, to);
    table[row + kind] = to;
    return to;
  }

  /** Writes down a set of states. */
  private int row(BitSet states, boolean atStart) {
    int[] old = table;
    int[] grown = Arrays.copyOf(old, old.length + examples.length + 1);
    Arrays.fill(grown, old.length, grown.length, UNMADE);
    BitSet atEnd = reached(states, atStart, true);
    boolean isEnd = atEnd.stream().anyMatch(state -> ops.get(state) instanceof End);
    grown[grown.length - 1] = isEnd ? 1 : 0;
    sets.add(states);
    table = grown;
    return old.length;
  }

  /** The states, and all to which they lead without a character. */
  private BitSet reached(BitSet states, boolean atStart, boolean atEnd) {
    BitSet reached = new BitSet();
    ArrayDeque<Integer> left = new ArrayDeque<>();
    states.stream().forEach(left::push);
    while (!left.isEmpty()) {
      int state = left.pop();
      if (reached.get(state)) {
        continue;
      }
      reached.set(state);
      Op op = ops.get(state);
      if (op instanceof Split split) {
        left.push(split.one());
        left.push(split.other());
      } else if (op instanceof Assert where
          && (where.assertion() == PatternMachine.AT_START ? atStart : atEnd)) {
        left.push(state + 1);
      }
    }
    return reached;
  }
}
