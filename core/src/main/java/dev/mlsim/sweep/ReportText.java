package dev.mlsim.sweep;

import java.util.ArrayList;
import java.util.List;

/** Writes a report as text. */
final class ReportText {
  private static final int LIKES = 3;

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(SweepReport report) {
    ReportText writing = new ReportText();
    writing.head(report);
    int number = 1;
    for (List<Trial> same : report.likes().values()) {
      writing.finding(number++, same);
    }
    report.notes().forEach(note -> writing.line("  note: " + note));
    return writing.text.toString().stripTrailing();
  }

  private void head(SweepReport report) {
    long red = report.red().size();
    long clean = report.trials().stream().filter(trial -> trial.trouble().isNone()).count();
    List<String> parts = counts(report);
    if (red > 0) {
      parts.add(red + " found " + things(report.likes().size()) + " to mend");
    }
    line(
        "mlsim: "
            + report.name()
            + " was run "
            + report.trials().size()
            + " times, "
            + (report.trials().size() - clean)
            + " of them with something going wrong: "
            + String.join(", ", parts)
            + (red == 0 ? "; nothing is to be mended" : ""));
  }

  private static String things(int count) {
    return count == 1 ? "1 fault" : count + " distinct faults";
  }

  private static List<String> counts(SweepReport report) {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long count =
          report.trials().stream()
              .filter(trial -> trial.verdict() == verdict && !trial.trouble().isNone())
              .count();
      if (count > 0 && !verdict.isRed()) {
        counts.add(count + " " + verdict.label());
      }
    }
    return counts;
  }

  /** One finding by itself. */
  static String of(Trial trial) {
    ReportText writing = new ReportText();
    writing.trial("mlsim: ", "  ", trial);
    return writing.text.toString().stripTrailing();
  }

  private void finding(int number, List<Trial> same) {
    line("");
    trial("  " + number + ". ", "     ", same.get(0));
    if (same.size() > 1) {
      line("     also   " + likes(same.subList(1, same.size())));
    }
  }

  private void trial(String begin, String indent, Trial trial) {
    line(begin + trial.verdict().name().replace('_', ' ') + ": " + trial.verdict().sentence());
    if (!trial.trouble().isNone()) {
      line(indent + "when   " + trial.trouble().says());
    }
    line(indent + "then   " + trial.detail());
    trial
        .failure()
        .map(Judge::words)
        .filter(words -> trial.verdict() != Verdict.ENDLESS && !words.equals(trial.detail()))
        .ifPresent(words -> line(indent + "threw  " + words));
    if (!trial.trouble().isNone()) {
      line(indent + "again  -Dmlsim.sweep='" + trial.trouble().text() + "'");
      trial.trouble().java().forEach(java -> line(indent + "test   " + java));
    }
  }

  private static String likes(List<Trial> others) {
    String some =
        others.stream()
            .limit(LIKES)
            .map(trial -> trial.trouble().text())
            .reduce((one, other) -> one + "; " + other)
            .orElse("");
    int more = others.size() - LIKES;
    return some + (more > 0 ? "; and " + more + " more" : "");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
