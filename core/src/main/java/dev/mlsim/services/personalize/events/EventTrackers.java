package dev.mlsim.services.personalize.events;

import static java.time.Duration.ofSeconds;

import dev.mlsim.service.Family;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;

/** Event trackers: one to a dataset group, with an id of the service's in the ARN. */
final class EventTrackers {

  private EventTrackers() {}

  static void declare(Family family) {
    family
        .resource("EventTracker")
        .identity(call -> call.world().chance().hex(8), "name")
        .lifecycle(Lifecycles.resource(ofSeconds(30), ofSeconds(30)))
        .prepared(
            (call, tracker) ->
                tracker
                    .attributes()
                    .put("trackingId", call.world().chance().uuid())
                    .put("accountId", call.world().account().id()))
        .requires(
            SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
            SharedRules.onlyOneInGroup(Types.EVENT_TRACKER));
  }
}
