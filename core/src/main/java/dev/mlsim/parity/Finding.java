package dev.mlsim.parity;

import dev.mlsim.recording.RecordedAttempt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All differences of one kind at one place of one operation.
 *
 * @param differences the differences, in the order of the recording
 * @param ledTo the calls before the first of them that are about the same things
 */
public record Finding(List<Difference> differences, List<RecordedAttempt> ledTo) {

  /** Copies the lists. */
  public Finding {
    differences = List.copyOf(differences);
    ledTo = List.copyOf(ledTo);
  }

  static Finding of(List<Difference> differences, List<RecordedAttempt> all) {
    RecordedAttempt subject = differences.get(0).call();
    Set<String> about = new HashSet<>(Token.in(subject.input()));
    List<RecordedAttempt> ledTo = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      RecordedAttempt call = all.get(i);
      boolean writes = !call.operation().matches("(Describe|List|Get).*");
      if (call.number() < subject.number() && writes && call.succeeded()) {
        Set<String> named = Token.in(call.input());
        named.retainAll(about);
        if (!named.isEmpty()) {
          about.addAll(Token.in(call.input()));
          ledTo.add(0, call);
        }
      }
    }
    return new Finding(differences, ledTo);
  }

  /** The first of them. */
  public Difference first() {
    return differences.get(0);
  }

  /** What would allow it: a line of an allow-list, but for the reason. */
  public String key() {
    return first().key();
  }

  /**
   * What has a test behave as AWS did until mlsim does: a line of Java, or a word on why there is
   * none.
   */
  public String untilMended() {
    Difference difference = first();
    String on = "sim.faults().on(\"" + difference.call().operation() + "\")";
    String member = difference.path().replaceFirst("^\\$\\.?", "");
    boolean top = !member.isEmpty() && member.matches("\\w+");
    return switch (difference.kind()) {
      case CODE, MESSAGE -> on + fail(difference);
      case STATUS ->
          difference.call().succeeded()
              ? on + ".answer(\"{...}\"); // mlsim refuses it, AWS did not"
              : on + fail(difference);
      case ONLY_HERE ->
          top
              ? on + ".amend(output -> output.remove(\"" + member + "\"));"
              : on + ".amend(output -> { ... }); // takes " + member + " away";
      case SIZE, ORDER -> on + ".amend(output -> { ... }); // gives " + member + " as AWS does";
      case ONLY_ON_AWS, TYPE, VALUE, NUMBER ->
          top && isPlain(difference.aws())
              ? on + ".amend(output -> output.put(\"" + member + "\", " + value(difference) + "));"
              : on + ".amend(output -> { ... }); // sets " + member;
      case STATE -> "sim.script().resource(...).takes(\"" + difference.aws() + "\", ...);";
    };
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty() && !value.startsWith("{") && !value.startsWith("[");
  }

  private static String value(Difference difference) {
    boolean number = difference.aws().matches("-?\\d+(\\.\\d+)?|true|false");
    return number ? difference.aws() : quoted(difference.aws());
  }

  private static String fail(Difference difference) {
    RecordedAttempt call = difference.call();
    return ".fail(" + quoted(call.code()) + ", " + quoted(call.message()) + ");";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
