package dev.mlsim.services.sagemaker.studio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The volumes of spaces: a new size is taken when an app next starts, and that at most once in six
 * hours (aws/amazon-sagemaker-feedback#100).
 */
final class Volumes {
  /** What an app fails with that comes too soon. */
  static final String TOO_SOON =
      "VolumeModificationRateExceeded: We encountered an internal error when trying to update your"
          + " volume size. We apologize for the inconvenience. Wait at least 6 hours before trying"
          + " to update the volume size again.";

  private static final Duration BETWEEN = Duration.ofHours(6);
  private static final long SMALLEST = 5;
  private static final long LARGEST = 100;

  private static final String SIZE = "volume size";
  private static final String MODIFIED = "volume modified";

  private Volumes() {}

  /** Whether spaces for such apps have a volume. */
  static boolean isFor(String appType) {
    return Set.of("JupyterLab", "CodeEditor").contains(appType);
  }

  /** The size that a request for a space, or a space, says. */
  static Optional<Long> size(JsonNode space) {
    return Documents.at(
            space, "SpaceSettings.SpaceStorageSettings.EbsStorageSettings.EbsVolumeSizeInGb")
        .map(JsonNode::longValue);
  }

  static JsonNode defaultSize(Resource domain) {
    return setting(domain, "DefaultEbsVolumeSizeInGb").orElse(LongNode.valueOf(SMALLEST));
  }

  static long largest(Resource domain) {
    return setting(domain, "MaximumEbsVolumeSizeInGb").map(JsonNode::longValue).orElse(LARGEST);
  }

  private static Optional<JsonNode> setting(Resource domain, String member) {
    return Documents.at(
        domain.attributes(),
        "DefaultUserSettings.SpaceStorageSettings.DefaultEbsStorageSettings." + member);
  }

  /** Whether an app that starts now would change a volume again that was changed just before. */
  static boolean isChangedTooSoon(Resource space, Instant now) {
    return isChanged(space)
        && Documents.at(space.notes(), MODIFIED)
            .map(at -> Instant.ofEpochMilli(at.longValue()).plus(BETWEEN).isAfter(now))
            .orElse(false);
  }

  private static boolean isChanged(Resource space) {
    Optional<Long> has = Documents.at(space.notes(), SIZE).map(JsonNode::longValue);
    return has.isPresent() && !has.equals(size(space.attributes()));
  }

  /** An app has started: the volume has the size that the space says. */
  static void attach(Resource space, World world) {
    Optional<Long> size = size(space.attributes());
    if (size.isEmpty()) {
      return;
    }
    boolean changed = isChanged(space);
    world.change(
        space,
        old -> {
          Resource sized = old.withNote(SIZE, size.get());
          return changed ? sized.withNote(MODIFIED, world.now().toEpochMilli()) : sized;
        });
  }
}
