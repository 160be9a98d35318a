package dev.mlsim.parity;

import dev.mlsim.recording.RecordedRun;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay has shown. Immutable.
 *
 * @param recorded the recording
 * @param replayed each attempt of it, in its order, with the differences that neither are allowed
 *     nor noise
 * @param findings the differences, those alike together, the first of the recording first
 * @param facts the judged facts of the ledgers that it touches
 * @param allowed how many differences an allow-list accepted
 * @param noise how many differences are there by chance: between two recordings on AWS too, or
 *     between worlds of two seeds
 * @param unusedAllowances lines of the allow-list that allowed nothing
 */
public record ParityReport(
    RecordedRun recorded,
    List<Replayed> replayed,
    List<Finding> findings,
    List<Fact> facts,
    int allowed,
    int noise,
    List<String> unusedAllowances) {

  /** Copies the lists. */
  public ParityReport {
    replayed = List.copyOf(replayed);
    findings = List.copyOf(findings);
    facts = List.copyOf(facts);
    unusedAllowances = List.copyOf(unusedAllowances);
  }

  /** How many attempts there are of each verdict, by operation in alphabetic order. */
  public Map<String, Map<Verdict, Integer>> byOperation() {
    Map<String, Map<Verdict, Integer>> table = new TreeMap<>();
    for (Replayed attempt : replayed) {
      table
          .computeIfAbsent(
              attempt.call().service() + ":" + attempt.call().operation(),
              o -> new EnumMap<>(Verdict.class))
          .merge(attempt.verdict(), 1, Integer::sum);
    }
    return table;
  }

  /** How many attempts have a verdict. */
  public long count(Verdict verdict) {
    return replayed.stream().filter(r -> r.verdict() == verdict).count();
  }

  /** The report for a terminal, with all that one can do about each finding. */
  public String text() {
    return ReportText.of(this);
  }

  /** The report as a page of HTML that loads nothing. */
  public String page() {
    return ReportPage.of(this);
  }

  /**
   * Fails a test, with the report as its message, if there is a finding or an allowance that is
   * used for nothing.
   *
   * @throws AssertionError then
   */
  public void verify() {
    if (!findings.isEmpty() || !unusedAllowances.isEmpty()) {
      throw new AssertionError(text());
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
