package dev.mlsim.sweep;

import dev.mlsim.internal.Given;
import dev.mlsim.internal.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that goes wrong in one run of a sweep; nothing in a clean run.
 *
 * @param kind of which kind it is
 * @param harms what goes wrong
 */
public record Trouble(FaultKind kind, List<Harm> harms) {
  /** Nothing goes wrong. */
  public static final Trouble NONE = new Trouble(FaultKind.NONE, List.of());

  private static final String AND = " + ";
  private static final Pattern LAG = Pattern.compile("reads lag by (P\\w[\\w.]*)");
  private static final Pattern CALL =
      Pattern.compile(
          "(?:(every call)|every ([\\w:*]+)(?:\\[(.*?)])?|([\\w:]+)(?:\\[(.*?)])?#(\\d+))"
              + " (.+?)(?: (once)| at attempt (\\d+))?");
  private static final Pattern RESOURCE =
      Pattern.compile("(?:every ([\\w:-]+)|([\\w:-]+)\\[(.*?)]) (.+)");

  /** Copies the list. */
  public Trouble {
    harms = Given.list(harms);
  }

  static Trouble of(FaultKind kind, Harm harm) {
    return new Trouble(kind, List.of(harm));
  }

  /** This and another thing. */
  Trouble and(Harm harm) {
    List<Harm> both = new ArrayList<>(harms);
    both.add(harm);
    return new Trouble(kind, both);
  }

  /** Whether nothing goes wrong. */
  public boolean isNone() {
    return harms.isEmpty();
  }

  /** Itself as a line that can be read back. */
  public String text() {
    return isNone() ? "nothing" : lines(Harm::text, AND);
  }

  /** What goes wrong, for people. */
  public String says() {
    return lines(Harm::says, "; and ");
  }

  /** What does the same in a test, a line each. */
  public List<String> java() {
    return inOrder().map(Harm::java).toList();
  }

  private String lines(Function<Harm, String> line, String between) {
    return harms.stream().map(line).collect(Collectors.joining(between));
  }

  /** Of several rules the latest is asked first, so those of later calls are to be the later. */
  Stream<Harm> inOrder() {
    return harms.stream()
        .sorted(Comparator.comparingInt(h -> h instanceof CallHarm call ? call.number() : 0));
  }

  /**
   * Reads what {@link #text} has written: lines such as {@code CreateEndpoint[churn]#1 loses its
   * answer once}, with {@code + } between them.
   *
   * @throws IllegalArgumentException if there is nothing of the kind
   */
  public static Trouble parse(String text) {
    List<Harm> harms = new ArrayList<>();
    for (String line : text.strip().split(Pattern.quote(AND), -1)) {
      harms.add(
          harm(line.strip())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "mlsim: a sweep cannot let happen ["
                              + line.strip()
                              + "]"
                              + Nearest.hint(line.strip(), FaultWords.phrases())
                              + "; it is a line of a sweep's report, such as"
                              + " [CreateEndpoint[churn]#1 loses its answer once] or"
                              + " [training-job[churn-1] fails at Training]")));
    }
    return new Trouble(FaultKind.GIVEN, harms);
  }

  /** The same; nothing where there is nothing of the kind, as in what another version wrote. */
  static Optional<Trouble> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<Harm> harm(String line) {
    Matcher lag = LAG.matcher(line);
    if (lag.matches()) {
      return Optional.of(new LateReads(Duration.parse(lag.group(1))));
    }
    Matcher call = CALL.matcher(line);
    Optional<FaultWords> fault = call.matches() ? FaultWords.read(call.group(7)) : Optional.empty();
    if (fault.isPresent()) {
      return Optional.of(call(call, fault.get()));
    }
    Matcher resource = RESOURCE.matcher(line);
    return resource.matches()
        ? OutcomeWords.read(resource.group(4))
            .map(
                outcome ->
                    resource.group(1) != null
                        ? new ResourceHarm(resource.group(1), "*", outcome)
                        : new ResourceHarm(resource.group(2), resource.group(3), outcome))
        : Optional.empty();
  }

  private static CallHarm call(Matcher call, FaultWords words) {
    int attempt =
        call.group(8) != null ? 1 : call.group(9) != null ? Integer.parseInt(call.group(9)) : 0;
    if (call.group(1) != null) {
      return new CallHarm("*", "", 0, attempt, words.fault());
    }
    return call.group(2) != null
        ? new CallHarm(call.group(2), orEmpty(call.group(3)), 0, attempt, words.fault())
        : new CallHarm(
            call.group(4),
            orEmpty(call.group(5)),
            Integer.parseInt(call.group(6)),
            attempt,
            words.fault());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return text();
  }
}
