package dev.mlsim.services.personalize.events;

import static java.time.Duration.ofSeconds;

import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;

/** Event trackers: one to a dataset group, with an id of the service's in the ARN. */
final class EventTrackers {
  static final ResourceType TYPE =
      PersonalizeType.named("event-tracker", "eventTrackerArn", "event-tracker/{key}")
          .identity(call -> call.world().chance().hex(8))
          .called("name")
          .lifecycle(Lifecycles.resource(ofSeconds(30), ofSeconds(30)))
          .prepared(
              (call, tracker) ->
                  tracker
                      .attributes()
                      .put("trackingId", call.world().chance().uuid())
                      .put("accountId", call.world().account().id()))
          .build();

  private EventTrackers() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "CreateEventTracker",
            Create.a(TYPE)
                .requires(
                    SharedRules.FEW_TAGS,
                    SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
                    SharedRules.onlyOneInGroup(TYPE)))
        .operation("DescribeEventTracker", Describe.a(TYPE).in("eventTracker"))
        .operation("ListEventTrackers", ListAll.of(TYPE))
        .operation("DeleteEventTracker", Trigger.by("delete", TYPE));
  }
}
