package dev.mlsim.services.cleanroomsml.vocabulary;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;

import dev.mlsim.service.Scheme;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;

/** What all resource types of the service have in common. Names needn't be unique: ids are made. */
public final class Types {
  /** How the resources are alike, those with a status and those without. */
  public static final Scheme SCHEME =
      Scheme.USUAL
          .named("name")
          .status("status")
          .times("createTime", "updateTime")
          .ofEach(
              resource ->
                  resource
                      .identity(call -> call.world().chance().uuid(), "name")
                      .foundBy(
                          call -> Reach.find(call, resource.type(), resource.type().arnMember()))
                      .found("creatorAccountId", (r, world) -> Values.text(Reach.owner(r)))
                      .found("statusDetails", Lifecycles::statusDetails)
                      .prepared(Reach::note)
                      .missing(NOT_FOUND, Reach::unreached)
                      .refused(CONFLICT, untimely("{trigger}")));

  private Types() {}

  /** A type of the service, by name. */
  public static TypeRef ref(String name) {
    return TypeRef.to(name, NOT_FOUND);
  }

  /** The words for what the status of a resource doesn't allow. */
  public static String untimely(String what) {
    return "You can't " + what + " this resource while its status is {status}. Resource: {arn}";
  }
}
