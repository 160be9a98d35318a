package dev.mlsim.services.sagemaker.images;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
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
  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("CREATING", ofSeconds(10)), rest("CREATED"))
          .on(FAIL)
          .from("CREATING")
          .goes(rest("CREATE_FAILED"))
          .on(UPDATE)
          .from("CREATED", "UPDATE_FAILED")
          .goes(stay("UPDATING", ofSeconds(10)), rest("CREATED"))
          .on(FAIL)
          .from("UPDATING")
          .goes(rest("UPDATE_FAILED"))
          .on(DELETE)
          .from("CREATED", "CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED")
          .goes(stay("DELETING", ofSeconds(10)), gone())
          .on(FAIL)
          .from("DELETING")
          .goes(rest("DELETE_FAILED"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("image")
          .identifiedBy("ImageName")
          .arn("ImageArn", "image/{key}")
          .lifecycle(LIFECYCLE)
          .status("ImageStatus")
          .times("CreationTime", "LastModifiedTime")
          .failureReason("FailureReason")
          .entering("DELETING", Images::deleteVersions)
          .entering(State.GONE.toString(), Images::takeVersionsAlong)
          .missing(NOT_FOUND, Images::missing)
          .duplicate(
              (call, existing) ->
                  new ServiceError(
                      IN_USE,
                      "The Image with ImageName "
                          + existing.name()
                          + " already exists. Please use a different ImageName."))
          .refused(
              (call, image, trigger) ->
                  new ServiceError(
                      IN_USE,
                      "The request was rejected because the image is in status "
                          + image.state().status()
                          + "."))
          .build();

  private static final Precondition IDLE_VERSIONS =
      Precondition.of("no version is being created", IN_USE, Images::versionsInProgress);

  private Images() {}

  private static String missing(Call call, String name) {
    return "The Image with ImageName "
        + name
        + " does not exist. Please provide a valid ImageName.";
  }

  private static Optional<String> versionsInProgress(Call call) {
    Resource image = TYPE.require(call);
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
        world.trigger(ImageVersions.TYPE, version, DELETE, "");
      }
    }
  }

  /** An image stays as long as one of its versions can't be deleted. */
  static void failToDelete(Resource version, World world) {
    world
        .registry()
        .byKey(TYPE, version.name())
        .filter(image -> image.is("DELETING"))
        .ifPresent(image -> world.trigger(TYPE, image, FAIL, version.reason()));
  }

  /** Those that take longer to delete than the image does. */
  private static void takeVersionsAlong(Resource image, World world) {
    for (Resource version : ImageVersions.of(world, image.name())) {
      world.trigger(ImageVersions.TYPE, version, ImageVersions.GO_WITH_IMAGE, "");
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
        .type(TYPE)
        .operation("CreateImage", Create.a(TYPE).thenRequires(SharedErrors.OWN_ROLE))
        .operation("DescribeImage", Describe.a(TYPE))
        .operation("ListImages", ListAll.of(TYPE))
        .operation("UpdateImage", Trigger.by(UPDATE, TYPE).merging().changing(Images::update))
        .operation("DeleteImage", Trigger.by(DELETE, TYPE).requires(IDLE_VERSIONS))
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
            "An image is created, updated and deleted in 10 seconds each; a version is created in 30"
                + " and deleted in 10.")
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
            "image-version-wording",
            "image-version",
            "The wording of not found, where a number or an alias is given, and of in use.");
    ImageVersions.declare(family);
  }
}
