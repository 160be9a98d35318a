package dev.mlsim.services.cleanroomsml.audience;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;

/** Audience (lookalike) models. A deleted one is gone. */
final class AudienceModels {
  static final String ARN = "audienceModelArn";

  static final TypeRef TYPE = Types.ref("audience-model");

  private static final Limit QUOTA =
      Usage.perAccount(
          "Pending or in-progress audience models per customer", 2, Lifecycles::isBusy);

  private AudienceModels() {}

  static void declare(Family family) {
    family
        .resource("AudienceModel")
        .lifecycle(
            Lifecycles.deletable(
                    Lifecycles.created(ofMinutes(1), ofHours(18)),
                    gone(),
                    Lifecycles.ACTIVE,
                    Lifecycles.FAILED,
                    "DELETE_FAILED")
                .build())
        .counts(QUOTA)
        .among(Reach.owned(TYPE))
        .requires(
            SharedRules.TAGS,
            SharedRules.holds(
                "the data's start is before its end",
                AudienceModels::isSpan,
                "trainingDataStartTime must be before trainingDataEndTime."),
            ownExists(TrainingDatasets.ARN, TrainingDatasets.TYPE))
        .requires("Delete", SharedRules.unused(TYPE, ConfiguredAudienceModels.TYPE, ARN));
  }

  private static boolean isSpan(Call call) {
    JsonNode start = call.input().path("trainingDataStartTime");
    JsonNode end = call.input().path("trainingDataEndTime");
    return !start.isNumber() || !end.isNumber() || start.doubleValue() < end.doubleValue();
  }

  /** The rule that what a member names exists in the caller's account. */
  static Precondition ownExists(String member, TypeRef type) {
    return new Precondition(
        member + " names a " + type.title() + " of the caller's that exists",
        NOT_FOUND,
        call -> call.text(member).ifPresent(arn -> requireOwn(call, type, arn)));
  }

  static Resource requireOwn(Call call, TypeRef type, String arn) {
    return call.world()
        .registry()
        .byArn(type, arn)
        .filter(r -> Reach.owner(r).equals(call.caller().id()))
        .orElseThrow(() -> Reach.unreached(call, arn));
  }
}
