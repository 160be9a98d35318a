package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Suffered;
import dev.mlsim.journal.CallKey;
import dev.mlsim.journal.JournalEntry.Called;
import dev.mlsim.lifecycle.ScriptRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reduces what went wrong by chance in a run that failed to the fewest things with which it still
 * fails in the same way.
 */
public final class Shrinking {
  private static final int RUNS = 200;

  private final Again again;
  private final String wanted;
  private int runs;

  /** Runs what failed once more, in a world as it was, with nothing going wrong but this. */
  @FunctionalInterface
  public interface Again {
    /** What it threw, if it did. */
    Optional<Throwable> with(Trouble trouble);
  }

  /**
   * What came of it.
   *
   * @param least the fewest things with which it fails in the same way
   * @param of how many things went wrong at first
   * @param runs how many runs it took
   */
  public record Shrunk(Trouble least, int of, int runs) {
    /** What there is to say of it, in a few lines. */
    public String text(long seed) {
      StringBuilder text = new StringBuilder();
      text.append("mlsim: of ")
          .append(of)
          .append(of == 1 ? " thing that" : " things that")
          .append(" went wrong by chance with seed ")
          .append(seed)
          .append(", ")
          .append(least.harms().size())
          .append(least.harms().size() == 1 ? " makes it fail" : " make it fail")
          .append(" in this way\n  when   ")
          .append(least.says())
          .append("\n  again  -Dmlsim.seed=")
          .append(seed)
          .append(" -Dmlsim.sweep='")
          .append(least.text())
          .append("'");
      least.java().forEach(line -> text.append("\n  test   ").append(line));
      return text.toString();
    }
  }

  private Shrinking(Again again, String wanted) {
    this.again = again;
    this.wanted = wanted;
  }

  /**
   * What went wrong by chance in a simulator after so many of its calls, as things of their own.
   */
  public static List<Harm> byChance(Simulator sim, long afterCalls) {
    List<Called> calls =
        sim.journal().calls().stream().filter(call -> call.number() > afterCalls).toList();
    Map<Long, CallKey> keys = CallKey.of(calls);
    Set<Harm> harms = new LinkedHashSet<>();
    for (Called call : calls) {
      CallKey key = keys.get(call.first());
      for (Suffered suffered : call.suffered()) {
        if (suffered.byChance() && key != null) {
          harms.add(
              new CallHarm(
                  key.operation(), key.name(), key.number(), call.attempt(), suffered.fault()));
        }
      }
    }
    for (ScriptRule rule : sim.script().rules()) {
      if (rule.isByChance()) {
        rule.bends().forEach(b -> harms.add(new ResourceHarm(b.type(), b.name(), b.outcome())));
      }
    }
    return List.copyOf(harms);
  }

  /**
   * Shrinks.
   *
   * @param all all that went wrong
   * @param failure how the run failed
   * @param again runs it once more
   * @return nothing if the run doesn't fail so when all of that goes wrong again
   */
  public static Optional<Shrunk> of(List<Harm> all, Throwable failure, Again again) {
    Shrinking shrinking = new Shrinking(again, signature(failure));
    if (all.isEmpty() || !shrinking.failsWith(all)) {
      return Optional.empty();
    }
    List<Harm> least = shrinking.simpler(shrinking.fewest(all));
    return Optional.of(new Shrunk(new Trouble(FaultKind.GIVEN, least), all.size(), shrinking.runs));
  }

  /** What two failures have in common that are of the same fault. */
  public static String signature(Throwable failure) {
    Throwable bare = Judge.bare(failure);
    return bare.getClass().getName() + " " + UserFrames.shortly(bare);
  }

  private boolean failsWith(List<Harm> harms) {
    if (runs >= RUNS) {
      return false;
    }
    runs++;
    return again
        .with(new Trouble(FaultKind.GIVEN, harms))
        .filter(failure -> signature(failure).equals(wanted))
        .isPresent();
  }

  /** The last alone, since it is the likeliest; then ever smaller parts are left out. */
  private List<Harm> fewest(List<Harm> all) {
    List<Harm> last = all.subList(all.size() - 1, all.size());
    if (all.size() == 1 || failsWith(last)) {
      return last;
    }
    List<Harm> left = all;
    for (int part = left.size() / 2; part >= 1; part = Math.min(part, left.size()) / 2) {
      for (int from = 0; from < left.size() && left.size() > 1; ) {
        List<Harm> without = new ArrayList<>(left);
        without.subList(from, Math.min(from + part, left.size())).clear();
        if (!without.isEmpty() && failsWith(without)) {
          left = without;
        } else {
          from += part;
        }
      }
    }
    return left;
  }

  /** A throttle in place of what is rarer, where it does the same. */
  private List<Harm> simpler(List<Harm> harms) {
    List<Harm> simple = new ArrayList<>(harms);
    for (int i = 0; i < simple.size(); i++) {
      Harm harm = simple.get(i);
      if (harm instanceof CallHarm call && !(call.fault() instanceof Fault.Throttle)) {
        Harm throttled =
            new CallHarm(
                call.operation(), call.name(), call.number(), call.attempt(), new Fault.Throttle());
        simple.set(i, throttled);
        if (!failsWith(simple)) {
          simple.set(i, harm);
        }
      }
    }
    return simple;
  }

  /** Has just this go wrong in a simulator, and nothing by chance. */
  public static void arm(Trouble trouble, Simulator sim) {
    sim.ruleOutChance();
    trouble.inOrder().forEach(harm -> harm.arm(sim));
  }
}
