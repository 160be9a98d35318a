package dev.mlsim.services.sagemaker.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.util.List;

/** Updates of feature groups, which take effect when they are done. */
final class Changes {
  /** The features that came by an update, with their times. */
  static final String ADDED = "added";

  /** When the throughput last became one on demand. */
  static final String ON_DEMAND_SINCE = "onDemandSince";

  private static final String ASKED = "update";

  private Changes() {}

  /** The group as it is, with what becomes of it noted. */
  static Resource asked(Call call, Resource merged) {
    ObjectNode change = call.input().deepCopy();
    change.remove("FeatureGroupName");
    return merged.withAttributes(call.world().latest(merged).attributes()).withNote(ASKED, change);
  }

  static void done(Resource group, World world) {
    if (group.notes().has(ASKED)) {
      world.change(group, old -> with(old.notes().path(ASKED), old, world));
      given(group, world);
    }
  }

  /** Nothing is to come any more. */
  static void given(Resource group, World world) {
    world.change(group, old -> old.withoutNotes(List.of(ASKED)));
  }

  private static Resource with(JsonNode change, Resource group, World world) {
    ObjectNode attributes = Documents.empty().setAll(group.attributes());
    if (change.path("OnlineStoreConfig") instanceof ObjectNode online) {
      attributes.set(
          "OnlineStoreConfig",
          Documents.merged((ObjectNode) attributes.path("OnlineStoreConfig"), online));
    }
    ArrayNode definitions = attributes.path("FeatureDefinitions").deepCopy();
    ObjectNode added =
        Documents.empty()
            .setAll(
                Documents.at(group.notes(), ADDED)
                    .map(ObjectNode.class::cast)
                    .orElse(Documents.empty()));
    for (JsonNode definition : change.path("FeatureAdditions")) {
      definitions.add(definition);
      added.set(definition.path("FeatureName").asText(), Timestamps.of(world.now()));
    }
    attributes.set("FeatureDefinitions", definitions);
    Resource changed = group.withNote(ADDED, added);
    if (change.path("ThroughputConfig") instanceof ObjectNode asked) {
      ObjectNode throughput =
          Documents.merged((ObjectNode) attributes.path("ThroughputConfig"), asked);
      if (throughput.path("ThroughputMode").asText().equals("OnDemand")) {
        throughput = Documents.empty().put("ThroughputMode", "OnDemand");
        changed = changed.withNote(ON_DEMAND_SINCE, Timestamps.of(world.now()));
      }
      attributes.set("ThroughputConfig", throughput);
    }
    return changed.withAttributes(attributes);
  }
}
