package dev.mlsim.services.sagemaker.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Account;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a feature group shows of its two stores and of what became of it. */
final class Stores {
  /** Of Feature Store Runtime, which puts a note of that name to what it blocks. */
  private static final TypeRef RECORD = TypeRef.to("feature-record", "ResourceNotFound");

  private static final String BLOCKED = "offlineStoreBlocked";
  private static final String SIZE = "bytes";
  private static final int LONGEST_REASON = 1_024;

  private Stores() {}

  /** Where its records will land, and under which table they can be queried. */
  static void prepare(Call call, Draft group) {
    JsonNode offline = group.attributes().path("OfflineStoreConfig");
    if (!(offline instanceof ObjectNode given)) {
      return;
    }
    Account account = call.world().account();
    String name = call.text("FeatureGroupName").orElseThrow();
    long epoch = call.now().getEpochSecond();
    ObjectNode shown = given.deepCopy();
    ObjectNode storage = (ObjectNode) shown.path("S3StorageConfig");
    storage.put(
        "ResolvedOutputS3Uri",
        storage.path("S3Uri").asText().replaceFirst("/+$", "")
            + "/"
            + account.id()
            + "/sagemaker/"
            + account.region()
            + "/offline-store/"
            + name
            + "-"
            + epoch
            + "/data");
    if (!shown.has("DataCatalogConfig") && !shown.path("DisableGlueTableCreation").asBoolean()) {
      shown
          .putObject("DataCatalogConfig")
          .put("TableName", name.toLowerCase(Locale.ROOT).replace('-', '_') + "_" + epoch)
          .put("Catalog", "AwsDataCatalog")
          .put("Database", "sagemaker_featurestore");
    }
    group.attributes().set("OfflineStoreConfig", shown);
  }

  /** That of an update is shown in its status. */
  static Optional<JsonNode> failureReason(Resource group, World world) {
    return group.is("Created")
        ? Optional.empty()
        : Values.text(Values.cut(group.reason(), LONGEST_REASON));
  }

  /** Absent as long as there was no update. */
  static Optional<JsonNode> lastUpdate(Resource group, World world) {
    List<Transition> history = group.history();
    for (int i = history.size() - 1; i >= 0; i--) {
      Transition move = history.get(i);
      if (move.to().phase().equals("Updating")) {
        return Optional.of(Documents.empty().put("Status", "InProgress"));
      }
      if (move.from().phase().equals("Updating")) {
        boolean failed = move.to().phase().equals("UpdateFailed");
        ObjectNode status = Documents.empty().put("Status", failed ? "Failed" : "Successful");
        if (failed) {
          status.put("FailureReason", Values.cut(move.reason(), LONGEST_REASON));
        }
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Known from when the group is there. */
  static Optional<JsonNode> offlineStatus(Resource group, World world) {
    if (!group.attributes().has("OfflineStoreConfig") || group.entered("Created").isEmpty()) {
      return Optional.empty();
    }
    JsonNode blocked = group.notes().path(BLOCKED);
    ObjectNode status =
        Documents.empty().put("Status", blocked.isMissingNode() ? "Active" : "Blocked");
    return Optional.of(
        blocked.isMissingNode() ? status : status.put("BlockedReason", blocked.asText()));
  }

  static Optional<JsonNode> onlineSize(Resource group, World world) {
    if (!group.attributes().at("/OnlineStoreConfig/StorageType").asText().equals("InMemory")) {
      return Optional.empty();
    }
    long bytes = 0;
    for (Resource record : world.registry().group(RECORD, group.key())) {
      bytes += record.notes().path(SIZE).asLong();
    }
    return Values.number(bytes);
  }
}
