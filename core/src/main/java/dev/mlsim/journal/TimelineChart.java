package dev.mlsim.journal;

import dev.mlsim.internal.Markup;
import dev.mlsim.internal.Spans;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws calls as marks and resources as bars over virtual time, a row for each. */
final class TimelineChart {
  private static final int MOST_ROWS = 1_000;

  private final Markup page;
  private final Setting setting;
  private final List<JournalEntry> entries;
  private final List<Life> lives;
  private final Axis axis;

  TimelineChart(Markup page, Setting setting, List<JournalEntry> entries, List<Life> lives) {
    this.page = page;
    this.setting = setting;
    this.entries = entries;
    this.lives = lives;
    this.axis = new Axis(setting.start(), setting.now());
  }

  void draw() {
    page.add("<div class=\"tools\">")
        .add("<label>find <input id=\"find\" type=\"search\" placeholder=\"name or type\"></label>")
        .add("<label><input id=\"failures\" type=\"checkbox\">failures only</label>")
        .add(
            "<label>zoom <input id=\"zoom\" type=\"range\" min=\"0\" max=\"6\" step=\"0.25\""
                + " value=\"0\"></label>")
        .add("<output id=\"found\"></output>");
    legend();
    // What is drawn is told below in words too.
    page.add("</div><div class=\"chart\" tabindex=\"0\" role=\"region\" aria-label=\"timeline\">")
        .add("<div class=\"rows\" data-millis=\"{}\">", axis.length().toMillis());
    ticks();
    new CallLanes(page, setting, axis, Subjects.of(entries)).draw(entries);
    String type = "";
    for (Life life : lives.subList(0, Math.min(MOST_ROWS, lives.size()))) {
      if (!life.type().equals(type)) {
        type = life.type();
        String of = type;
        CallLanes.group(page, type, lives.stream().filter(l -> l.type().equals(of)).count());
      }
      row(life);
    }
    page.add("</div></div>");
    if (lives.size() > MOST_ROWS) {
      page.add("<p>and {} more resources</p>", lives.size() - MOST_ROWS);
    }
  }

  private void legend() {
    Map<Tone, Set<String>> tones = new EnumMap<>(Tone.class);
    for (Life life : lives) {
      for (Life.Stay stay : life.stays()) {
        if (stay.move().standing() != JournalEntry.Standing.GONE) {
          tones
              .computeIfAbsent(Tone.of(stay.move()), t -> new TreeSet<>())
              .add(legendName(stay.move()));
        }
      }
    }
    page.add("<p class=\"legend\">");
    tones.forEach(
        (tone, states) ->
            page.add("<span><i class=\"{}\"></i>{}</span>", tone.css(), String.join(", ", states)));
    page.add("</p>");
  }

  private static String legendName(JournalEntry.Moved move) {
    int slash = move.to().indexOf('/');
    return Tone.of(move) == Tone.ENDS && slash > 0
        ? move.to().substring(0, slash)
        : shortName(move.to());
  }

  private static String shortName(String state) {
    return state.substring(state.indexOf('/') + 1);
  }

  private void ticks() {
    page.add("<div class=\"row axis\"><div class=\"name\">virtual time</div><div class=\"track\">");
    axis.ticks().forEach(t -> page.add("<b style=\"left:{}\">{}</b>", t.left(), t.label()));
    page.add("</div></div>");
  }

  private void row(Life life) {
    page.add(
        "<div class=\"row\" data-find=\"{}\"{}><div class=\"name\" title=\"{}\">{}</div>"
            + "<div class=\"track\">",
        life.title(),
        life.isFailed() ? " data-bad" : "",
        life.title() + "  " + life.says(),
        life.name());
    for (Life.Stay stay : life.stays()) {
      bar(stay);
    }
    page.add("</div></div>");
  }

  private void bar(Life.Stay stay) {
    JournalEntry.Moved move = stay.move();
    if (move.standing() == JournalEntry.Standing.GONE) {
      page.add(
          "<i class=\"gone\" style=\"left:{}\" title=\"{}\"></i>",
          axis.left(stay.from()),
          setting.since(stay.from()) + "  is gone");
      return;
    }
    boolean rests = move.standing() != JournalEntry.Standing.IN_PROGRESS;
    page.add(
        "<i class=\"bar {}{}\" style=\"left:{};width:{}\" title=\"{}\"><b>{}</b></i>",
        Tone.of(move).css(),
        rests ? " still" : "",
        axis.left(stay.from()),
        axis.width(stay.from(), stay.to()),
        setting.since(stay.from())
            + "  "
            + move.to()
            + " for "
            + Spans.text(Duration.between(stay.from(), stay.to()))
            + (move.reason().isEmpty() ? "" : "  because: " + move.reason()),
        shortName(move.to()));
  }
}
