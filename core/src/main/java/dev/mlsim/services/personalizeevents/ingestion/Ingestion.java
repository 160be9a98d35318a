package dev.mlsim.services.personalizeevents.ingestion;

import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.services.personalize.vocabulary.Errors;

/** The calls that put records. */
public final class Ingestion {
  private static final int EVENTS_A_SECOND = 1_000;
  private static final int RECORDS_A_SECOND = 10;

  private Ingestion() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .operation(
            "PutActionInteractions",
            new PutRecords(
                RecordKind.ACTION_INTERACTIONS,
                Errors.NOT_FOUND,
                "trackingId is of an ACTIVE Action interactions dataset",
                Targets::ofActions))
        .operation("PutActions", into(RecordKind.ACTIONS))
        .operation(
            "PutEvents",
            new PutRecords(
                RecordKind.EVENTS,
                Errors.INVALID,
                "trackingId is of an ACTIVE event tracker, whose group has an Interactions dataset",
                Targets::ofTracker))
        .operation("PutItems", into(RecordKind.ITEMS))
        .operation("PutUsers", into(RecordKind.USERS))
        .usualRate("personalizeevents:PutEvents", EVENTS_A_SECOND)
        .usualRate("personalizeevents:PutItems", RECORDS_A_SECOND)
        .usualRate("personalizeevents:PutUsers", RECORDS_A_SECOND)
        .differs(
            "visible-at-once",
            "PutEvents",
            "what is put is seen at once by recommendations, filters, exports and trainings; on AWS"
                + " items take about twenty minutes")
        .differs(
            "metrics-of-attributions",
            "PutEvents.eventList",
            "the metrics of a metric attribution are not calculated; the source is kept with the"
                + " event")
        .differs(
            "puts-are-bounded",
            "PutEvents",
            "a dataset takes 100,000 records that are put one by one")
        .judged(
            "tracker-unknown",
            "PutEvents.InvalidInputException",
            "an unknown tracking id, a tracker that is not ACTIVE and a group without an Interactions"
                + " dataset are InvalidInputException; of actions an unknown one is"
                + " ResourceNotFoundException")
        .judged(
            "dataset-not-active",
            "PutItems.ResourceInUseException",
            "a dataset that is not ACTIVE is ResourceInUseException; imports and updates under way"
                + " don't stand in the way")
        .judged(
            "properties-of-the-schema",
            "PutItems.InvalidInputException",
            "a property that is no field, of another type, or missing where the field can't be null"
                + " is refused, and nothing of the call is put; the words for it")
        .judged(
            "rows-of-events",
            "PutEvents.eventList",
            "an event is an interaction if it has an item and a user, its own or the first that its"
                + " session got to know; one whose eventId was there before is none")
        .judged(
            "put-over-imported",
            "PutItems",
            "of an item, user or action that was imported and put, what was put holds; a deletion"
                + " job deletes what was put before it completed");
  }

  private static Handler into(RecordKind kind) {
    return new PutRecords(
        kind,
        Errors.NOT_FOUND,
        "datasetArn names an ACTIVE dataset of type " + kind.dataset(),
        call -> Targets.named(call, kind));
  }
}
