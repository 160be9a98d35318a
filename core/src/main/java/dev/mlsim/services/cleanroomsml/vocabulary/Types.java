package dev.mlsim.services.cleanroomsml.vocabulary;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;

/** What all resource types of the service have in common. Names needn't be unique: ids are made. */
public final class Types {
  private Types() {}

  /** A type without a status. */
  public static ResourceTypeBuilder plain(String name, String arnMember, String arnTemplate) {
    return ResourceType.named(name)
        .identity(call -> call.world().chance().uuid())
        .called("name")
        .arn(arnMember, arnTemplate)
        .foundBy(Reach.finder(name, arnMember))
        .times("createTime", "updateTime")
        .computed("creatorAccountId", (r, world) -> Values.text(Reach.owner(r)))
        .prepared(Reach::note)
        .missingError(NOT_FOUND, Reach::unreached)
        .refused(Types::untimely);
  }

  /** A type that shows a status. */
  public static ResourceTypeBuilder living(
      String name, String arnMember, String arnTemplate, Lifecycle life) {
    return plain(name, arnMember, arnTemplate)
        .lifecycle(life)
        .status("status")
        .computed("statusDetails", Lifecycles::statusDetails);
  }

  private static ServiceError untimely(Call call, Resource resource, String trigger) {
    return new ServiceError(
        CONFLICT,
        "You can't "
            + (trigger.equals(Lifecycle.STOP) ? "cancel" : trigger)
            + " this resource while its status is "
            + resource.state().status()
            + ". Resource: "
            + resource.arn());
  }
}
