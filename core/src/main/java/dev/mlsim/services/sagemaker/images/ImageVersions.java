package dev.mlsim.services.sagemaker.images;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of SageMaker's images, numbered from 1 for each image (API reference,
 * DescribeImageVersion). A call names one by its number or an alias, and else means the latest. The
 * words of the errors are judged.
 */
final class ImageVersions {
  private static final int DIGEST = 64;
  private static final String ALIASES = "Aliases";

  /** A note of an image: the last number that a version of it got. */
  private static final String LATEST = "latestVersion";

  /** A note of a version: its image with the digest. */
  private static final String RESOLVED = "resolved";

  private static final Lifecycle LIFECYCLE =
      Lifecycles.lasting(stay("CREATING", ofSeconds(30)), rest("CREATED"))
          .failing("CREATE_FAILED")
          .deleting(stay("DELETING", ofSeconds(10)), gone())
          .failing("DELETE_FAILED")
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
          .failureReason("FailureReason")
          .prepared(ImageVersions::prepare)
          .entering("CREATING", ImageVersions::noteLatest)
          .computed("ImageArn", ImageVersions::imageArn)
          .computed("ContainerImage", ImageVersions::containerImage)
          .missing(NOT_FOUND, ImageVersions::missing)
          .refused(
              (call, version, trigger) ->
                  new ServiceError(
                      IN_USE,
                      "The request was rejected because the image version is in status "
                          + version.state().status()
                          + "."))
          .build();

  private static final Precondition[] OF_CREATE = {
    Precondition.exists("ImageName", Images.TYPE),
    Precondition.unless(
        call -> call.service().type(Images.TYPE).require(call).is("CREATED"),
        "the image is CREATED",
        IN_USE,
        "The image is not in status CREATED."),
    Precondition.of("no other version has one of the aliases", IN_USE, c -> taken(c, ALIASES))
  };

  private static final Precondition OF_UPDATE =
      Precondition.of(
          "no other version has one of the aliases", IN_USE, c -> taken(c, "AliasesToAdd"));

  private ImageVersions() {}

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
    return "No ImageVersion"
        + call.at("Version").map(v -> " " + v.asText()).orElse("")
        + call.text("Alias").map(a -> " with the alias " + a).orElse("")
        + " of the Image "
        + call.text("ImageName").orElse(name)
        + " was found.";
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
        .operation("DescribeImageVersion", Describe.a(TYPE))
        .operation(
            "ListImageVersions",
            ListAll.of(TYPE)
                .requires(Precondition.exists("ImageName", Images.TYPE))
                .among(call -> of(call.world(), call.text("ImageName").orElse(""))))
        .operation("ListAliases", new ListAliases())
        .operation(
            "UpdateImageVersion",
            Update.a(TYPE).requires(OF_UPDATE).changing(ImageVersions::update))
        .operation("DeleteImageVersion", Trigger.by(DELETE, TYPE));
  }
}
