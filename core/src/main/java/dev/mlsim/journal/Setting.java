package dev.mlsim.journal;

import dev.mlsim.clock.Pending;
import dev.mlsim.internal.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where and when a story plays.
 *
 * @param account the account's digits
 * @param region the region
 * @param seed what ids and chance came from
 * @param start the virtual time at which it began
 * @param now the virtual time at which it is told
 * @param pending what time would bring about next, the earliest first
 * @param unusedFaults the fault rules that never answered a call
 * @param unusedScripts the lines of the script that never bent a plan
 */
public record Setting(
    String account,
    String region,
    long seed,
    Instant start,
    Instant now,
    List<Pending> pending,
    List<String> unusedFaults,
    List<String> unusedScripts) {

  /** Copies the lists. */
  public Setting {
    pending = List.copyOf(pending);
    unusedFaults = List.copyOf(unusedFaults);
    unusedScripts = List.copyOf(unusedScripts);
  }

  /** How far into the story an instant lies, such as {@code +2m 5s}. */
  String since(Instant at) {
    return "+" + Spans.text(Duration.between(start, at));
  }
}
