package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.World;
import java.util.List;

/** Updates that are taken back when they fail: what was before is shown again. */
public final class FailedUpdates {
  /** A note of one that is being updated, or was: what it showed before. */
  private static final String BEFORE = "before the update";

  private FailedUpdates() {}

  /** The resource as an update changes it, with a note of what it is now. */
  public static Resource noted(Call call, Resource changed) {
    return changed.withNote(BEFORE, call.world().latest(changed).attributes());
  }

  /** The update has failed. */
  public static void takeBack(Resource failed, World world) {
    JsonNode before = failed.notes().path(BEFORE);
    if (before instanceof ObjectNode attributes) {
      world.change(failed, old -> old.withAttributes(attributes).withoutNotes(List.of(BEFORE)));
    }
  }
}
