package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import static dev.mlsim.services.sagemakerfeaturestoreruntime.records.Group.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A record that is put, once it has been checked against its group.
 *
 * @param group the group
 * @param record its features as they were put
 * @param identifier the value of its identifier
 * @param eventTime its event time
 * @param expiresAt when its time to live ends
 * @param bytes how big it is
 * @param online whether it is meant for the online store
 * @param offline whether it is meant for the offline store
 */
record PutEntry(
    Group group,
    JsonNode record,
    String identifier,
    Instant eventTime,
    Optional<Instant> expiresAt,
    long bytes,
    boolean online,
    boolean offline) {
  private static final int MOST_BYTES = 350 * 1_024;
  private static final int LONGEST_IDENTIFIER = 2 * 1_024;

  /** What a request puts; refuses it where the group doesn't have it so. */
  static PutEntry of(Group group, JsonNode request) {
    JsonNode record = request.path("Record");
    FeatureValues.check(group, record);
    String identifier = text(record, group.identifierFeature());
    Instant eventTime = eventTime(group, text(record, group.timeFeature()));
    long bytes = bytes(record);
    if (bytes > MOST_BYTES) {
      throw invalid("The size of the record exceeds the limit of 350 KB.");
    }
    if (utf8(identifier) > LONGEST_IDENTIFIER) {
      throw invalid("The size of the record identifier exceeds the limit of 2 KB.");
    }
    JsonNode ttl = request.path("TtlDuration");
    boolean online = Targets.online(group, request);
    if (!ttl.isMissingNode() && !online) {
      throw invalid("TtlDuration requires the OnlineStore.");
    }
    return new PutEntry(
        group,
        record,
        identifier,
        eventTime,
        (ttl.isMissingNode() ? group.timeToLive() : Group.duration(ttl)).map(eventTime::plus),
        bytes,
        online,
        Targets.offline(group, request));
  }

  /** The event time that a text says. */
  static Instant eventTime(Group group, String text) {
    return EventTime.of(text, group.timeType())
        .orElseThrow(
            () ->
                invalid(
                    "The value ["
                        + text
                        + "] of the event time feature ["
                        + group.timeFeature()
                        + "] is invalid: it must be "
                        + (group.timeType().equals("Fractional")
                            ? "a number of Unix epoch seconds."
                            : "in the ISO-8601 format yyyy-MM-dd'T'HH:mm:ssZ or"
                                + " yyyy-MM-dd'T'HH:mm:ss.SSSZ.")));
  }

  private static JsonNode feature(JsonNode record, String name) {
    for (JsonNode value : record) {
      if (value.path("FeatureName").asText().equals(name)) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  private static String text(JsonNode record, String name) {
    String text = feature(record, name).path("ValueAsString").asText();
    if (text.isEmpty()) {
      throw invalid("The record must have a value for the feature [" + name + "].");
    }
    return text;
  }

  private static long bytes(JsonNode record) {
    long bytes = 0;
    for (JsonNode value : record) {
      bytes += utf8(value.path("FeatureName").asText());
      bytes += utf8(value.path("ValueAsString").asText());
      for (JsonNode element : value.path("ValueAsStringList")) {
        bytes += utf8(element.asText());
      }
    }
    return bytes;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
