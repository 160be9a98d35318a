package dev.mlsim.parity;

import dev.mlsim.json.Json;
import dev.mlsim.recording.RecordedAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report in plain text. */
final class ReportText {
  private static final int NAME_WIDTH = 52;

  private ReportText() {}

  static String of(ParityReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("mlsim: " + summary(report));
    lines.add("");
    for (Map.Entry<String, Map<Verdict, Integer>> row : report.byOperation().entrySet()) {
      lines.add("  " + padded(row.getKey()) + counts(row.getValue()));
    }
    int number = 1;
    for (Finding finding : report.findings()) {
      lines.add("");
      lines.add(number++ + ". " + title(finding));
      details(finding).forEach(line -> lines.add("   " + line));
    }
    unknown(report, lines);
    facts(report, lines);
    for (String line : report.recorded().refused()) {
      lines.add("");
      lines.add("not written into the recording: " + line);
    }
    for (String line : report.unusedAllowances()) {
      lines.add("");
      lines.add("allowed for nothing, since there is no such difference: " + line);
    }
    return String.join("\n", lines);
  }

  static String summary(ParityReport report) {
    String counts =
        Stream.of(Verdict.values())
            .filter(verdict -> report.count(verdict) > 0)
            .map(verdict -> report.count(verdict) + " " + verdict)
            .collect(Collectors.joining(", "));
    return "parity with what AWS answered on "
        + report.recorded().day()
        + " (SDK "
        + report.recorded().sdk()
        + "): of "
        + report.replayed().size()
        + " recorded attempts "
        + (counts.isEmpty() ? "none" : counts)
        + "; "
        + report.findings().size()
        + " findings"
        + (report.allowed() > 0 ? ", " + report.allowed() + " differences allowed" : "")
        + (report.noise() > 0 ? ", " + report.noise() + " differ by chance" : "");
  }

  static String counts(Map<Verdict, Integer> row) {
    return row.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
  }

  static String title(Finding finding) {
    int times = finding.differences().size();
    return finding.key()
        + " (line "
        + finding.first().call().number()
        + (times > 1 ? " and " + (times - 1) + " more" : "")
        + ")";
  }

  /** What to look at, what to tell, and what helps until it is mended. */
  static List<String> details(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add("AWS:  " + shown(finding.first().aws()));
    lines.add("here: " + shown(finding.first().here()));
    for (RecordedAttempt call : finding.ledTo()) {
      lines.add("after " + call.label() + " " + Json.text(call.input()));
    }
    RecordedAttempt subject = finding.first().call();
    lines.add("asked " + subject.label() + " " + Json.text(subject.input()));
    lines.add("until it is mended: " + finding.untilMended());
    return lines;
  }

  private static String shown(String text) {
    return text.isEmpty() ? "(nothing)" : text;
  }

  private static void unknown(ParityReport report, List<String> lines) {
    Map<String, List<Integer>> why =
        report.replayed().stream()
            .filter(r -> !r.why().isEmpty())
            .collect(
                Collectors.groupingBy(
                    r -> r.verdict() + ": " + r.why(),
                    java.util.TreeMap::new,
                    Collectors.mapping(r -> r.call().number(), Collectors.toList())));
    if (!why.isEmpty()) {
      lines.add("");
      why.forEach((reason, numbers) -> lines.add("  " + reason + " (lines " + numbers + ")"));
    }
  }

  private static String against(Fact fact) {
    return " (against it: " + fact.refutedBy().get(0) + ")";
  }

  private static void facts(ParityReport report, List<String> lines) {
    if (report.facts().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        "Of the facts that mlsim's ledgers call judged this recording touches "
            + report.facts().size()
            + "; of the confirmed all calls that show the member or the error agree, and no more is"
            + " known:");
    for (Fact fact : report.facts()) {
      lines.add(
          "  "
              + (fact.isConfirmed() ? "confirmed " : "refuted   ")
              + fact.service()
              + " ["
              + fact.judged().id()
              + "] "
              + fact.judged().says()
              + (fact.isConfirmed() ? " (calls: " + fact.calls() + ")" : against(fact)));
    }
  }
}
