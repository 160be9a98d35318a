package dev.mlsim.services.personalizeevents.ingestion;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;

/** The datasets that records are put into: named by their ARNs, or by a tracker's id. */
final class Targets {
  private Targets() {}

  /** The Interactions dataset of the group of an event tracker; API: no error but a bad input. */
  static Resource ofTracker(Call call) {
    String id = call.text("trackingId").orElse("");
    Resource tracker =
        SharedRules.with(call.world(), Types.EVENT_TRACKER, "trackingId", id)
            .findFirst()
            .orElseThrow(() -> invalid("Invalid tracking ID " + id + "."));
    if (!tracker.is(Lifecycles.ACTIVE)) {
      throw invalid(PersonalizeType.untimely(tracker).message());
    }
    String group = PersonalizeType.text(tracker, "datasetGroupArn");
    return GroupData.inGroup(call.world(), group, RecordKind.EVENTS.dataset())
        .filter(dataset -> !isUnavailable(dataset))
        .orElseThrow(
            () ->
                invalid(
                    "The dataset group "
                        + group
                        + " has no Interactions dataset in ACTIVE state."));
  }

  /** The Action interactions dataset, which is its own tracker. */
  static Resource ofActions(Call call) {
    String id = call.text("trackingId").orElse("");
    return available(
        SharedRules.with(call.world(), Types.DATASET, "trackingId", id)
            .findFirst()
            .orElseThrow(
                () ->
                    new ServiceError(Errors.NOT_FOUND, "Tracking ID " + id + " does not exist.")));
  }

  /** The dataset of an ARN, which has to be of the type that the operation is for. */
  static Resource named(Call call, RecordKind kind) {
    String arn = call.text("datasetArn").orElse("");
    Resource dataset =
        call.world()
            .registry()
            .byArn(Types.DATASET, arn)
            .orElseThrow(() -> PersonalizeType.missing("dataset", arn));
    if (!PersonalizeType.text(dataset, "datasetType").equals(kind.dataset())) {
      throw invalid("The dataset " + arn + " is not of type " + kind.dataset() + ".");
    }
    return available(dataset);
  }

  private static Resource available(Resource dataset) {
    if (isUnavailable(dataset)) {
      throw PersonalizeType.untimely(dataset);
    }
    return dataset;
  }

  /** One that is updated to another schema takes records by its old one. */
  private static boolean isUnavailable(Resource dataset) {
    return !dataset.is(Lifecycles.ACTIVE) && !dataset.state().status().startsWith("UPDATE");
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(Errors.INVALID, message);
  }
}
