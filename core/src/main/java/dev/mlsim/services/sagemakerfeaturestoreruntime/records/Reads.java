package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operations that read records, as the API reference has them. */
enum Reads implements Handler {
  /** GetRecord: the latest record of an identifier; a missing one is no error. */
  GET {
    @Override
    public ObjectNode answer(Call call) {
      Group group =
          readable(call.world(), call.text("FeatureGroupName").orElseThrow(), Group.NOT_FOUND);
      Set<String> features = features(group, call.input());
      ObjectNode output = Documents.empty();
      record(call.world(), group, call.text("RecordIdentifierValueAsString").orElseThrow())
          .ifPresent(record -> show(record, features, showsExpiry(call), output));
      return output;
    }
  },

  /** BatchGetRecord: of several groups. */
  BATCH {
    @Override
    public ObjectNode answer(Call call) {
      ObjectNode output = Documents.empty();
      ArrayNode records = output.putArray("Records");
      ArrayNode errors = output.putArray("Errors");
      output.putArray("UnprocessedIdentifiers");
      for (JsonNode wanted : call.input().path("Identifiers")) {
        try {
          add(call, wanted, records);
        } catch (ServiceError refused) {
          for (JsonNode identifier : wanted.path("RecordIdentifiersValueAsString")) {
            errors
                .addObject()
                .put("FeatureGroupName", wanted.path("FeatureGroupName").asText())
                .put("RecordIdentifierValueAsString", identifier.asText())
                .put("ErrorCode", refused.code())
                .put("ErrorMessage", refused.message());
          }
        }
      }
      return output;
    }
  },

  /** ListRecords: the identifiers that a group has records of. */
  LIST {
    @Override
    public ObjectNode answer(Call call) {
      Group group =
          readable(call.world(), call.text("FeatureGroupName").orElseThrow(), Group.NOT_FOUND);
      boolean all = call.flag("IncludeSoftDeletedRecords");
      List<Resource> records =
          OnlineStore.records(call.world(), group.name()).stream()
              .filter(record -> all || !OnlineStore.isDeleted(record))
              .toList();
      return Pages.of(
          call,
          records,
          record ->
              Documents.at(record.attributes(), "RecordIdentifierValueAsString").orElseThrow());
    }
  };

  private static Group readable(World world, String group, String code) {
    Group readable = Group.of(world, group, code);
    readable.requireOnline();
    return readable;
  }

  /** The features that are asked for; none for all. */
  private static Set<String> features(Group group, JsonNode request) {
    Set<String> features = new HashSet<>();
    for (JsonNode name : request.path("FeatureNames")) {
      if (group.feature(name.asText()).isEmpty()) {
        throw Group.invalid(
            "Feature [" + name.asText() + "] is not defined in FeatureGroup " + group.name() + ".");
      }
      features.add(name.asText());
    }
    return features;
  }

  private static boolean showsExpiry(Call call) {
    return call.text("ExpirationTimeResponse").filter("Enabled"::equals).isPresent();
  }

  private static Optional<Resource> record(World world, Group group, String identifier) {
    return OnlineStore.find(world, group.name(), identifier)
        .filter(record -> !OnlineStore.isDeleted(record));
  }

  private static void add(Call call, JsonNode wanted, ArrayNode records) {
    String name = wanted.path("FeatureGroupName").asText();
    Group group = readable(call.world(), name, Group.NOT_FOUND);
    Set<String> features = features(group, wanted);
    for (JsonNode identifier : wanted.path("RecordIdentifiersValueAsString")) {
      Optional<Resource> record = record(call.world(), group, identifier.asText());
      if (record.isPresent()) {
        ObjectNode shown =
            records
                .addObject()
                .put("FeatureGroupName", name)
                .put("RecordIdentifierValueAsString", identifier.asText());
        show(record.get(), features, showsExpiry(call), shown);
      }
    }
  }

  private static void show(Resource record, Set<String> features, boolean expiry, ObjectNode into) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (JsonNode value : record.attributes().path("Record")) {
      if (features.isEmpty() || features.contains(value.path("FeatureName").asText())) {
        values.add(value);
      }
    }
    if (!values.isEmpty()) {
      into.set("Record", values);
    }
    if (expiry) {
      OnlineStore.expiresAt(record).ifPresent(time -> into.put("ExpiresAt", time.toString()));
    }
  }

  @Override
  public String kind() {
    return "read";
  }
}
