package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.Optional;

/** The operations that write records, as the API reference has them. */
enum Writes implements Handler {
  /** PutRecord: one record, whole. */
  PUT {
    @Override
    public ObjectNode answer(Call call) {
      put(call.world(), entry(call.world(), call.input()));
      return Documents.empty();
    }
  },

  /** DeleteRecord: softly, which leaves that there was one, or for good. */
  DELETE {
    @Override
    public ObjectNode answer(Call call) {
      World world = call.world();
      Group group = Group.of(world, call.text("FeatureGroupName").orElseThrow(), Group.VALIDATION);
      String identifier = call.text("RecordIdentifierValueAsString").orElseThrow();
      String eventTime = call.text("EventTime").orElseThrow();
      Instant at = PutEntry.eventTime(group, eventTime);
      boolean online = Targets.online(group, call.input());
      boolean offline = Targets.offline(group, call.input());
      boolean hard = call.text("DeletionMode").filter("HardDelete"::equals).isPresent();
      Optional<Resource> record = OnlineStore.find(world, group.name(), identifier);
      if (online && record.isPresent()) {
        delete(world, record.get(), at, hard);
      }
      if (offline) {
        OfflineStore.appendDeletion(world, group, identifier, eventTime, at);
      }
      return Documents.empty();
    }
  },

  /** BatchWriteRecord: several records, each on its own. */
  BATCH {
    @Override
    public ObjectNode answer(Call call) {
      ObjectNode output = Documents.empty();
      ArrayNode errors = output.putArray("Errors");
      output.putArray("UnprocessedEntries");
      JsonNode usual = call.input().path("TtlDuration");
      for (JsonNode given : call.input().path("Entries")) {
        try {
          put(call.world(), entry(call.world(), withTtl(given, usual)));
        } catch (ServiceError refused) {
          ObjectNode error = errors.addObject();
          error.set("Entry", given);
          error.put("ErrorCode", refused.code()).put("ErrorMessage", refused.message());
        }
      }
      return output;
    }
  };

  private static JsonNode withTtl(JsonNode entry, JsonNode usual) {
    return usual.isMissingNode() || entry.has("TtlDuration")
        ? entry
        : entry.<ObjectNode>deepCopy().set("TtlDuration", usual);
  }

  private static PutEntry entry(World world, JsonNode request) {
    String group = request.path("FeatureGroupName").asText();
    return PutEntry.of(Group.of(world, group, Group.VALIDATION), request);
  }

  private static void put(World world, PutEntry entry) {
    if (entry.online()) {
      OnlineStore.put(world, entry);
    }
    if (entry.offline()) {
      OfflineStore.append(world, entry);
    }
  }

  private static void delete(World world, Resource record, Instant at, boolean hard) {
    boolean later = OnlineStore.eventTime(record).isBefore(at);
    if (hard && OnlineStore.eventTime(record).isAfter(at)) {
      throw Group.invalid(
          "The EventTime of the deletion is earlier than that of the record in the OnlineStore.");
    }
    if (hard) {
      OnlineStore.delete(world, record);
    } else if (later) {
      OnlineStore.deleteSoftly(world, record, at);
    }
  }

  @Override
  public String kind() {
    return "write";
  }
}
