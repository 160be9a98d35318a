package dev.mlsim.services.sagemaker.images;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of SageMaker's images, numbered from 1 for each image (API reference,
 * DescribeImageVersion). A call names one by its number or an alias, and else means the latest.
 */
final class ImageVersions {
  private static final int DIGEST = 64;
  private static final String ALIASES = "Aliases";

  /** A note of an image: the last number that a version of it got. */
  private static final String LATEST = "latestVersion";

  /** A note of a version: its image with the digest. */
  private static final String RESOLVED = "resolved";

  /** A version goes with its image, however it stands. */
  static final String GO_WITH_IMAGE = "go with image";

  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("CREATING", ofSeconds(30)), rest("CREATED"))
          .on(FAIL)
          .from("CREATING")
          .goes(rest("CREATE_FAILED"))
          .on(DELETE)
          .from("CREATED", "CREATE_FAILED", "DELETE_FAILED")
          .goes(stay("DELETING", ofSeconds(10)), gone())
          .on(FAIL)
          .from("DELETING")
          .goes(rest("DELETE_FAILED"))
          .on(GO_WITH_IMAGE)
          .from("CREATING", "CREATED", "CREATE_FAILED", "DELETING", "DELETE_FAILED")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("image-version")
          .identity(ImageVersions::nextKey)
          .called("ImageName")
          .foundBy(ImageVersions::find)
          .arn("ImageVersionArn", "image-version/{key}")
          .grouped(Resource::name)
          .lifecycle(LIFECYCLE)
          .status("ImageVersionStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("FailureReason", SharedErrors::failureReason)
          .prepared(ImageVersions::prepare)
          .entering("CREATING", ImageVersions::noteLatest)
          .entering("DELETE_FAILED", Images::failToDelete)
          .computed("ImageArn", ImageVersions::imageArn)
          .computed("ContainerImage", ImageVersions::containerImage)
          .emits(
              Emission.ofStatus(
                  "SageMaker Image Version State Change",
                  EventDetail.of(
                      "ImageArn ImageVersionArn ImageVersionStatus:title Version:double Tags")))
          .missing(NOT_FOUND, ImageVersions::missing)
          .refused((call, version, trigger) -> new ServiceError(IN_USE, busy(version)))
          .build();

  private static final Precondition[] OF_CREATE = {
    Precondition.exists("ImageName", Images.TYPE),
    Precondition.of(
        "the image is CREATED",
        VALIDATION,
        call ->
            Optional.of(call.service().type(Images.TYPE).require(call))
                .filter(image -> !image.is("CREATED"))
                .map(image -> "Image " + image.name() + " is in an invalid state.")),
    Precondition.of("no other version has one of the aliases", IN_USE, c -> taken(c, ALIASES))
  };

  private static final Precondition ONE_NAME =
      Precondition.unless(
          call -> !call.has("Version") || !call.has("Alias"),
          "not both Version and Alias",
          VALIDATION,
          "Version and Alias cannot be specified together.");

  private static final Precondition[] OF_UPDATE = {
    Precondition.of(
        "the version is CREATED",
        IN_USE,
        call -> Optional.of(TYPE.require(call)).filter(v -> !v.is("CREATED")).map(v -> busy(v))),
    Precondition.of(
        "no other version has one of the aliases", IN_USE, c -> taken(c, "AliasesToAdd"))
  };

  private ImageVersions() {}

  private static String busy(Resource version) {
    return "The request was rejected because the image version is in status "
        + version.state().status()
        + ".";
  }

  /** The versions of an image, oldest first. */
  static List<Resource> of(World world, String image) {
    return List.copyOf(world.registry().group(TYPE, image));
  }

  private static int next(Call call) {
    return call.service().type(Images.TYPE).require(call).notes().path(LATEST).asInt() + 1;
  }

  private static String nextKey(Call call) {
    return call.text("ImageName").orElseThrow() + "/" + next(call);
  }

  private static void prepare(Call call, Draft version) {
    version.attributes().put("Version", next(call));
    String image = version.attributes().path("BaseImage").asText();
    version.notes().put(RESOLVED, resolved(call, image));
  }

  /** A number is never given again, even where the latest version was deleted. */
  private static void noteLatest(Resource version, World world) {
    JsonNode number = version.attributes().path("Version");
    world
        .registry()
        .byKey(Images.TYPE, version.name())
        .ifPresent(image -> world.change(image, old -> old.withNote(LATEST, number)));
  }

  private static String resolved(Call call, String image) {
    int at = image.indexOf('@');
    int tag = image.indexOf(':', image.lastIndexOf('/') + 1);
    int end = at > 0 ? at : tag;
    String repository = end < 0 ? image : image.substring(0, end);
    return repository + "@sha256:" + call.world().chance().hex(DIGEST);
  }

  private static Optional<JsonNode> containerImage(Resource version, World world) {
    return version.entered("CREATED").flatMap(at -> Documents.at(version.notes(), RESOLVED));
  }

  private static Optional<JsonNode> imageArn(Resource version, World world) {
    return world.registry().byKey(Images.TYPE, version.name()).flatMap(i -> Values.text(i.arn()));
  }

  private static Optional<Resource> find(Call call) {
    List<Resource> versions = of(call.world(), call.text("ImageName").orElse(""));
    Optional<JsonNode> number = call.at("Version");
    Optional<String> alias = call.text("Alias");
    Resource found = null;
    for (Resource version : versions) {
      JsonNode attributes = version.attributes();
      boolean named =
          number.isEmpty() || attributes.path("Version").asInt() == number.get().asInt();
      boolean called = alias.isEmpty() || aliases(version).contains(alias.get());
      found = named && called ? version : found;
    }
    return Optional.ofNullable(found);
  }

  static Set<String> aliases(Resource version) {
    Set<String> aliases = new LinkedHashSet<>();
    version.attributes().path(ALIASES).forEach(alias -> aliases.add(alias.asText()));
    return aliases;
  }

  private static Optional<String> taken(Call call, String member) {
    Optional<Resource> self = member.equals(ALIASES) ? Optional.empty() : find(call);
    for (Resource version : of(call.world(), call.text("ImageName").orElse(""))) {
      for (JsonNode alias : call.input().path(member)) {
        if (!self.equals(Optional.of(version)) && aliases(version).contains(alias.asText())) {
          return Optional.of(
              "The alias " + alias.asText() + " is in use by " + version.arn() + ".");
        }
      }
    }
    return Optional.empty();
  }

  private static String missing(Call call, String name) {
    String image = call.text("ImageName").orElse(name);
    Optional<String> which =
        call.at("Version")
            .map(version -> " and Version " + version.asText())
            .or(() -> call.text("Alias").map(alias -> " and Alias " + alias));
    return (which.isPresent() ? "The ImageVersion" : "Latest ImageVersion")
        + " with ImageName "
        + image
        + which.orElse("")
        + " does not exist. Please provide a valid ImageName"
        + (which.isPresent() ? " and version." : ".");
  }

  private static Resource update(Call call, Resource version) {
    ObjectNode attributes = version.attributes().deepCopy();
    Set<String> aliases = aliases(version);
    call.input().path("AliasesToAdd").forEach(alias -> aliases.add(alias.asText()));
    call.input().path("AliasesToDelete").forEach(alias -> aliases.remove(alias.asText()));
    ArrayNode list = attributes.putArray(ALIASES);
    aliases.forEach(list::add);
    return version.withAttributes(
        attributes.remove(List.of("Alias", "AliasesToAdd", "AliasesToDelete")));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("CreateImageVersion", Create.a(TYPE).requires(OF_CREATE))
        .operation("DescribeImageVersion", Guarded.by(Describe.a(TYPE), ONE_NAME))
        .operation(
            "ListImageVersions",
            ListAll.of(TYPE)
                .requires(Precondition.exists("ImageName", Images.TYPE))
                .among(call -> of(call.world(), call.text("ImageName").orElse(""))))
        .operation("ListAliases", new ListAliases())
        .operation(
            "UpdateImageVersion",
            Guarded.by(
                Update.a(TYPE).requires(OF_UPDATE).changing(ImageVersions::update), ONE_NAME))
        .operation(
            "DeleteImageVersion",
            Guarded.by(Trigger.by(DELETE, TYPE).requires(ImageUses.UNUSED_VERSION), ONE_NAME));
  }
}
