package dev.mlsim.services.sagemaker.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiPredicate;

/** The filters of a lineage query: an entity passes if it passes each that is given. */
record QueryFilter(JsonNode asked, World world) {

  static QueryFilter of(Call call) {
    return new QueryFilter(call.at("Filters").orElseGet(Documents::empty), call.world());
  }

  boolean passes(Resource entity) {
    return isOf("Types", Entities.vertexType(entity, world))
        && isOf("LineageTypes", Entities.lineageType(entity))
        && hasAProperty(entity)
        && isTimed(entity, "Created", "CreationTime")
        && isTimed(entity, "Modified", "LastModifiedTime");
  }

  private boolean isOf(String member, String type) {
    if (asked.path(member).isEmpty()) {
      return true;
    }
    for (JsonNode one : asked.path(member)) {
      if (one.asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasAProperty(Resource entity) {
    JsonNode given = entity.attributes().path("Properties");
    for (Map.Entry<String, JsonNode> pair : asked.path("Properties").properties()) {
      if (given.path(pair.getKey()).equals(pair.getValue())) {
        return true;
      }
    }
    return asked.path("Properties").isEmpty();
  }

  private boolean isTimed(Resource entity, String what, String shown) {
    return isTimed(entity, what + "After", shown, Instant::isBefore)
        && isTimed(entity, what + "Before", shown, Instant::isAfter);
  }

  private boolean isTimed(
      Resource entity, String member, String shown, BiPredicate<Instant, Instant> misses) {
    return !asked.has(member)
        || Documents.at(world.shown(entity), shown)
            .map(Timestamps::instant)
            .filter(at -> !misses.test(at, Timestamps.instant(asked.path(member))))
            .isPresent();
  }
}
