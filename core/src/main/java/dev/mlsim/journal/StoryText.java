package dev.mlsim.journal;

import dev.mlsim.internal.Spans;
import dev.mlsim.internal.Visible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Tells a story as aligned text. */
final class StoryText {
  private static final int FIRST = 10;
  private static final int WIDEST = 56;
  private static final int LISTED = 12;

  private final StringBuilder text = new StringBuilder();
  private final Story story;

  private StoryText(Story story) {
    this.story = story;
  }

  static String of(Story story, int events) {
    StoryText teller = new StoryText(story);
    teller.head();
    teller.events(Folding.of(story.entries()), events);
    teller.tail();
    return teller.text.toString();
  }

  private void head() {
    Setting setting = story.setting();
    text.append("mlsim: ").append(Visible.line(story.title())).append('\n');
    row(
        "world",
        "account " + setting.account() + " in " + setting.region() + ", seed " + setting.seed());
    row(
        "time",
        "from "
            + setting.start()
            + ", "
            + Spans.text(Duration.between(setting.start(), setting.now()))
            + " of virtual time");
    if (story.dropped() > 0) {
      row("", "the first " + story.dropped() + " entries of the journal are lost: it is bounded");
    }
    text.append('\n');
  }

  private void events(List<Line> lines, int most) {
    int width = Math.min(WIDEST, lines.stream().mapToInt(StoryText::width).max().orElse(1));
    int times =
        lines.stream().mapToInt(l -> story.setting().since(l.at()).length()).max().orElse(1);
    String format = "  %-" + times + "s  %-5s  %-" + width + "s  %s%s";
    int skipTo = lines.size() > most ? lines.size() - Math.max(most - FIRST, 1) : 0;
    int first = Math.min(FIRST, most);
    for (int i = 0; i < lines.size(); i++) {
      if (skipTo > first && i == first) {
        text.append("  ").append("...  ").append(skipTo - first).append(" lines left out\n");
        i = skipTo;
      }
      event(lines.get(i), format);
    }
    if (lines.isEmpty()) {
      text.append("  nothing happened: no call has reached the simulator\n");
    }
    text.append('\n');
  }

  // Notes and movements of time have no second column to align.
  private static int width(Line line) {
    return line.outcome().isEmpty() ? 1 : Visible.line(line.subject()).length();
  }

  private void event(Line line, String format) {
    String often = line.count() > 1 && !line.isCrowd() ? often(line) : "";
    text.append(
            String.format(
                    Locale.ROOT,
                    format,
                    story.setting().since(line.at()),
                    line.kind().name().toLowerCase(Locale.ROOT),
                    Visible.line(line.subject()),
                    Visible.line(line.outcome()),
                    often)
                .stripTrailing())
        .append('\n');
  }

  private static String often(Line line) {
    Duration span = Duration.between(line.at(), line.until());
    return "  x" + line.count() + (span.isZero() ? "" : " over " + Spans.text(span));
  }

  private void tail() {
    List<String> resources = new ArrayList<>();
    List<Life> lives = new ArrayList<>(Life.of(story.entries(), story.setting().now()));
    lives.sort(Comparator.comparing(life -> !life.isFailed())); // failures first
    lives.forEach(life -> resources.add(life.title() + "  " + life.says()));
    rows("resources", resources);
    rows("clock", Standstill.of(story.entries()).stream().toList());
    rows(
        "pending",
        story.setting().pending().stream()
            .map(p -> story.setting().since(p.due()) + "  " + p.what())
            .toList());
    rows("unused", story.setting().unusedFaults().stream().map(f -> "fault rule: " + f).toList());
    rows("unused", story.setting().unusedScripts().stream().map(s -> "script: " + s).toList());
    story.remarks().forEach(remark -> row("", remark));
  }

  private void rows(String title, List<String> rows) {
    for (int i = 0; i < Math.min(LISTED, rows.size()); i++) {
      row(i == 0 ? title : "", rows.get(i));
    }
    if (rows.size() > LISTED) {
      row("", "and " + (rows.size() - LISTED) + " more");
    }
  }

  private void row(String title, String says) {
    text.append(String.format(Locale.ROOT, "  %-10s %s\n", title, Visible.line(says)));
  }
}
