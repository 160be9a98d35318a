package dev.mlsim.sdk.suite;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Answer;
import java.util.ArrayList;
import java.util.List;

/** The calls of a walk as they were answered, which the journal has, too. */
final class CalledLog {
  private static final int MOST_STATUS = 598;

  private final List<String> calls = new ArrayList<>();

  CalledLog(Simulator sim) {
    calls.addAll(told(sim));
  }

  private static List<String> told(Simulator sim) {
    return sim.journal().calls().stream()
        .map(call -> text(call.operation(), call.status(), call.error()))
        .toList();
  }

  private static String text(String operation, int status, String code) {
    return operation + " " + status + " " + code;
  }

  void add(String operation, Answer answer) {
    calls.add(text(operation, answer.status() > MOST_STATUS ? 0 : answer.status(), answer.code()));
  }

  /** A place to come back to. */
  int mark() {
    return calls.size();
  }

  void backTo(int mark) {
    calls.subList(mark, calls.size()).clear();
  }

  void check(Simulator sim) {
    List<String> told = told(sim);
    if (sim.journal().dropped() == 0 && !told.equals(calls)) {
      throw new AssertionError("the journal has " + told + ", called was " + calls);
    }
  }
}
