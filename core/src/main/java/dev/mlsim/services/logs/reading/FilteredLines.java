package dev.mlsim.services.logs.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.LogStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** FilterLogEvents: lines of several streams of a group, by time. */
final class FilteredLines {
  private static final int MOST = 10_000;

  private FilteredLines() {}

  /** A line, with where it stands. */
  private record Found(LogStream stream, int index, LogStream.Line line) {}

  static ObjectNode filter(Call call) {
    LinePattern pattern = LinePattern.of(call.text("filterPattern").orElse(""));
    List<Found> found = new ArrayList<>();
    for (LogStream stream : streams(call)) {
      List<LogStream.Line> lines = stream.lines().get();
      for (int i = 0; i < lines.size(); i++) {
        if (Lines.isWithin(call, lines.get(i)) && pattern.fits(lines.get(i).text())) {
          found.add(new Found(stream, i, lines.get(i)));
        }
      }
    }
    found.sort(Comparator.comparing(one -> one.line.at()));
    ObjectNode answer = Documents.empty();
    ArrayNode events = answer.putArray("events");
    for (Found one : Pages.of(call, found, MOST, answer)) {
      events
          .addObject()
          .put("logStreamName", one.stream.name())
          .put("timestamp", one.line.at().toEpochMilli())
          .put("message", one.line.text())
          .put("ingestionTime", one.line.at().toEpochMilli())
          .put("eventId", id(one));
    }
    answer.putArray("searchedLogStreams");
    return answer;
  }

  private static String id(Found one) {
    return String.format(
        Locale.ROOT,
        "%020d%016d%020d",
        one.line.at().toEpochMilli(),
        Integer.toUnsignedLong(one.stream.name().hashCode()),
        one.index);
  }

  private static List<LogStream> streams(Call call) {
    String prefix = call.text("logStreamNamePrefix").orElse("");
    List<String> names = new ArrayList<>();
    for (JsonNode name : call.input().path("logStreamNames")) {
      names.add(name.asText());
    }
    if (!prefix.isEmpty() && !names.isEmpty()) {
      throw Streams.invalid(
          "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
    }
    return Streams.inGroup(call).stream()
        .filter(stream -> names.isEmpty() || names.contains(stream.name()))
        .filter(stream -> stream.name().startsWith(prefix))
        .toList();
  }
}
