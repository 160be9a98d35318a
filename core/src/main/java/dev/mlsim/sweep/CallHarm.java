package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;

/**
 * A call that goes wrong.
 *
 * @param operation which operation; {@code *} for all
 * @param name what the call is about, as in its key; empty for whatever
 * @param number which of those calls, from 1; 0 for each
 * @param attempt which attempt of the SDK's at it, from 1; 0 for all of them
 * @param fault how
 */
public record CallHarm(String operation, String name, int number, int attempt, Fault fault)
    implements Harm {
  private static final String ALL = "*";

  @Override
  public String text() {
    String which = name.isEmpty() ? operation : operation + "[" + name + "]";
    String whole =
        number > 0 ? which + "#" + number : "every " + (operation.equals(ALL) ? "call" : which);
    String attempts =
        switch (attempt) {
          case 0 -> "";
          case 1 -> " once";
          default -> " at attempt " + attempt;
        };
    return whole + " " + FaultWords.of(fault).phrase() + attempts;
  }

  @Override
  public String says() {
    String what = operation.equals(ALL) ? "call" : operation;
    String about = name.isEmpty() ? "" : " of " + name;
    String which =
        switch (number) {
          case 0 -> "every " + what + about;
          case 1 -> what + about;
          default -> what + about + " (call " + number + " of its kind)";
        };
    String reach = number > 0 && attempt == 0 && lasts() ? ", at every attempt" : "";
    return attempts() + which + " " + FaultWords.of(fault).sentence() + reach;
  }

  private String attempts() {
    return switch (attempt) {
      case 0 -> "";
      case 1 -> "the first attempt at ";
      default -> "attempt " + attempt + " at ";
    };
  }

  /** What only makes answers late, or old, has no attempts that fail. */
  private boolean lasts() {
    return !(fault instanceof Fault.Delay) && !(fault instanceof Fault.StaleList);
  }

  @Override
  public String java() {
    return "sim.faults()"
        + (operation.equals(ALL) ? ".onAll()" : ".on(\"" + operation + "\")")
        + (name.isEmpty() ? "" : ".about(\"" + name + "\")")
        + (number == 0 ? "" : ".nthCall(" + number + ")")
        + (attempt == 0 ? "" : ".nthAttempt(" + attempt + ")")
        + FaultWords.of(fault).java()
        + ";";
  }

  @Override
  public Armed arm(Simulator sim) {
    FaultSpec calls = sim.faults().on(operation);
    calls = name.isEmpty() ? calls : calls.about(name);
    calls = number == 0 ? calls : calls.nthCall(number);
    calls = attempt == 0 ? calls : calls.nthAttempt(attempt);
    FaultRule rule = calls.sufferAtTimes(fault);
    return new ArmedRule(rule::applied, rule::rest, rule::end);
  }
}
