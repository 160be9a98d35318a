package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.PutRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that records become which were put one by one (developer guide, "Recording events"): a
 * property is the column whose name it has in camel case; events of a session belong to the user
 * whom it got to know later; an event whose id was there before counts once.
 */
final class PutRows {
  private static final List<String> MEMBERS =
      List.of("userId", "itemId", "actionId", "eventType", "eventValue", "recommendationId");

  private PutRows() {}

  static ImportedData of(
      Resource dataset, List<PutRecord> records, List<Resource> deletions, World world) {
    List<String> columns =
        GroupData.schema(world, dataset)
            .map(schema -> List.copyOf(schema.columns().keySet()))
            .orElse(List.of());
    Map<String, String> users = usersOfSessions(records);
    Set<String> seen = new HashSet<>();
    List<List<String>> rows = new ArrayList<>();
    for (PutRecord record : records) {
      ObjectNode document = record.document();
      if (!document.has("userId") && users.containsKey(record.text("sessionId"))) {
        document.put("userId", users.get(record.text("sessionId")));
      }
      Map<String, String> cells = cells(document, columns);
      boolean isNew = !document.has("eventId") || seen.add(record.text("eventId"));
      if (isNew && !isDeleted(cells, record.at(), deletions, world) && isWhole(cells, columns)) {
        rows.add(columns.stream().map(column -> cells.getOrDefault(column, "")).toList());
      }
    }
    return new ImportedData(columns, rows);
  }

  private static Map<String, String> usersOfSessions(List<PutRecord> records) {
    Map<String, String> users = new HashMap<>();
    for (PutRecord record : records) {
      if (!record.text("sessionId").isEmpty() && !record.text("userId").isEmpty()) {
        users.putIfAbsent(record.text("sessionId"), record.text("userId"));
      }
    }
    return users;
  }

  private static Map<String, String> cells(ObjectNode document, List<String> columns) {
    Map<String, String> cells = new HashMap<>();
    Documents.parsed(document.path("properties").asText())
        .ifPresent(
            properties ->
                columns.forEach(
                    column ->
                        cells.put(column, text(properties.path(AvroSchema.property(column))))));
    for (String column : columns) {
      String member = AvroSchema.property(column);
      if (MEMBERS.contains(member) && document.has(member)) {
        cells.put(column, text(document.path(member)));
      }
    }
    for (String time : List.of("sentAt", "timestamp")) {
      if (document.has(time)) {
        Instant at = Timestamps.instant(document.path(time));
        cells.put("TIMESTAMP", String.valueOf(at.getEpochSecond()));
      }
    }
    List<String> impression = new ArrayList<>();
    document.path("impression").forEach(item -> impression.add(item.asText()));
    if (!impression.isEmpty()) {
      cells.put("IMPRESSION", String.join("|", impression));
    }
    Documents.at(document, "metricAttribution.eventAttributionSource")
        .ifPresent(source -> cells.put("EVENT_ATTRIBUTION_SOURCE", source.asText()));
    return cells;
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  /** An event without a user or an item is no interaction. */
  private static boolean isWhole(Map<String, String> cells, List<String> columns) {
    for (String id : List.of("USER_ID", "ITEM_ID", "ACTION_ID")) {
      if (columns.contains(id) && cells.getOrDefault(id, "").isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDeleted(
      Map<String, String> cells, Instant put, List<Resource> deletions, World world) {
    Optional<String> user = Optional.ofNullable(cells.get("USER_ID"));
    return user.isPresent()
        && deletions.stream()
            .filter(job -> job.entered("COMPLETED").filter(at -> !at.isBefore(put)).isPresent())
            .anyMatch(job -> GroupData.users(job, world).contains(user.get()));
  }
}
