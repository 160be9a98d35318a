package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import static dev.mlsim.services.sagemakerfeaturestoreruntime.records.Group.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Which of a group's stores a request is for. */
final class Targets {
  private Targets() {}

  static boolean online(Group group, JsonNode request) {
    return isFor(request, "OnlineStore", group.isOnline(), group);
  }

  static boolean offline(Group group, JsonNode request) {
    return isFor(request, "OfflineStore", group.isOffline(), group);
  }

  private static boolean isFor(JsonNode request, String store, boolean isOn, Group group) {
    if (!request.has("TargetStores")) {
      return isOn;
    }
    Set<String> targets = new HashSet<>();
    request.path("TargetStores").forEach(target -> targets.add(target.asText()));
    if (targets.contains(store) && !isOn) {
      throw invalid(
          "TargetStores has the "
              + store
              + ", which is not enabled for FeatureGroup "
              + group.name()
              + ".");
    }
    return targets.contains(store);
  }
}
