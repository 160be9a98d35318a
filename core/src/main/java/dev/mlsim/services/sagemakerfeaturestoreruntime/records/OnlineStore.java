package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest record of each identifier, as resources of the simulator's, which the API doesn't show
 * as such. One that has expired stays until somebody puts another, but nobody sees it.
 */
public final class OnlineStore {
  private static final String PUT = "put";
  private static final String SOFT_DELETE = "soft-delete";
  private static final String DELETED = "SoftDeleted";

  /** What the control plane adds up for the size of stores in memory. */
  private static final String BYTES = "bytes";

  private static final String AT = "at";
  private static final String EXPIRES = "expires";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(rest("Stored"))
          .on(SOFT_DELETE)
          .from("Stored")
          .goes(rest(DELETED))
          .on(PUT)
          .from(DELETED)
          .goes(rest("Stored"))
          .on(DELETE)
          .from("Stored", DELETED)
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("feature-record")
          .identifiedBy("FeatureGroupName", "RecordIdentifierValueAsString")
          .lifecycle(LIFECYCLE)
          .grouped(record -> record.attributes().path("FeatureGroupName").asText())
          .build();

  private OnlineStore() {}

  /** The records of a group that have not expired, first put first. */
  public static List<Resource> records(World world, String group) {
    return world.registry().group(TYPE, group).stream()
        .filter(record -> !isExpired(record, world))
        .toList();
  }

  /** The record of that identifier, unless it has expired. */
  public static Optional<Resource> find(World world, String group, String identifier) {
    return stored(world, group, identifier).filter(record -> !isExpired(record, world));
  }

  private static Optional<Resource> stored(World world, String group, String identifier) {
    return world.registry().byKey(TYPE, group + "/" + identifier);
  }

  private static boolean isExpired(Resource record, World world) {
    return expiresAt(record).filter(time -> !world.now().isBefore(time)).isPresent();
  }

  static boolean isDeleted(Resource record) {
    return record.is(DELETED);
  }

  static Instant eventTime(Resource record) {
    return Instant.parse(record.notes().path(AT).asText());
  }

  static Optional<Instant> expiresAt(Resource record) {
    return Documents.at(record.notes(), EXPIRES).map(time -> Instant.parse(time.asText()));
  }

  static String identifier(Resource record) {
    return record.attributes().path("RecordIdentifierValueAsString").asText();
  }

  /** The record as the test sees it. */
  public static FeatureRecord record(Resource record) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode value : record.attributes().path("Record")) {
      JsonNode list = value.path("ValueAsStringList");
      values.put(
          value.path("FeatureName").asText(),
          list.isMissingNode() ? value.path("ValueAsString").asText() : Json.text(list));
    }
    return new FeatureRecord(
        record.attributes().path("FeatureGroupName").asText(),
        identifier(record),
        values,
        eventTime(record),
        expiresAt(record),
        isDeleted(record));
  }

  /** Puts a record, unless the one there is of the same time or a later one. */
  static void put(World world, PutEntry entry) {
    Optional<Resource> before = stored(world, entry.group().name(), entry.identifier());
    if (before.isEmpty()) {
      begin(world, entry);
    } else if (isExpired(before.get(), world)
        || eventTime(before.get()).isBefore(entry.eventTime())) {
      world.change(
          before.get(), old -> old.withAttributes(attributes(entry)).withNotes(notes(entry)));
      world.touch(before.get());
      if (isDeleted(before.get())) {
        world.trigger(before.get(), PUT, "");
      }
    }
  }

  private static void begin(World world, PutEntry entry) {
    world.begin(
        TYPE,
        new Resource(
                TYPE.name(),
                entry.group().name() + "/" + entry.identifier(),
                entry.group().name() + "/" + entry.identifier(),
                "",
                TYPE.lifecycle(),
                attributes(entry),
                world.now())
            .withNotes(notes(entry)));
  }

  private static ObjectNode attributes(PutEntry entry) {
    ObjectNode attributes = Documents.empty();
    attributes.put("FeatureGroupName", entry.group().name());
    attributes.put("RecordIdentifierValueAsString", entry.identifier());
    attributes.set("Record", entry.record());
    entry.expiresAt().ifPresent(time -> attributes.put("ExpiresAt", time.toString()));
    return attributes;
  }

  private static ObjectNode notes(PutEntry entry) {
    ObjectNode notes = Documents.empty();
    notes.put(AT, entry.eventTime().toString()).put(BYTES, entry.bytes());
    entry.expiresAt().ifPresent(time -> notes.put(EXPIRES, time.toString()));
    return notes;
  }

  /** Leaves of a record that there was one, and when it went. */
  static void deleteSoftly(World world, Resource record, Instant eventTime) {
    world.change(
        record,
        old ->
            old.without(List.of("Record"))
                .withNotes(
                    old.notes()
                        .<ObjectNode>deepCopy()
                        .put(AT, eventTime.toString())
                        .put(BYTES, 0)));
    if (!isDeleted(record)) {
      world.trigger(record, SOFT_DELETE, "");
    }
  }

  static void delete(World world, Resource record) {
    world.remove(record);
  }

  /** A group's online store goes with it. */
  static void clear(Resource group, World world) {
    for (Resource record : new ArrayList<>(world.registry().group(TYPE, group.key()))) {
      world.remove(record);
    }
  }
}
