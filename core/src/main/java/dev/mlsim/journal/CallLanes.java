package dev.mlsim.journal;

import dev.mlsim.internal.Markup;
import dev.mlsim.internal.Spans;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Draws calls and events as marks over virtual time, a lane for each operation, and who moved the
 * clock.
 */
final class CallLanes {
  private final Markup page;
  private final Setting setting;
  private final Axis axis;
  private final Subjects subjects;

  CallLanes(Markup page, Setting setting, Axis axis, Subjects subjects) {
    this.page = page;
    this.setting = setting;
    this.axis = axis;
    this.subjects = subjects;
  }

  void draw(List<JournalEntry> entries) {
    Map<String, Lane> calls = new TreeMap<>();
    Map<String, Lane> events = new TreeMap<>();
    Lane clock = new Lane("clock moved");
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Called call) {
        calls.computeIfAbsent(call.operation(), Lane::new).add(call);
      } else if (entry instanceof JournalEntry.Emitted event) {
        events.computeIfAbsent(event.detailType(), Lane::new).add(event);
      } else if (entry instanceof JournalEntry.TimeMoved time && !time.isSleep()) {
        clock.add(time);
      }
    }
    if (clock.size > 0) {
      clock.draw();
    }
    draw("calls", calls);
    draw("events", events);
  }

  private void draw(String title, Map<String, Lane> lanes) {
    if (!lanes.isEmpty()) {
      group(page, title, lanes.values().stream().mapToInt(lane -> lane.size).sum());
      lanes.values().forEach(Lane::draw);
    }
  }

  /** Draws the heading of rows that belong together. */
  static void group(Markup page, String title, long size) {
    page.add(
        "<div class=\"row group\"><div class=\"name\">{} <em>{}</em></div>"
            + "<div class=\"track\"></div></div>",
        title,
        size);
  }

  private final class Lane {
    private final String name;
    private final Markup marks = new Markup();
    private final Set<String> drawn = new HashSet<>();
    private int size;
    private boolean isBad;

    Lane(String name) {
      this.name = name;
    }

    void add(JournalEntry.Called call) {
      size++;
      isBad |= !call.isSuccess();
      String left = axis.left(call.at());
      // One mark for calls that would lie on top of each other.
      if (drawn.add(left + call.isSuccess())) {
        marks.add(
            "<i class=\"mark{}\" style=\"left:{}\" title=\"{}\"></i>",
            call.isSuccess() ? "" : " bad",
            left,
            setting.since(call.at())
                + "  "
                + call.operation()
                + " "
                + subjects.of(call)
                + "  "
                + call.outcome());
      }
    }

    void add(JournalEntry.Emitted event) {
      size++;
      String left = axis.left(event.at());
      if (drawn.add(left)) {
        marks.add(
            "<i class=\"mark\" style=\"left:{}\" title=\"{}\"></i>",
            left,
            setting.since(event.at()) + "  " + event.about());
      }
    }

    void add(JournalEntry.TimeMoved time) {
      size++;
      marks.add(
          "<i class=\"moved\" style=\"left:{};width:{}\" title=\"{}\"></i>",
          axis.left(time.from()),
          axis.width(time.from(), time.at()),
          setting.since(time.from())
              + "  "
              + time.cause()
              + ", by "
              + Spans.text(Duration.between(time.from(), time.at())));
    }

    void draw() {
      page.add(
              "<div class=\"row\" data-find=\"{}\"{}><div class=\"name\" title=\"{}\">{} <em>{}</em>"
                  + "</div><div class=\"track\">",
              name,
              isBad ? " data-bad" : "",
              name,
              name,
              size)
          .raw(marks.toString())
          .add("</div></div>");
    }
  }
}
