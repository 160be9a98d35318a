package dev.mlsim.services.cleanroomsml.audience;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;

/** Audience (lookalike) models. A deleted one is gone. */
final class AudienceModels {
  static final String ARN = "audienceModelArn";

  static final String PENDING = "Pending or in-progress audience models per customer";
  private static final Limit QUOTA = Usage.perAccount(PENDING, 2, Lifecycles::isBusy);

  static final ResourceType TYPE =
      Types.living(
              "audience-model",
              ARN,
              "audience-model/{key}",
              Lifecycles.deletable(
                      Lifecycles.created(ofMinutes(1), ofHours(18)),
                      gone(),
                      Lifecycles.ACTIVE,
                      Lifecycles.FAILED,
                      "DELETE_FAILED")
                  .build())
          .holds(QUOTA.holding())
          .build();

  private AudienceModels() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota(PENDING, QUOTA.quota())
        .operation(
            "CreateAudienceModel",
            Create.a(TYPE)
                .requires(
                    SharedRules.TAGS,
                    SharedRules.holds(
                        "the data's start is before its end",
                        AudienceModels::isSpan,
                        "trainingDataStartTime must be before trainingDataEndTime."),
                    ownExists(TrainingDatasets.ARN, TrainingDatasets.TYPE))
                .within(QUOTA.quota()))
        .operation("GetAudienceModel", Describe.a(TYPE))
        .operation("ListAudienceModels", ListAll.of(TYPE).among(Reach.owned(TYPE)))
        .operation(
            "DeleteAudienceModel",
            Trigger.by(DELETE, TYPE)
                .requires(
                    SharedRules.unused(
                        TYPE,
                        "configured audience model",
                        (call, used) ->
                            SharedRules.among(
                                call,
                                ConfiguredAudienceModels.TYPE,
                                (r, arn) -> SharedRules.says(r, ARN, arn),
                                used))));
  }

  private static boolean isSpan(Call call) {
    JsonNode start = call.input().path("trainingDataStartTime");
    JsonNode end = call.input().path("trainingDataEndTime");
    return !start.isNumber() || !end.isNumber() || start.doubleValue() < end.doubleValue();
  }

  /** The rule that what a member names exists in the caller's account. */
  static Precondition ownExists(String member, ResourceType type) {
    return new Precondition(
        member + " names a " + type.title() + " of the caller's that exists",
        NOT_FOUND,
        call -> call.text(member).ifPresent(arn -> requireOwn(call, type, arn)));
  }

  static Resource requireOwn(Call call, ResourceType type, String arn) {
    return call.world()
        .registry()
        .byArn(type, arn)
        .filter(r -> Reach.owner(r).equals(call.caller().id()))
        .orElseThrow(() -> Reach.unreached(call, arn));
  }
}
