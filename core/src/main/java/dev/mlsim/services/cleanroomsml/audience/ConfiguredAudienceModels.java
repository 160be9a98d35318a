package dev.mlsim.services.cleanroomsml.audience;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import java.util.HashSet;
import java.util.Set;

/** Configured audience models: how an audience model is shared. ACTIVE at once. */
final class ConfiguredAudienceModels {
  static final String ARN = "configuredAudienceModelArn";

  static final TypeRef TYPE = Types.ref("configured-audience-model");

  private static final Precondition ACTIVE =
      new Precondition(
          "the audience model exists and is ACTIVE",
          CONFLICT,
          call ->
              call.text(AudienceModels.ARN)
                  .map(arn -> AudienceModels.requireOwn(call, AudienceModels.TYPE, arn))
                  .ifPresent(SharedRules::requireActive));

  private static final Precondition BINS =
      SharedRules.holds(
          "audience size bins are unique, and percentages at most 100",
          ConfiguredAudienceModels::areBins,
          "audienceSizeBins must be unique and, for PERCENTAGE, between 1 and 100.");

  private static final Precondition ROLE = SharedRules.ownRole("outputConfig.roleArn");

  private ConfiguredAudienceModels() {}

  static void declare(Family family) {
    ConventionalResource model =
        family
            .resource("ConfiguredAudienceModel")
            .lifecycle(Lifecycles.AT_ONCE)
            .defaults("{'minMatchingSeedSize': 500, 'childResourceTagOnCreatePolicy': 'NONE'}")
            .among(Reach.owned(TYPE))
            .requires(ROLE, SharedRules.TAGS, BINS, ACTIVE)
            .requires("Update", ROLE, BINS, ACTIVE)
            .requires("Delete", SharedRules.unused(TYPE, AudienceGenerationJobs.TYPE, ARN));
    AudienceModelPolicies.declare(family, model.type());
  }

  private static boolean areBins(Call call) {
    boolean percent =
        call.text("audienceSizeConfig.audienceSizeType").filter("PERCENTAGE"::equals).isPresent();
    Set<Integer> seen = new HashSet<>();
    for (JsonNode bin : call.input().path("audienceSizeConfig").path("audienceSizeBins")) {
      if (!seen.add(bin.asInt()) || (percent && bin.asInt() > 100)) {
        return false;
      }
    }
    return true;
  }
}
