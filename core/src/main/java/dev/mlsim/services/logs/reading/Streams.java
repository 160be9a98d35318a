package dev.mlsim.services.logs.reading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.LogStream;
import dev.mlsim.service.ServiceError;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** DescribeLogStreams, and how streams are found. */
final class Streams {
  private static final int PAGE = 50;

  private Streams() {}

  static ServiceError invalid(String message) {
    return new ServiceError("InvalidParameterException", message);
  }

  private static ServiceError missing(String what) {
    return new ServiceError(
        "ResourceNotFoundException", "The specified log " + what + " does not exist.");
  }

  /** The streams of the group that a call names, by name; an error if there is no such group. */
  static List<LogStream> inGroup(Call call) {
    String group = group(call);
    List<LogStream> streams =
        call.world().logStreams().stream()
            .filter(stream -> stream.group().equals(group))
            .sorted(Comparator.comparing(LogStream::name))
            .toList();
    if (streams.isEmpty()) {
      throw missing("group");
    }
    return streams;
  }

  /** By name, or by identifier, which is a name or an ARN. */
  private static String group(Call call) {
    String named =
        call.text("logGroupName")
            .or(() -> call.text("logGroupIdentifier"))
            .orElseThrow(
                () -> invalid("Either logGroupName or logGroupIdentifier must be specified."));
    String name = named.replaceFirst("^arn:[^:]*:logs:[^:]*:[^:]*:log-group:", "");
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }

  static LogStream named(Call call) {
    String name = call.text("logStreamName").orElse("");
    return inGroup(call).stream()
        .filter(stream -> stream.name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing("stream"));
  }

  static ObjectNode describe(Call call) {
    boolean byTime = call.text("orderBy").orElse("").equals("LastEventTime");
    String prefix = call.text("logStreamNamePrefix").orElse("");
    if (byTime && !prefix.isEmpty()) {
      throw invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    Comparator<LogStream> order = Comparator.comparing(LogStream::name);
    if (byTime) {
      order = Comparator.comparing(Streams::last).thenComparing(order);
    }
    List<LogStream> streams =
        inGroup(call).stream()
            .filter(stream -> stream.name().startsWith(prefix))
            .sorted(call.flag("descending") ? order.reversed() : order)
            .toList();
    ObjectNode answer = Documents.empty();
    ArrayNode list = answer.putArray("logStreams");
    Pages.of(call, streams, PAGE, answer).forEach(stream -> list.add(shown(stream, call)));
    return answer;
  }

  private static Instant last(LogStream stream) {
    List<LogStream.Line> lines = stream.lines().get();
    return lines.isEmpty() ? stream.created() : lines.get(lines.size() - 1).at();
  }

  private static ObjectNode shown(LogStream stream, Call call) {
    ObjectNode shown =
        Documents.empty()
            .put("logStreamName", stream.name())
            .put("creationTime", stream.created().toEpochMilli());
    List<LogStream.Line> lines = stream.lines().get();
    if (!lines.isEmpty()) {
      shown
          .put("firstEventTimestamp", lines.get(0).at().toEpochMilli())
          .put("lastEventTimestamp", last(stream).toEpochMilli())
          .put("lastIngestionTime", last(stream).toEpochMilli());
    }
    return shown
        .put("uploadSequenceToken", "1")
        .put("arn", Groups.arn(call, stream.group()) + ":log-stream:" + stream.name())
        .put("storedBytes", 0);
  }
}
