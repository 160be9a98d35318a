package dev.mlsim.services.logs.reading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.LogStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * GetLogEvents: at the end of a stream the token is the one that was sent, which is how the SDKs'
 * paginators and those who tail a log know the end.
 */
final class Lines {
  private static final int MOST = 10_000;
  private static final int MOST_BYTES = 1024 * 1024;

  /** What a line costs besides its text. */
  private static final int OVERHEAD = 26;

  private static final String DIGITS = "00000000000000000000000000000000000000000000000000000000";

  private Lines() {}

  /** Whether a line is of the time that a call asks for. */
  static boolean isWithin(Call call, LogStream.Line line) {
    long at = line.at().toEpochMilli();
    return at >= call.number("startTime").orElse(0L)
        && at < call.number("endTime").orElse(Long.MAX_VALUE);
  }

  static ObjectNode get(Call call) {
    List<LogStream.Line> lines = Streams.named(call).lines().get();
    String token = call.text("nextToken").orElse("");
    boolean forward = token.isEmpty() ? call.flag("startFromHead") : token.startsWith("f/");
    int from = token.isEmpty() ? (forward ? 0 : lines.size()) : position(token);
    List<Integer> page =
        forward ? after(call, lines, from) : before(call, lines, Math.min(from, lines.size()));
    int first = page.isEmpty() ? from : page.get(0);
    int next = page.isEmpty() ? from : page.get(page.size() - 1) + 1;
    ObjectNode answer = Documents.empty();
    ArrayNode events = answer.putArray("events");
    for (int i : page) {
      events
          .addObject()
          .put("timestamp", lines.get(i).at().toEpochMilli())
          .put("message", lines.get(i).text())
          .put("ingestionTime", lines.get(i).at().toEpochMilli());
    }
    return answer
        .put("nextForwardToken", token("f/", next))
        .put("nextBackwardToken", token("b/", first));
  }

  private static String token(String direction, int position) {
    String digits = String.valueOf(position);
    return direction + DIGITS.substring(digits.length()) + digits;
  }

  private static int position(String token) {
    if (!token.startsWith("f/") && !token.startsWith("b/")) {
      throw Streams.invalid("The specified nextToken is invalid.");
    }
    return Pages.position(token.substring(2).replaceFirst("^0+(?=.)", ""));
  }

  private static List<Integer> after(Call call, List<LogStream.Line> lines, int from) {
    Room room = new Room(call);
    List<Integer> page = new ArrayList<>();
    for (int i = from; i < lines.size(); i++) {
      if (isWithin(call, lines.get(i))) {
        if (!room.takes(lines.get(i))) {
          break;
        }
        page.add(i);
      }
    }
    return page;
  }

  private static List<Integer> before(Call call, List<LogStream.Line> lines, int until) {
    Room room = new Room(call);
    List<Integer> page = new ArrayList<>();
    for (int i = until - 1; i >= 0; i--) {
      if (isWithin(call, lines.get(i))) {
        if (!room.takes(lines.get(i))) {
          break;
        }
        page.add(i);
      }
    }
    Collections.reverse(page);
    return page;
  }

  /** What a page has room for. */
  private static final class Room {
    private long lines;
    private long bytes = MOST_BYTES;

    Room(Call call) {
      lines = call.number("limit").orElse((long) MOST);
    }

    boolean takes(LogStream.Line line) {
      boolean isFirst = bytes == MOST_BYTES;
      lines--;
      bytes -= line.text().length() + OVERHEAD;
      return lines >= 0 && (bytes >= 0 || isFirst);
    }
  }
}
