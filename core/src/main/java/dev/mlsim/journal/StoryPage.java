package dev.mlsim.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.internal.Markup;
import dev.mlsim.internal.Spans;
import dev.mlsim.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells a story as an HTML page that is complete in itself. */
final class StoryPage {
  private static final int MOST_LINES = 2_000;
  private static final int MOST_DOCUMENTS = 200;
  private static final int LONGEST_DOCUMENT = 4_000;
  private static final int LISTED = 50;

  private final Markup page;
  private final Story story;
  private final Setting setting;
  private int documents;

  private StoryPage(Story story) {
    this.page = Markup.page(story.title());
    this.story = story;
    this.setting = story.setting();
  }

  static String of(Story story) {
    StoryPage page = new StoryPage(story);
    List<Life> lives = Life.of(story.entries(), story.setting().now());
    page.head(lives);
    page.end(lives);
    page.page.add("<h2>When</h2>");
    new TimelineChart(page.page, story.setting(), story.entries(), lives).draw();
    page.events(Folding.of(story.entries()));
    return page.page.end().toString();
  }

  private void head(List<Life> lives) {
    List<JournalEntry.Called> calls = calls();
    String length = Spans.text(Duration.between(setting.start(), setting.now()));
    page.add(
            "<meta name=\"mlsim-story\" content=\"{}|{}|{}|{}\">",
            length,
            calls.size(),
            lives.size(),
            setting.seed())
        .add("</head><body><header><h1>{}</h1>", story.title());
    if (!story.failure().isEmpty()) {
      page.add("<pre class=\"why\">{}</pre>", String.join("\n", story.failure()));
    }
    page.add("<p class=\"facts\">");
    long failedCalls = calls.stream().filter(c -> !c.isSuccess()).count();
    long failed = lives.stream().filter(Life::isFailed).count();
    fact("virtual time", length, false);
    fact("calls", calls.size() + (failedCalls > 0 ? ", " + failedCalls + " failed" : ""), false);
    fact("resources", lives.size() + (failed > 0 ? ", " + failed + " failed" : ""), failed > 0);
    fact("seed", setting.seed(), false);
    fact("account", setting.account() + " in " + setting.region(), false);
    fact("from", setting.start(), false);
    page.add("</p></header><main>");
  }

  private void fact(String name, Object value, boolean isBad) {
    page.add("<span class=\"fact{}\"><b>{}</b> {}</span>", isBad ? " bad" : "", name, value);
  }

  private List<JournalEntry.Called> calls() {
    return story.entries().stream()
        .filter(JournalEntry.Called.class::isInstance)
        .map(JournalEntry.Called.class::cast)
        .toList();
  }

  // What somebody looks for first who comes here from a failed test.
  private void end(List<Life> lives) {
    page.add("<dl class=\"end\">");
    list("remarks", "", story.remarks());
    list("failed", "bad", Life.told(lives.stream().filter(Life::isFailed).toList()));
    list("clock", "bad", Standstill.of(story.entries()).stream().toList());
    list(
        "pending",
        "",
        setting.pending().stream().map(p -> setting.since(p.due()) + "  " + p.what()).toList());
    List<String> unused = new ArrayList<>(setting.unusedFaults());
    unused.addAll(setting.unusedScripts());
    list("set, but never came into play", "", unused);
    if (story.dropped() > 0) {
      list("lost", "bad", List.of("the first " + story.dropped() + " entries; it is bounded"));
    }
    page.add("</dl>");
  }

  private void list(String title, String css, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    page.add("<dt>{}</dt><dd class=\"{}\"><ul>", title, css);
    items.stream().limit(LISTED).forEach(item -> page.add("<li>{}</li>", item));
    if (items.size() > LISTED) {
      page.add("<li>and {} more</li>", items.size() - LISTED);
    }
    page.add("</ul></dd>");
  }

  private void events(List<Line> lines) {
    page.add("<h2>What, in order</h2><table class=\"events\"><thead><tr>")
        .add("<th scope=\"col\" class=\"at\">when</th><th scope=\"col\" class=\"kind\"></th>")
        .add("<th scope=\"col\" class=\"what\">what</th><th scope=\"col\">came of it</th>")
        .add("</tr></thead><tbody>");
    lines.stream().limit(MOST_LINES).forEach(this::event);
    page.add("</tbody></table>");
    if (lines.size() > MOST_LINES) {
      page.add("<p>and {} more lines</p>", lines.size() - MOST_LINES);
    }
    if (lines.isEmpty()) {
      page.add("<p>Nothing happened: no call has reached the simulator.</p>");
    }
  }

  private void event(Line line) {
    page.add(
        "<tr class=\"{}{}\" data-find=\"{}\"{}><td class=\"at\" title=\"{}\">{}</td>"
            + "<td class=\"kind\">{}</td>",
        line.kind().name().toLowerCase(Locale.ROOT),
        line.isBad() ? " bad" : "",
        line.about(),
        line.isBad() ? " data-bad" : "",
        line.at(),
        setting.since(line.at()),
        line.kind().name().toLowerCase(Locale.ROOT));
    String often = line.count() > 1 && !line.isCrowd() ? " ×" + line.count() : "";
    if (line.outcome().isEmpty() && line.calls().isEmpty()) {
      page.add("<td colspan=\"2\">{}</td></tr>", line.subject());
      return;
    }
    if (line.calls().isEmpty() || documents >= MOST_DOCUMENTS) {
      page.add("<td>{}<em>{}</em></td><td>{}</td></tr>", line.subject(), often, line.outcome());
      return;
    }
    documents++;
    JournalEntry.Called call = line.calls().get(line.calls().size() - 1);
    page.add("<td><details><summary>{}<em>{}</em></summary>", line.subject(), often);
    document("sent", call.input());
    document("answered", call.output());
    page.add("</details></td><td>{}</td></tr>", line.outcome());
  }

  private void document(String title, JsonNode document) {
    if (!document.isEmpty()) {
      page.add(
          "<figure><figcaption>{}</figcaption><pre>{}</pre></figure>",
          title,
          cut(Json.pretty(document)));
    }
  }

  private static String cut(String document) {
    return document.length() <= LONGEST_DOCUMENT
        ? document
        : document.substring(0, LONGEST_DOCUMENT) + "\n...";
  }
}
