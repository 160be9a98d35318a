package dev.mlsim.services.sagemaker.registry;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Filter;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.CardSchema;
import dev.mlsim.services.sagemaker.vocabulary.ImageDigests;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import dev.mlsim.services.sagemaker.vocabulary.Validations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker's model packages: a version of a group, numbered from 1 and never again, or one of a
 * name. What Describe shows is as the AWS controllers for Kubernetes record it and as the developer
 * guide's EventBridge example has it; one without a validation is complete at once.
 */
final class ModelPackages {
  private static final String GROUP = "ModelPackageGroupName";
  private static final String NAME = "ModelPackageName";

  private static final String MORE = "AdditionalInferenceSpecifications";
  private static final String METADATA = "CustomerMetadataProperties";

  /** A note of a group: the last number that a package of it got. */
  private static final String LATEST = "latestVersion";

  /** A note of a package: when it was updated last. */
  private static final String UPDATED = "updated";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Pending", ofMinutes(1)), stay("InProgress", ofMinutes(4)), rest("Completed"))
          .on(FAIL)
          .from("Pending", "InProgress")
          .goes(rest("Failed"))
          .on(DELETE)
          .from("Completed", "Failed")
          .goes(stay("Deleting", ofSeconds(1)), gone())
          .build();

  private static final Precondition CARD = CardSchema.OF_PACKAGE.in("ModelCard.ModelCardContent");

  static final ResourceType TYPE =
      ResourceType.named("model-package")
          .title("model package")
          .identity(ModelPackages::newKey)
          .called(NAME)
          .foundBy(ModelPackages::find)
          .arn("ModelPackageArn", "model-package/{key}")
          .grouped(made -> made.attributes().path(GROUP).asText())
          .lifecycle(LIFECYCLE)
          .durations(Validations::durations)
          .status("ModelPackageStatus")
          .times("CreationTime", "")
          .defaults("{'CertifyForMarketplace': false}")
          .prepared(ModelPackages::prepare)
          .emits(PackageEvents.STATE)
          .entering("Pending", ModelPackages::noteLatest)
          .computed("ModelPackageStatusDetails", Validations::details)
          .computed("CreatedBy", (made, world) -> Optional.of(Documents.empty()))
          .computed("LastModifiedTime", (made, world) -> Documents.at(made.notes(), UPDATED))
          .computed(
              "LastModifiedBy",
              (made, world) -> Documents.at(made.notes(), UPDATED).map(at -> Documents.empty()))
          .missing(VALIDATION, ModelPackages::missing)
          .duplicate(
              (call, existing) ->
                  new ServiceError(VALIDATION, "ModelPackage already exists: " + existing.arn()))
          .refused(
              (call, made, trigger) ->
                  new ServiceError(
                      CONFLICT,
                      "ModelPackage "
                          + made.arn()
                          + " cannot be deleted in status "
                          + made.state().status()
                          + "."))
          .build();

  private ModelPackages() {}

  private static String arn(Call call, String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : SharedErrors.arn(call, TYPE.name(), nameOrArn);
  }

  private static String missing(Call call, String nameOrArn) {
    String asked = nameOrArn.isEmpty() ? asked(call).orElse("") : nameOrArn;
    return "ModelPackage " + arn(call, asked) + " does not exist.";
  }

  private static Optional<String> asked(Call call) {
    return call.text(NAME).or(() -> call.text("ModelPackageArn"));
  }

  private static Optional<Resource> find(Call call) {
    return asked(call).flatMap(name -> call.world().registry().find(TYPE, name));
  }

  private static Optional<Resource> group(Call call) {
    return call.text(GROUP).map(name -> call.require(ModelRegistry.GROUP, name));
  }

  private static int nextVersion(Resource group) {
    return group.notes().path(LATEST).asInt() + 1;
  }

  private static String newKey(Call call) {
    return group(call)
        .map(group -> group.name() + "/" + nextVersion(group))
        .orElseGet(() -> call.text(NAME).orElse(""));
  }

  private static void prepare(Call call, Draft made) {
    ObjectNode attributes = made.attributes();
    group(call)
        .ifPresent(
            group -> {
              attributes.put(GROUP, group.name()).put("ModelPackageVersion", nextVersion(group));
              if (!attributes.has("ModelApprovalStatus")) {
                attributes.put("ModelApprovalStatus", "PendingManualApproval");
              }
            });
    Sources.specification(call)
        .ifPresent(
            from ->
                attributes.set(
                    Sources.SPECIFICATION, ImageDigests.in(from, call.world().chance())));
    call.at(MORE).ifPresent(more -> attributes.set(MORE, added(call, more)));
  }

  /** Additional specifications as they are shown, with the digests of their images. */
  private static ArrayNode added(Call call, JsonNode specifications) {
    ArrayNode shown = Documents.empty().putArray(MORE);
    specifications.forEach(one -> shown.add(ImageDigests.in(one, call.world().chance())));
    return shown;
  }

  private static void noteLatest(Resource made, World world) {
    JsonNode version = made.attributes().path("ModelPackageVersion");
    world
        .registry()
        .byKey(ModelRegistry.GROUP, made.attributes().path(GROUP).asText())
        .ifPresent(group -> world.change(group, old -> old.withNote(LATEST, version)));
  }

  /** What is given replaces what was; metadata is merged key by key. */
  private static Resource changed(Call call, Resource merged) {
    ObjectNode attributes = Documents.empty().setAll(merged.attributes());
    for (String whole : List.of(Sources.SPECIFICATION, "ModelCard", "ModelLifeCycle")) {
      call.at(whole).ifPresent(value -> attributes.set(whole, value));
    }
    call.at(Sources.SPECIFICATION)
        .ifPresent(
            given ->
                attributes.set(
                    Sources.SPECIFICATION, ImageDigests.in(given, call.world().chance())));
    List<String> asked = List.of(MORE + "ToAdd", METADATA + "ToRemove");
    attributes.remove(asked);
    call.at(asked.get(0))
        .ifPresent(
            more -> {
              ArrayNode list = JsonNodeFactory.instance.arrayNode();
              attributes.path(MORE).forEach(list::add);
              attributes.set(MORE, list.addAll(added(call, more)));
            });
    if (merged.attributes().has(METADATA)) {
      attributes.set(METADATA, metadata(call, merged));
    }
    return PackageEvents.noted(call, merged.withAttributes(attributes))
        .withNote(UPDATED, Timestamps.of(call.now()));
  }

  /** The metadata that a package has with what a call adds, and without what it removes. */
  static ObjectNode metadata(Call call, Resource made) {
    ObjectNode metadata = Documents.empty();
    for (JsonNode some : List.of(made.attributes().path(METADATA), call.input().path(METADATA))) {
      some.properties().forEach(one -> metadata.set(one.getKey(), one.getValue()));
    }
    call.input().path(METADATA + "ToRemove").forEach(key -> metadata.remove(key.asText()));
    return metadata;
  }

  private static Collection<Resource> listed(Call call) {
    List<Resource> found = new ArrayList<>();
    Optional<String> group = group(call).map(Resource::name);
    String kind = call.text("ModelPackageType").orElse(group.isEmpty() ? "Unversioned" : "Both");
    for (Resource made :
        group.isPresent()
            ? call.world().registry().group(TYPE, group.get())
            : call.world().registry().all(TYPE)) {
      boolean versioned = made.attributes().has(GROUP);
      if (kind.equals("Both") || kind.equals("Versioned") == versioned) {
        found.add(made);
      }
    }
    return found;
  }

  private static boolean isCalled(Resource made, JsonNode part, World world) {
    String group = made.attributes().path(GROUP).asText(made.name());
    return group.contains(part.asText());
  }

  static void declare(Family family) {
    Filter chosen = (made, value, world) -> true; // by what is listed
    family
        .type(TYPE)
        .operation(
            "CreateModelPackage",
            Create.a(TYPE)
                .requires(PackageRules.OF_CREATE)
                .requires(CARD)
                .thenRequires(Sources.EXIST, Sources.ALGORITHM))
        .operation("DescribeModelPackage", Describe.a(TYPE))
        .operation(
            "ListModelPackages",
            ListAll.of(TYPE)
                .requires(Precondition.exists(GROUP, ModelRegistry.GROUP))
                .among(ModelPackages::listed)
                .filter(GROUP, chosen)
                .filter("ModelPackageType", chosen)
                .filter("NameContains", ModelPackages::isCalled)
                .sorted("", false))
        .operation(
            "UpdateModelPackage",
            Update.a(TYPE)
                .requires(PackageRules.OF_UPDATE)
                .requires(CARD)
                .requires(Sources.EXIST)
                .changing(ModelPackages::changed))
        .operation("DeleteModelPackage", Trigger.by(DELETE, TYPE))
        .operation("BatchDescribeModelPackage", new BatchDescribe());
    PackageRules.judge(family);
  }
}
