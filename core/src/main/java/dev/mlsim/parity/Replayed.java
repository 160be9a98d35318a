package dev.mlsim.parity;

import dev.mlsim.recording.RecordedAttempt;
import java.util.List;

/**
 * One recorded attempt, and what came of it here.
 *
 * @param call what was recorded
 * @param verdict what came of it
 * @param why the reason of a verdict that is neither agreement nor difference
 * @param differences in what it differs
 */
public record Replayed(
    RecordedAttempt call, Verdict verdict, String why, List<Difference> differences) {

  /** Copies the list. */
  public Replayed {
    differences = List.copyOf(differences);
  }

  static Replayed not(RecordedAttempt call, Verdict verdict, String why) {
    return new Replayed(call, verdict, why, List.of());
  }

  static Replayed of(RecordedAttempt call, List<Difference> differences) {
    return new Replayed(
        call, differences.isEmpty() ? Verdict.AGREES : Verdict.DIFFERS, "", differences);
  }
}
