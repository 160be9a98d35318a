package dev.mlsim.sdk;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A page for a person who opens the endpoint in a browser: clock, resources, last calls. */
final class StatusPage {
  private static final int MOST = 100;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>mlsim</title>
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
      table { border-collapse: collapse; width: 100% }
      th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd; vertical-align: top }
      code { font-size: 13px }
      </style></head><body><h1>mlsim</h1>
      <p>A simulated AWS account. <a href="/mlsim/">The control API</a> moves its time, makes it
      fail, and shows all of what is below. Reload to see what is new.</p>
      """;

  private StatusPage() {}

  static WireResponse of(List<Simulator> worlds, Map<String, String> environment) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>Clients of other languages find it by</p><pre>");
    page.append(text(Environment.exports(environment)));
    page.append("</pre>");
    worlds.forEach(world -> show(world, page));
    page.append("</body></html>\n");
    return new WireResponse(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void show(Simulator sim, StringBuilder page) {
    page.append("<h2>").append(text(sim.region())).append("</h2>\n<p>It is <b>");
    page.append(sim.clock().now()).append("</b>, polling is ").append(text(sim.polling()));
    page.append(", ").append(sim.clock().pending().size()).append(" things are pending.</p>\n");
    List<ResourceSnapshot> resources = sim.resources().all();
    page.append("<h3>Resources (").append(resources.size()).append(")</h3>\n<table><tr><th>type");
    page.append("</th><th>name</th><th>state</th><th>since</th><th>reason</th></tr>\n");
    for (ResourceSnapshot one : last(resources)) {
      row(page, one.type(), one.name(), one.state(), one.lastChanged(), one.reason());
    }
    List<JournalEntry> entries = sim.journal().entries();
    page.append("</table>\n<h3>Journal (").append(entries.size()).append(")</h3>\n<table>\n");
    for (JournalEntry entry : last(entries)) {
      row(page, entry.at(), entry.text());
    }
    page.append("</table>\n");
  }

  private static <T> List<T> last(List<T> all) {
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  private static void row(StringBuilder page, Object... cells) {
    page.append("<tr>");
    for (Object cell : cells) {
      page.append("<td><code>").append(text(cell)).append("</code></td>");
    }
    page.append("</tr>\n");
  }

  private static String text(Object value) {
    return value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
