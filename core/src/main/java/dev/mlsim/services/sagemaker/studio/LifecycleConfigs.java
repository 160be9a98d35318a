package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.List;

/** Lifecycle configurations: scripts that apps run when they start. They never change. */
final class LifecycleConfigs {
  static final TypeRef TYPE = TypeRef.to("studio-lifecycle-config", NOT_FOUND);

  /** What may refer to one, in the words of a refusal. */
  private record User(String noun, TypeRef type) {}

  private static final List<User> USERS =
      List.of(
          new User("Domain", Parents.DOMAIN),
          new User("UserProfile", Parents.PROFILE),
          new User("Space", Parents.SPACE),
          new User("App", Parents.APP));

  private static final Precondition UNUSED =
      new Precondition(
          "no domain, profile, space or live app refers to it", IN_USE, LifecycleConfigs::unused);

  private LifecycleConfigs() {}

  static void declare(Family family) {
    family
        .resource("StudioLifecycleConfig")
        .requires("Delete", UNUSED)
        .filter(
            "AppTypeEquals",
            (config, type, world) ->
                Parents.text(config, "StudioLifecycleConfigAppType").equals(type.asText()))
        .filter("ModifiedTimeAfter", Modified::after)
        .filter("ModifiedTimeBefore", Modified::before)
        .missing(NOT_FOUND, "StudioLifecycleConfig [{arn}] does not exist.")
        .duplicate(IN_USE, Studio.DOUBLED)
        .judgedWords("not found", "duplicate");
  }

  private static void unused(Call call) {
    Resource config = call.service().type(TYPE).require(call);
    for (User user : USERS) {
      for (Resource one : call.world().registry().all(user.type())) {
        if (Parents.isLive(one) && mentions(one.attributes(), config.arn())) {
          throw new ServiceError(
              IN_USE,
              "Unable to delete StudioLifecycleConfig ["
                  + config.arn()
                  + "] because "
                  + user.noun()
                  + "(s) are associated with it.");
        }
      }
    }
  }

  private static boolean mentions(JsonNode document, String arn) {
    if (document.isTextual()) {
      return document.textValue().equals(arn);
    }
    for (JsonNode inner : document) {
      if (mentions(inner, arn)) {
        return true;
      }
    }
    return false;
  }
}
