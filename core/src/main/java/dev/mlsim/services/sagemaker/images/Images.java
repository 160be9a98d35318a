package dev.mlsim.services.sagemaker.images;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker's images: states and codes are the API reference's (DescribeImage, DeleteImage); some
 * words of the errors are those that users of aws-samples/sagemaker-studio-custom-image-samples met
 * (issue 17), the others, and how long the states last, are judged. Deleting an image deletes its
 * versions.
 */
public final class Images {
  static final TypeRef TYPE = TypeRef.to("image", NOT_FOUND);

  private static final Precondition IDLE_VERSIONS =
      Precondition.of("no version is being created", IN_USE, Images::versionsInProgress);

  private Images() {}

  private static Optional<String> versionsInProgress(Call call) {
    Resource image = call.service().type(TYPE).require(call);
    return ImageVersions.of(call.world(), image.name()).stream()
        .filter(version -> version.is("CREATING"))
        .findFirst()
        .map(
            version ->
                "Unable to delete Image ["
                    + image.arn()
                    + "] because ImageVersion(s) are being created.");
  }

  private static void deleteVersions(Resource image, World world) {
    for (Resource version : ImageVersions.of(world, image.name())) {
      if (ImageVersions.TYPE.lifecycle().way(DELETE, version.state()).isPresent()) {
        world.trigger(version, DELETE, "");
      }
    }
  }

  /** An image stays as long as one of its versions can't be deleted. */
  static void failToDelete(Resource version, World world) {
    world
        .registry()
        .byKey(TYPE, version.name())
        .filter(image -> image.is("DELETING"))
        .ifPresent(image -> world.trigger(image, FAIL, version.reason()));
  }

  /** Those that take longer to delete than the image does. */
  private static void takeVersionsAlong(Resource image, World world) {
    for (Resource version : ImageVersions.of(world, image.name())) {
      world.trigger(version, ImageVersions.GO_WITH_IMAGE, "");
    }
  }

  private static Resource update(Call call, Resource image) {
    List<String> gone = new ArrayList<>(List.of("DeleteProperties"));
    call.input().path("DeleteProperties").forEach(property -> gone.add(property.asText()));
    return image.without(gone);
  }

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .resource("Image")
        .lifecycle(
            Lifecycles.lasting(stay("CREATING", ofSeconds(10)), rest("CREATED"))
                .failing("CREATE_FAILED")
                .updating(stay("UPDATING", ofSeconds(10)), rest("CREATED"))
                .failing("UPDATE_FAILED")
                .deleting(stay("DELETING", ofSeconds(10)), gone())
                .failing("DELETE_FAILED"))
        .entering("DELETING", Images::deleteVersions)
        .emits(
            Emission.ofStatus(
                "SageMaker Image State Change",
                EventDetail.of("ImageName ImageArn ImageStatus:title Tags")))
        .entering(State.GONE.toString(), Images::takeVersionsAlong)
        .thenRequires(SharedErrors.OWN_ROLE)
        .changing(Images::update)
        .requires("Delete", IDLE_VERSIONS, ImageUses.UNUSED_IMAGE)
        .missing(
            NOT_FOUND,
            "The Image with ImageName {name} does not exist. Please provide a valid ImageName.")
        .duplicate(
            IN_USE,
            "The Image with ImageName {name} already exists. Please use a different ImageName.")
        .refused(IN_USE, "The request was rejected because the image is in status {status}.")
        .judged(
            "alias-order",
            "ListAliases.SageMakerImageVersionAliases",
            "Aliases come by version, and then in the order they were given.")
        .judged(
            "image-version-token",
            "CreateImageVersion.ClientToken",
            "A client token is remembered for a day; with other parameters it is refused with"
                + " ValidationException.")
        .judged(
            "image-times",
            "image",
            "An image is created, updated and deleted in 10 seconds each; a version is created in"
                + " 30 and deleted in 10.")
        .judged(
            "image-versions-go-along",
            "DeleteImage",
            "If one of its versions cannot be deleted an image comes to DELETE_FAILED with the same"
                + " reason; a version that is still being deleted when its image is gone goes with"
                + " it.")
        .judged(
            "image-wording",
            "image",
            "The wording of not found, by analogy with that of duplicate, and of in use.")
        .judged(
            "image-uses",
            "DeleteImageVersion.ResourceInUse",
            "A custom image without a number uses every version of it; the words, by analogy with"
                + " those for user profiles, and that an image is refused as its versions are.")
        .judged(
            "image-version-wording",
            "image-version",
            "The wording of not found, where a number or an alias is given, and of in use.")
        .judged(
            "image-version-named-once",
            "UpdateImageVersion.Alias",
            "A version is named by its number or by an alias; both together are refused with"
                + " ValidationException, also on Describe and Delete. An update needs a version"
                + " that is CREATED.");
    ImageVersions.declare(family);
  }
}
