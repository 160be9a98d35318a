package dev.mlsim.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A regular expression as a machine that is in many states at once, so that a value is judged in
 * one pass, however the expression repeats. It says what {@code java.util.regex} says, of the
 * syntax that {@link PatternParser} knows.
 */
final class PatternMachine {
  /** So many steps in all at most, states times characters. */
  private static final long MOST_STEPS = 20_000_000;

  /** What a state does; exactly one of its kinds. */
  sealed interface Op {}

  /** Takes one character, and goes on to the next state. */
  record Take(Letters letters) implements Op {}

  /** Goes on to both states. */
  record Split(int one, int other) implements Op {}

  /** Goes on to the next state where the assertion holds. */
  record Assert(Assertion assertion) implements Op {}

  /** The end of the expression. */
  record End() implements Op {}

  /** Which characters are taken. */
  @FunctionalInterface
  interface Letters {
    /** Whether the code point is one of them. */
    boolean has(int codePoint);
  }

  /** What holds of a place in a value. */
  @FunctionalInterface
  interface Assertion {
    /** Whether it holds before the character at the index. */
    boolean holds(int[] value, int at);
  }

  /** Before the first character. */
  static final Assertion AT_START = (value, at) -> at == 0;

  /** At the end, or before a line's end that is the last thing there is. */
  static final Assertion AT_END = PatternMachine::isAtEnd;

  private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

  private final List<Op> ops;

  PatternMachine(List<Op> ops) {
    this.ops = List.copyOf(ops);
  }

  private static boolean isAtEnd(int[] value, int at) {
    int left = value.length - at;
    return left == 0
        || (left == 1
            && LINE_ENDS.indexOf(value[at]) >= 0
            && !(value[at] == '\n' && at > 0 && value[at - 1] == '\r'))
        || (left == 2 && value[at] == '\r' && value[at + 1] == '\n');
  }

  /** The same as a table, if it can be one. */
  Optional<PatternTable> table() {
    return PatternTable.of(ops);
  }

  /** One that every value matches. */
  static PatternMachine ofAnything() {
    return new PatternMachine(
        List.of(new Split(1, 3), new Take(letter -> true), new Split(0, 0), new End()));
  }

  /** Whether the whole value matches; true too where judging it would cost too much. */
  boolean matches(String value) {
    int[] letters = value.codePoints().toArray();
    return (long) letters.length * ops.size() > MOST_STEPS || run(letters, 0, true);
  }

  /** Whether the value matches from a place on, to its end or to anywhere. */
  boolean matchesFrom(int[] value, int start) {
    return run(value, start, false);
  }

  private boolean run(int[] value, int start, boolean toEnd) {
    States now = new States(ops.size());
    States next = new States(ops.size());
    enter(now, 0, value, start);
    for (int at = start; at <= value.length && now.count > 0; at++) {
      next.clear();
      for (int i = 0; i < now.count; i++) {
        Op op = ops.get(now.states[i]);
        if (op instanceof End && (!toEnd || at == value.length)) {
          return true;
        }
        if (op instanceof Take take && at < value.length && take.letters().has(value[at])) {
          enter(next, now.states[i] + 1, value, at + 1);
        }
      }
      States swapped = now;
      now = next;
      next = swapped;
    }
    return false;
  }

  /** Adds a state and all to which it leads without a character. */
  private void enter(States states, int first, int[] value, int at) {
    int[] stack = new int[16];
    int size = 0;
    stack[size++] = first;
    while (size > 0) {
      int state = stack[--size];
      if (!states.add(state)) {
        continue;
      }
      if (size + 2 > stack.length) {
        stack = Arrays.copyOf(stack, 2 * stack.length);
      }
      Op op = ops.get(state);
      if (op instanceof Split split) {
        stack[size++] = split.one();
        stack[size++] = split.other();
      } else if (op instanceof Assert where && where.assertion().holds(value, at)) {
        stack[size++] = state + 1;
      }
    }
  }

  /** A set of states, emptied at once. */
  private static final class States {
    private final int[] states;
    private final int[] seen;
    private int count;
    private int round = 1;

    States(int most) {
      this.states = new int[most];
      this.seen = new int[most];
    }

    boolean add(int state) {
      if (seen[state] == round) {
        return false;
      }
      seen[state] = round;
      states[count++] = state;
      return true;
    }

    void clear() {
      count = 0;
      round++;
    }
  }

  /** Builds one from parts; a part is a list of states of which the last leads to what follows. */
  static final class Parts {
    private static final int MOST_STATES = 20_000;

    private Parts() {}

    static List<Op> sequence(List<List<Op>> parts) {
      List<Op> all = new ArrayList<>();
      parts.forEach(part -> append(all, part));
      return all;
    }

    static List<Op> either(List<Op> one, List<Op> other) {
      List<Op> all = new ArrayList<>();
      all.add(new Split(1, one.size() + 2));
      append(all, one);
      all.add(new Split(one.size() + other.size() + 2, one.size() + other.size() + 2));
      append(all, other);
      return all;
    }

    /** Repeats a part; {@code most} is -1 where it has no bound. */
    static List<Op> repeat(List<Op> part, int least, int most) {
      List<Op> all = new ArrayList<>();
      for (int i = 0; i < least; i++) {
        append(all, part);
      }
      if (most < 0) {
        int loop = all.size();
        all.add(new Split(loop + 1, loop + part.size() + 2));
        append(all, part);
        all.add(new Split(loop, loop));
      }
      for (int i = least; i < most; i++) {
        all.add(
            new Split(all.size() + 1, least * part.size() + (most - least) * (part.size() + 1)));
        append(all, part);
      }
      return all;
    }

    private static void append(List<Op> all, List<Op> part) {
      int offset = all.size();
      if (offset + part.size() > MOST_STATES) {
        throw new PatternParser.Unknown();
      }
      for (Op op : part) {
        all.add(
            op instanceof Split split
                ? new Split(split.one() + offset, split.other() + offset)
                : op);
      }
    }
  }
}
