package dev.mlsim.services.cleanroomsml.membership;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import java.util.Optional;

/** ML configurations: where a member receives output and logs. One per membership, no ARN. */
public final class MlConfigurations {
  static final ResourceType TYPE =
      ResourceType.named("ml-configuration")
          .identifiedBy(Reach.MEMBERSHIP)
          .foundBy(MlConfigurations::find)
          .times("createTime", "updateTime")
          .missingError(
              NOT_FOUND,
              (call, id) ->
                  Reach.membership(call).isEmpty()
                      ? Reach.unreached(call, "")
                      : Refusals.missing("ML configuration of membership " + id))
          .build();

  private MlConfigurations() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "PutMLConfiguration",
            Create.a(TYPE)
                .requires(Reach.MEMBER, SharedRules.ownRole("defaultOutputLocation.roleArn"))
                .orReplace())
        .operation("GetMLConfiguration", Describe.a(TYPE))
        .operation("DeleteMLConfiguration", Trigger.by(DELETE, TYPE))
        .judged(
            "configuration-of-others",
            "ml-configuration",
            "Members other than the simulator's account count as having one, with a bucket"
                + " s3://clean-rooms-ml-{account}, unless they put their own.");
  }

  private static Optional<Resource> find(Call call) {
    return Reach.membership(call).flatMap(m -> call.world().registry().byKey(TYPE, m.id()));
  }
}
