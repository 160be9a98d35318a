package dev.mlsim.services.cleanroomsml.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Versions of trained models. The base version has no identifier; later ones, trained on an earlier
 * one, have a UUID. Which one an operation means when the caller doesn't say differs.
 */
final class Versions {
  static final String ID = "versionIdentifier";
  static final String USED = "trainedModelVersionIdentifier";

  /** A note: the id in the ARN of a model, which its versions share. */
  private static final String MODEL_ID = "trainedModelId";

  private static final String CHANNELS = "incrementalTrainingDataChannels";

  /** Those that mean the base version (API reference); all others mean the latest. */
  private static final Set<String> MEAN_BASE =
      Set.of("CancelTrainedModel", "DeleteTrainedModelOutput");

  private static final TagStyle TAGS = TagStyle.map("tags");

  private Versions() {}

  /** The version that a call about a trained model means. */
  static Optional<Resource> find(Call call) {
    return Reach.find(call, TrainedModels.TYPE, TrainedModels.ARN)
        .flatMap(
            base ->
                call.has(ID) || !MEAN_BASE.contains(call.operation().name())
                    ? version(call.world(), base, call.text(ID))
                    : Optional.of(base));
  }

  /** The version of that id, or the latest where none is asked for. */
  static Optional<Resource> version(World world, Resource base, Optional<String> id) {
    List<Resource> all = List.copyOf(world.registry().group(TrainedModels.TYPE, base.arn()));
    return id.isEmpty()
        ? Optional.of(all.get(all.size() - 1))
        : all.stream().filter(v -> SharedRules.says(v, ID, id.get())).findFirst();
  }

  /** The version that a job is to use, or the error for a missing one. */
  static Resource requireShared(Call call, String arn, Optional<String> id) {
    Resource base = Reach.requireShared(call, TrainedModels.TYPE, arn);
    return version(call.world(), base, id)
        .orElseThrow(() -> Refusals.missing(arn + ", version " + id.orElse("")));
  }

  static Collection<Resource> latestOfEach(Call call) {
    Map<String, Resource> latest = new LinkedHashMap<>();
    for (Resource version : call.world().registry().all(TrainedModels.TYPE)) {
      latest.put(version.arn(), version);
    }
    return latest.values();
  }

  /** The version that CreateTrainedModel continues, if it does. */
  static Optional<Resource> continued(Call call) {
    JsonNode channel = call.input().path(CHANNELS).path(0);
    return channel.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            requireShared(
                call,
                channel.path(TrainedModels.ARN).asText(),
                Optional.ofNullable(channel.get(ID)).map(JsonNode::asText)));
  }

  /** Gives a new model its id, or the one it continues and a version. */
  static void numbered(Call call, Draft version) {
    String own = call.world().chance().uuid();
    version.notes().put(MODEL_ID, own);
    continued(call).ifPresent(earlier -> follow(call, version, earlier, own));
    Reach.note(call, version);
  }

  private static void follow(Call call, Draft version, Resource earlier, String own) {
    ObjectNode attributes = version.attributes();
    ObjectNode channel = attributes.putArray(CHANNELS).addObject();
    channel.set("channelName", call.input().path(CHANNELS).path(0).path("channelName"));
    channel.put("modelName", earlier.name());
    id(earlier).ifPresent(id -> channel.put(ID, id));
    if (SharedRules.says(earlier, Reach.MEMBERSHIP, attributes.path(Reach.MEMBERSHIP).asText())) {
      version.notes().set(MODEL_ID, earlier.notes().get(MODEL_ID));
      attributes.put(ID, own);
    }
  }

  static Optional<String> id(Resource version) {
    return Optional.ofNullable(version.attributes().get(ID)).map(JsonNode::asText);
  }

  /** A job shows which version it uses, also where the caller left it open. */
  static void showUsed(Call call, Draft job) {
    id(requireShared(call, call.text(TrainedModels.ARN).orElse(""), call.text(USED)))
        .ifPresent(id -> job.attributes().put(USED, id));
  }

  static boolean isUsedBy(Resource version, Resource job) {
    return id(version).orElse("").equals(job.attributes().path(USED).asText());
  }

  static void shareTags(Resource version, World world) {
    Resource base = world.registry().byArn(version.arn()).orElse(version);
    Map<String, String> tags = new LinkedHashMap<>(base.tags());
    tags.putAll(version.tags());
    world.change(base, old -> old.withTags(tags));
  }

  static Optional<JsonNode> tags(Resource version, World world) {
    return Optional.of(TAGS.write(world.registry().byArn(version.arn()).orElse(version).tags()));
  }
}
