package dev.mlsim.services.cleanroomsml.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.Membership;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Members;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of logs and metrics after a run, however it ended: each member that a policy of the
 * association lets have logs gets them by the role of its ML configuration. Without a policy there
 * is nobody to publish to, and nothing fails.
 */
final class Publishing {
  private Publishing() {}

  static void ofTraining(Resource model, World world) {
    publish(model, world, "trainedModels");
  }

  static void ofInference(Resource job, World world) {
    publish(job, world, "trainedModelInferenceJobs");
  }

  private static void publish(Resource run, World world, String kind) {
    if (run.entered(Lifecycles.RUNNING).isEmpty() || run.attributes().has("logsStatus")) {
      return;
    }
    ObjectNode shown = run.attributes().deepCopy();
    JsonNode policy = Associations.policy(world, shown.path(Associations.ARN).asText(), kind);
    List<String> readers = new ArrayList<>();
    for (JsonNode logs : policy.path("containerLogs")) {
      logs.path("allowedAccountIds").forEach(account -> readers.add(account.asText()));
    }
    note(shown, "logsStatus", unconfigured(run, world, readers));
    List<String> creator = policy.has("containerMetrics") ? List.of(Reach.owner(run)) : List.of();
    note(shown, "metricsStatus", unconfigured(run, world, creator));
    world.change(run, old -> old.withAttributes(shown));
  }

  private static void note(ObjectNode shown, String member, List<String> failed) {
    shown.put(member, failed.isEmpty() ? "PUBLISH_SUCCEEDED" : "PUBLISH_FAILED");
    if (!failed.isEmpty()) {
      shown.put(member + "Details", "No ML configuration found for accounts " + failed + ".");
    }
  }

  private static List<String> unconfigured(Resource run, World world, List<String> accounts) {
    CleanRooms rooms = world.setup(CleanRooms.class);
    String membership = run.attributes().path(Reach.MEMBERSHIP).asText();
    Optional<Membership> own = rooms.membership(membership);
    return accounts.stream()
        .distinct()
        .filter(
            account ->
                own.flatMap(of -> Members.member(rooms, of, account))
                    .filter(member -> Members.isConfigured(world, member))
                    .isEmpty())
        .toList();
  }
}
