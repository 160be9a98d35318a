package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is put is appended to the offline store: gathered for some minutes, then written, an object
 * for each hour of event times, under the keys of the developer guide ("Offline store"). AWS writes
 * Parquet; here each line is a record as JSON.
 */
final class OfflineStore {
  private static final Duration GATHERS = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int MOST_RECORDS = 500;
  private static final int RANDOM = 16;
  private static final String LINES = "lines";
  private static final String FOLDER = "folder";
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'year='uuuu'/month='MM'/day='dd'/hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Gathering", GATHERS), rest("Written"))
          .on(FAIL)
          .from("Gathering")
          .goes(rest("Failed"))
          .on(DELETE)
          .from("Written", "Failed")
          .goes(gone())
          .build();

  /** Records on their way to the offline store of a group. */
  static final ResourceType TYPE =
      ResourceType.named("offline-store-batch")
          .identifiedBy("BatchId")
          .lifecycle(LIFECYCLE)
          .grouped(OfflineStore::gathering)
          .entering("Written", OfflineStore::write)
          .entering("Failed", OfflineStore::forget)
          .build();

  private OfflineStore() {}

  private static String gathering(Resource batch) {
    boolean isFull = batch.notes().path(LINES).size() >= MOST_RECORDS;
    return batch.isUnfinished() && !isFull
        ? batch.attributes().path("FeatureGroupName").asText()
        : "";
  }

  /** Appends a record to a group's offline store. */
  static void append(World world, PutEntry entry) {
    ObjectNode values = Documents.empty();
    for (JsonNode value : entry.record()) {
      JsonNode list = value.path("ValueAsStringList");
      values.set(
          value.path("FeatureName").asText(),
          list.isMissingNode() ? value.path("ValueAsString") : list);
    }
    append(world, entry.group(), values, entry.eventTime(), false);
  }

  /** Appends that a record is deleted: of its features it has but the two that say which. */
  static void appendDeletion(
      World world, Group group, String identifier, String eventTime, Instant at) {
    ObjectNode values = Documents.empty();
    group
        .resource()
        .attributes()
        .path("FeatureDefinitions")
        .forEach(d -> values.putNull(d.path("FeatureName").asText()));
    values.put(group.identifierFeature(), identifier).put(group.timeFeature(), eventTime);
    append(world, group, values, at, true);
  }

  private static void append(
      World world, Group group, ObjectNode values, Instant eventTime, boolean isDeleted) {
    if (group.isBlocked()) {
      world.note(
          "the offline store of " + group.resource() + " is blocked: a record is lost there");
      return;
    }
    values.put("api_invocation_time", world.now().toString()).put("is_deleted", isDeleted);
    ObjectNode line = Documents.empty().put("at", eventTime.toString());
    line.set("values", values);
    Optional<Resource> open = world.registry().group(TYPE, group.name()).stream().findFirst();
    if (open.isPresent()) {
      world.change(open.get(), old -> old.withNote(LINES, with(old.notes().path(LINES), line)));
    } else {
      begin(world, group, line);
    }
  }

  private static ArrayNode with(JsonNode lines, ObjectNode line) {
    ArrayNode more = JsonNodeFactory.instance.arrayNode(lines.size() + 1);
    lines.forEach(more::add);
    return more.add(line);
  }

  private static void begin(World world, Group group, ObjectNode line) {
    String id = group.name() + "-" + world.chance().id(8);
    ObjectNode notes = Documents.empty().put(FOLDER, group.folder());
    notes.putArray(LINES).add(line);
    world.begin(
        TYPE,
        new Resource(
                TYPE.name(),
                id,
                id,
                "",
                TYPE.lifecycle(),
                Documents.empty().put("FeatureGroupName", group.name()),
                world.now())
            .withNotes(notes));
  }

  private static void write(Resource batch, World world) {
    Map<String, StringBuilder> texts = new TreeMap<>();
    Map<String, Instant> latest = new TreeMap<>();
    for (JsonNode line : batch.notes().path(LINES)) {
      Instant at = Instant.parse(line.path("at").asText());
      ObjectNode values = line.path("values").deepCopy();
      values.put("write_time", world.now().toString());
      String hour = HOUR.format(at);
      texts.computeIfAbsent(hour, h -> new StringBuilder()).append(Json.text(values)).append('\n');
      latest.merge(hour, at, (one, other) -> one.isAfter(other) ? one : other);
    }
    texts.forEach(
        (hour, text) ->
            world.write(
                batch,
                batch.notes().path(FOLDER).asText()
                    + "/"
                    + hour
                    + "/"
                    + FILE.format(latest.getOrDefault(hour, world.now()))
                    + "_"
                    + world.chance().id(RANDOM)
                    + ".jsonl",
                text.toString()));
    forget(batch, world);
  }

  private static void forget(Resource batch, World world) {
    world.later(world.now().plus(KEPT), batch, DELETE);
  }
}
