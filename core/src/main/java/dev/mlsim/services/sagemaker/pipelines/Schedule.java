package dev.mlsim.services.sagemaker.pipelines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which steps of a graph may start: those of which all is over that they wait for, in the order of
 * the definition, as many as may run at once. A branch that a condition doesn't take is skipped,
 * and so is what waits for one that is.
 *
 * @param start the steps that start now
 * @param running how many run already
 */
record Schedule(List<String> start, int running) {

  Schedule {
    start = List.copyOf(start);
  }

  /** How a step stands that has been started. */
  enum Standing {
    NOT_STARTED,
    RUNNING,
    SUCCEEDED,
    /** It succeeded, and let steps of the other branch go. */
    TOOK_IF,
    TOOK_ELSE,
    /** It failed or was stopped. */
    BROKEN;

    boolean isGood() {
      return this == SUCCEEDED || this == TOOK_IF || this == TOOK_ELSE;
    }
  }

  private enum Outlook {
    GOOD,
    WAITING,
    SKIPPED
  }

  /**
   * Works it out.
   *
   * @param names the steps, each after those that it waits for
   * @param standing how a step stands
   * @param node what the definition says of a step; asked of those that aren't started
   * @param most how many may run at once
   */
  static Schedule of(
      Iterable<String> names,
      Function<String, Standing> standing,
      Function<String, Definition.Node> node,
      int most) {
    Map<String, Outlook> outlook = new HashMap<>();
    Map<String, Standing> standings = new HashMap<>();
    List<Definition.Node> ready = new ArrayList<>();
    int running = 0;
    boolean broken = false;
    for (String name : names) {
      Standing now = standing.apply(name);
      standings.put(name, now);
      running += now == Standing.RUNNING ? 1 : 0;
      broken |= now == Standing.BROKEN;
      Outlook ahead = now.isGood() ? Outlook.GOOD : Outlook.WAITING;
      if (now == Standing.NOT_STARTED) {
        Definition.Node step = node.apply(name);
        Outlook before = before(step, outlook, standings);
        if (before == Outlook.GOOD) {
          ready.add(step);
        }
        ahead = before == Outlook.SKIPPED ? Outlook.SKIPPED : Outlook.WAITING;
      }
      outlook.put(name, ahead);
    }
    ready.sort(Comparator.comparingInt(Definition.Node::place));
    int free = broken ? 0 : Math.max(0, most - running);
    return new Schedule(ready.stream().limit(free).map(Definition.Node::name).toList(), running);
  }

  private static Outlook before(
      Definition.Node node, Map<String, Outlook> outlook, Map<String, Standing> standings) {
    Outlook worst = Outlook.GOOD;
    for (String before : node.before()) {
      Outlook one = outlook.getOrDefault(before, Outlook.GOOD);
      worst = one.compareTo(worst) > 0 ? one : worst;
    }
    Standing gate = standings.getOrDefault(node.gate(), Standing.SUCCEEDED);
    boolean otherBranch =
        gate == (node.branch().equals("IfSteps") ? Standing.TOOK_ELSE : Standing.TOOK_IF);
    return otherBranch ? Outlook.SKIPPED : worst;
  }
}
