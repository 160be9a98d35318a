package dev.mlsim.services.logs.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.LogStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** DescribeLogGroups: a group is there as soon as one of its streams is. */
final class Groups {
  private static final int PAGE = 50;

  private Groups() {}

  static String arn(Call call, String group) {
    return call.world().account().arn("logs", "log-group:" + group);
  }

  /** The groups that are asked for by name or by ARN. */
  private static Set<String> asked(Call call) {
    Set<String> names = new HashSet<>();
    for (JsonNode identifier : call.input().path("logGroupIdentifiers")) {
      String said = identifier.asText();
      String start = arn(call, "");
      String name = said.startsWith(start) ? said.substring(start.length()) : said;
      names.add(name.endsWith(":*") ? name.substring(0, name.length() - 2) : name);
    }
    return names;
  }

  static ObjectNode describe(Call call) {
    String prefix = call.text("logGroupNamePrefix").orElse("");
    String part = call.text("logGroupNamePattern").orElse("");
    if (!prefix.isEmpty() && !part.isEmpty()) {
      throw Streams.invalid(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    Set<String> asked = asked(call);
    Map<String, Instant> created = new TreeMap<>();
    for (LogStream stream : call.world().logStreams()) {
      if (stream.group().startsWith(prefix)
          && stream.group().contains(part)
          && (asked.isEmpty() || asked.contains(stream.group()))) {
        created.merge(
            stream.group(), stream.created(), (one, other) -> one.isBefore(other) ? one : other);
      }
    }
    ObjectNode answer = Documents.empty();
    ArrayNode list = answer.putArray("logGroups");
    for (String group : Pages.of(call, List.copyOf(created.keySet()), PAGE, answer)) {
      list.addObject()
          .put("logGroupName", group)
          .put("creationTime", created.getOrDefault(group, Instant.EPOCH).toEpochMilli())
          .put("metricFilterCount", 0)
          .put("arn", arn(call, group) + ":*")
          .put("storedBytes", 0)
          .put("logGroupClass", "STANDARD")
          .put("logGroupArn", arn(call, group));
    }
    return answer;
  }
}
