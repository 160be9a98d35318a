package dev.mlsim.parity;

import dev.mlsim.internal.Markup;
import java.util.Map;

/** The report as a page. */
final class ReportPage {
  private ReportPage() {}

  static String of(ParityReport report) {
    Markup page = Markup.page("Parity with AWS").add("</head><body><h1>Parity with AWS</h1>");
    page.add("<p>{}</p>", ReportText.summary(report));
    operations(page, report);
    findings(page, report);
    facts(page, report);
    return page.end().toString();
  }

  private static void operations(Markup page, ParityReport report) {
    page.add("<h2>By operation</h2><table><thead><tr><th>operation</th>");
    for (Verdict verdict : Verdict.values()) {
      page.add("<th>{}</th>", verdict);
    }
    page.add("</tr></thead><tbody>");
    for (Map.Entry<String, Map<Verdict, Integer>> row : report.byOperation().entrySet()) {
      page.add("<tr><td>{}</td>", row.getKey());
      for (Verdict verdict : Verdict.values()) {
        int count = row.getValue().getOrDefault(verdict, 0);
        page.add("<td>{}</td>", count == 0 ? "" : count);
      }
      page.add("</tr>");
    }
    page.add("</tbody></table>");
  }

  private static void findings(Markup page, ParityReport report) {
    page.add("<h2>Findings</h2>");
    if (report.findings().isEmpty()) {
      page.add("<p>None: mlsim answered as AWS did.</p>");
    }
    for (Finding finding : report.findings()) {
      page.add("<h3>{}</h3><pre>", ReportText.title(finding));
      ReportText.details(finding).forEach(line -> page.add("{}", line));
      page.add("</pre>");
    }
  }

  private static void facts(Markup page, ParityReport report) {
    if (report.facts().isEmpty()) {
      return;
    }
    page.add("<h2>Judged facts</h2><table><tbody>");
    for (Fact fact : report.facts()) {
      page.add(
          "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
          fact.isConfirmed() ? "confirmed" : "refuted",
          fact.service(),
          fact.judged().id(),
          fact.judged().says());
    }
    page.add("</tbody></table>");
  }
}
