package dev.mlsim.services.sagemaker.images;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who uses an image: Studio's domains, user profiles and spaces that have it among their custom
 * images, and live apps that run it. What is used can't be deleted (API reference,
 * DeleteImageVersion).
 */
final class ImageUses {
  private static final Set<String> ENDED = Set.of("Deleted", "Failed");

  /** Who can use one, in the words of a refusal. */
  private record User(String noun, TypeRef type) {}

  private static final List<User> USERS =
      List.of(
          new User("Domain", TypeRef.to("domain", NOT_FOUND)),
          new User("UserProfile", TypeRef.to("user-profile", NOT_FOUND)),
          new User("Space", TypeRef.to("space", NOT_FOUND)),
          new User("App", TypeRef.to("app", NOT_FOUND)));

  static final Precondition UNUSED_IMAGE =
      Precondition.of(
          "nothing in Studio uses a version",
          IN_USE,
          call -> refusal(call, "Image", call.service().type(Images.TYPE).require(call), -1));

  static final Precondition UNUSED_VERSION =
      Precondition.of("nothing in Studio uses it", IN_USE, ImageUses::version);

  private ImageUses() {}

  private static Optional<String> version(Call call) {
    Resource version = ImageVersions.TYPE.require(call);
    return refusal(call, "ImageVersion", version, version.attributes().path("Version").asInt());
  }

  private static Optional<String> refusal(Call call, String noun, Resource used, int number) {
    for (User user : USERS) {
      for (Resource one : call.world().registry().all(user.type())) {
        if (!ENDED.contains(one.state().status()) && uses(one.attributes(), used, number)) {
          return Optional.of(
              "Unable to delete "
                  + noun
                  + " ["
                  + used.arn()
                  + "] because "
                  + user.noun()
                  + "(s) are associated with it.");
        }
      }
    }
    return Optional.empty();
  }

  /** Names it by its ARN, or as a custom image by its name and, if that is said, the number. */
  private static boolean uses(JsonNode document, Resource used, int number) {
    if (document.isTextual()) {
      return document.textValue().equals(used.arn());
    }
    if (document.path("ImageName").asText().equals(used.name())) {
      JsonNode asked = document.path("ImageVersionNumber");
      return number < 0 || asked.isMissingNode() || asked.asInt() == number;
    }
    for (JsonNode inner : document) {
      if (uses(inner, used, number)) {
        return true;
      }
    }
    return false;
  }
}
