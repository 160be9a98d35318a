package dev.mlsim.sweep;

import dev.mlsim.internal.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes a report as a page: what was called and made, against what went wrong with it. */
final class SweepPage {
  private final SweepReport report;
  private final Markup page;

  private SweepPage(SweepReport report) {
    this.report = report;
    this.page = Markup.page("mlsim: sweep of " + report.name());
  }

  static String of(SweepReport report) {
    SweepPage sweep = new SweepPage(report);
    String text = report.text();
    int end = text.indexOf('\n');
    sweep.page.add("</head><body><header><h1>{}</h1>", "Sweep of " + report.name());
    sweep.page.add("<p>{}</p></header><main>", end < 0 ? text : text.substring(0, end));
    sweep.findings();
    sweep.matrix(false);
    sweep.matrix(true);
    sweep.pairs();
    sweep.legend();
    return sweep.page.add("</main>").end().toString();
  }

  private void findings() {
    if (report.findings().isEmpty()) {
      return;
    }
    page.add("<h2>To be mended</h2><ol class=\"findings\">");
    for (Trial trial : report.findings()) {
      page.add(
          "<li id=\"run-{}\"><strong class=\"bad\">{}</strong>",
          trial.number(),
          trial.verdict().sentence());
      page.add("<p>when {}</p><p>then {}</p>", trial.trouble().says(), trial.detail());
      page.add("<pre>-Dmlsim.sweep='{}'", trial.trouble().text());
      trial.trouble().java().forEach(line -> page.add("\n{}", line));
      page.add("</pre><p><a href=\"{}\">what happened</a></p></li>", report.storyFile(trial));
    }
    page.add("</ol>");
  }

  /** Rows are calls, or resources; columns are kinds of trouble. */
  private void matrix(boolean ofResources) {
    List<Trial> trials =
        report.trials().stream()
            .filter(trial -> trial.trouble().harms().size() == 1)
            .filter(trial -> trial.trouble().kind().isOfResources() == ofResources)
            .toList();
    if (trials.isEmpty()) {
      return;
    }
    Set<FaultKind> kinds = new LinkedHashSet<>();
    Map<String, List<Trial>> rows = new LinkedHashMap<>();
    for (Trial trial : trials) {
      kinds.add(trial.trouble().kind());
      rows.computeIfAbsent(row(trial), r -> new ArrayList<>()).add(trial);
    }
    page.add("<h2>{}</h2>", ofResources ? "Jobs and other resources" : "Calls");
    page.add("<table class=\"sweep\"><thead><tr><th></th>");
    kinds.forEach(kind -> page.add("<th scope=\"col\">{}</th>", kind.label()));
    page.add("</tr></thead><tbody>");
    rows.forEach(
        (name, row) -> {
          page.add("<tr><th scope=\"row\">{}</th>", name);
          kinds.forEach(kind -> cell(row, kind));
          page.add("</tr>");
        });
    page.add("</tbody></table>");
  }

  private static String row(Trial trial) {
    Harm harm = trial.trouble().harms().get(0);
    if (harm instanceof CallHarm call) {
      String which =
          call.name().isEmpty() ? call.operation() : call.operation() + "[" + call.name() + "]";
      return call.operation().equals("*")
          ? "every call"
          : call.number() == 0 ? "every " + which : which + "#" + call.number();
    }
    return harm instanceof ResourceHarm resource
        ? resource.name().equals("*")
            ? "every " + resource.type()
            : resource.type() + " " + resource.name()
        : "every call";
  }

  private void cell(List<Trial> row, FaultKind kind) {
    page.add("<td>");
    for (Trial trial : row) {
      if (trial.trouble().kind() == kind) {
        String mark = mark(trial.verdict());
        String title =
            "run "
                + trial.number()
                + ": "
                + trial.trouble().says()
                + ": "
                + trial.verdict().sentence()
                + (trial.detail().isEmpty() ? "" : ": " + trial.detail());
        page.add(
            "<span class=\"{}\" title=\"{}\">{}</span> ",
            trial.verdict().name().toLowerCase(Locale.ROOT) + (trial.isRed() ? " bad" : ""),
            title,
            mark);
      }
    }
    page.add("</td>");
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case WORKS -> "✓";
      case COSTS_MORE -> "$";
      case SAYS_SO -> "!";
      case NOT_REACHED -> "·";
      default -> verdict.label().toUpperCase(Locale.ROOT);
    };
  }

  private void pairs() {
    List<Trial> pairs =
        report.trials().stream().filter(trial -> trial.trouble().harms().size() > 1).toList();
    if (pairs.isEmpty()) {
      return;
    }
    page.add("<h2>Two at a time</h2><table class=\"sweep\"><tbody>");
    for (Trial trial : pairs) {
      page.add("<tr><th scope=\"row\">{}</th>", trial.trouble().text());
      page.add(
          "<td><span class=\"{}\" title=\"{}\">{}</span></td></tr>",
          trial.isRed() ? "bad" : "",
          trial.detail(),
          mark(trial.verdict()));
    }
    page.add("</tbody></table>");
  }

  private void legend() {
    page.add("<h2>What the marks mean</h2><ul>");
    Set<Verdict> seen = new LinkedHashSet<>();
    report.trials().forEach(trial -> seen.add(trial.verdict()));
    seen.forEach(verdict -> page.add("<li>{} {}</li>", mark(verdict), verdict.sentence()));
    page.add("</ul>");
    report.notes().forEach(note -> page.add("<p>{}</p>", note));
  }
}
