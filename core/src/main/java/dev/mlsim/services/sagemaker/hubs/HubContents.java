package dev.mlsim.services.sagemaker.hubs;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of hubs, in versions. A call names one by its hub, its type and its name, and means
 * the latest version unless it names one (API reference, DescribeHubContent).
 */
final class HubContents {
  static final String NAME = "HubContentName";
  static final String KIND = "HubContentType";
  static final String VERSION = "HubContentVersion";
  static final String DOCUMENT = "HubContentDocument";
  static final String REFERENCE = "ModelReference";
  private static final String HUB = "HubName";

  static final ResourceType TYPE =
      ResourceType.named("hub-content")
          .title("hub content")
          .identity(call -> key(call, version(call)))
          .called(NAME)
          .foundBy(HubContents::find)
          .arn("HubContentArn", "hub-content/{key}")
          .grouped(content -> content.attributes().path(HUB).asText())
          .lifecycle(
              Lifecycles.lasting(
                      stay("PendingImport", ofSeconds(1)),
                      stay("Importing", ofSeconds(9)),
                      rest("Available"))
                  .failing("ImportFailed")
                  .deleting(
                      stay("PendingDelete", ofSeconds(1)), stay("Deleting", ofSeconds(4)), gone())
                  .failing("DeleteFailed")
                  .build())
          .status("HubContentStatus")
          .times("CreationTime", "LastModifiedTime")
          .failureReason("FailureReason")
          .defaults("{'SupportStatus': 'Supported'}")
          .prepared(HubContents::prepare)
          .computed("HubArn", HubContents::hubArn)
          .computed("OriginalCreationTime", HubContents::original)
          .computed("HubContentDependencies", HubContents::dependencies)
          .missing(
              NOT_FOUND,
              (call, arn) ->
                  "HubContent " + world(call, key(call, asked(call))) + " does not exist.")
          .duplicate(
              (call, content) ->
                  new ServiceError(IN_USE, "HubContent " + content.arn() + " already exists."))
          .refused(
              (call, content, trigger) ->
                  new ServiceError(
                      IN_USE,
                      "HubContent "
                          + content.arn()
                          + " is in status "
                          + content.state().status()
                          + "."))
          .build();

  private static final Precondition[] OF_IMPORT = {
    new Precondition(
        "the hub exists", NOT_FOUND, call -> call.service().type(Hubs.HUB).require(call)),
    Hubs.OWN,
    Precondition.unless(
        call -> !call.text(KIND).orElse("").equals(REFERENCE),
        "no ModelReference",
        VALIDATION,
        "A ModelReference cannot be imported. Use CreateHubContentReference."),
    Precondition.unless(
        call -> call.text(DOCUMENT).flatMap(Documents::parsed).isPresent(),
        "the document is a JSON object",
        VALIDATION,
        "HubContentDocument is not a valid JSON document.")
  };

  private static final Precondition[] OF_UPDATE = {
    Hubs.OWN,
    Precondition.unless(
        call -> List.of("Model", "Notebook").contains(call.text(KIND).orElse("")),
        "a Model or a Notebook",
        VALIDATION,
        "Only hub content of type Model or Notebook can be updated."),
    Precondition.of(
        "the content is Available",
        IN_USE,
        call ->
            Optional.of(TYPE.require(call))
                .filter(content -> !content.is("Available"))
                .map(c -> "HubContent " + c.arn() + " is in status " + c.state().status() + "."))
  };

  private static final Precondition NO_REFERENCE =
      Precondition.unless(
          call -> !call.text(KIND).orElse("").equals(REFERENCE),
          "no ModelReference",
          VALIDATION,
          "A ModelReference cannot be deleted so. Use DeleteHubContentReference.");

  private HubContents() {}

  private static String world(Call call, String key) {
    return call.world().account().arn("sagemaker", "hub-content/" + key);
  }

  private static String asked(Call call) {
    return call.text(VERSION).orElse("");
  }

  static String key(Call call, String version) {
    String content =
        Hubs.name(call) + "/" + HubReferences.kind(call) + "/" + HubReferences.name(call);
    return version.isEmpty() ? content : content + "/" + version;
  }

  /** The version of a new content: the given one, the first, or one behind the last. */
  static String version(Call call) {
    return call.text(VERSION)
        .orElseGet(
            () ->
                HubReferences.isOne(call)
                    ? HubReferences.source(call)
                        .map(source -> source.attributes().path(VERSION).asText())
                        .orElse("")
                    : latest(versions(call))
                        .map(last -> HubVersion.of(text(last, VERSION)).next().toString())
                        .orElse("1.0.0"));
  }

  private static void prepare(Call call, Draft content) {
    content.attributes().put(HUB, Hubs.name(call)).put(VERSION, version(call));
    if (HubReferences.isOne(call)) {
      HubReferences.prepare(call, content);
    }
  }

  static String text(Resource content, String member) {
    return content.attributes().path(member).asText();
  }

  /** All contents of the hub that a call names. */
  private static Collection<Resource> of(Call call) {
    return Hubs.name(call).equals(PublicContents.NAME)
        ? PublicContents.all(TYPE, call.world())
        : call.world().registry().group(TYPE, Hubs.name(call));
  }

  /** The versions of the content that a call names. */
  static List<Resource> versions(Call call) {
    List<Resource> versions = new ArrayList<>();
    for (Resource content : of(call)) {
      if (content.name().equals(HubReferences.name(call))
          && text(content, KIND).equals(HubReferences.kind(call))) {
        versions.add(content);
      }
    }
    return versions;
  }

  static Optional<Resource> latest(List<Resource> versions) {
    return versions.stream().max(Comparator.comparing(c -> HubVersion.of(text(c, VERSION))));
  }

  private static Optional<Resource> find(Call call) {
    List<Resource> versions = versions(call);
    return call.text(VERSION).isEmpty()
        ? latest(versions)
        : versions.stream().filter(c -> text(c, VERSION).equals(asked(call))).findFirst();
  }

  private static Optional<JsonNode> hubArn(Resource content, World world) {
    String hub = text(content, HUB);
    return Values.text(
        hub.equals(PublicContents.NAME)
            ? PublicContents.arn(world, "hub/" + hub)
            : world.account().arn("sagemaker", "hub/" + hub));
  }

  private static Optional<JsonNode> original(Resource content, World world) {
    return Values.time(
        world.registry().group(TYPE, text(content, HUB)).stream()
            .filter(c -> c.name().equals(content.name()))
            .filter(c -> text(c, KIND).equals(text(content, KIND)))
            .map(Resource::created)
            .min(Comparator.naturalOrder()));
  }

  /** What the document says of what it needs. */
  private static Optional<JsonNode> dependencies(Resource content, World world) {
    return Documents.parsed(text(content, DOCUMENT))
        .flatMap(document -> Documents.at(document, "Dependencies"))
        .filter(JsonNode::isArray)
        .map(
            all -> {
              ArrayNode list = Documents.empty().putArray("all");
              for (JsonNode one : all) {
                ObjectNode shown = list.addObject();
                for (String path : List.of("DependencyOriginPath", "DependencyCopyPath")) {
                  Documents.at(one, path).ifPresent(value -> shown.set(path, value));
                }
              }
              return list;
            });
  }

  private static Collection<Resource> latestOfEach(Call call) {
    Map<String, Resource> latest = new LinkedHashMap<>();
    for (Resource content : of(call)) {
      if (text(content, KIND).equals(call.text(KIND).orElse(""))) {
        latest.merge(
            content.name(), content, (one, other) -> latest(List.of(one, other)).orElse(one));
      }
    }
    return latest.values();
  }

  private static ListAll list() {
    return ListAll.of(TYPE)
        .requires(
            new Precondition(
                "the hub exists", NOT_FOUND, call -> call.service().type(Hubs.HUB).require(call)))
        .paged("NextToken", "NextToken", "MaxResults", "HubContentSummaries")
        .filter(HUB, (content, value, world) -> true)
        .filter(
            "MaxSchemaVersion",
            (content, most, world) ->
                HubVersion.of(text(content, "DocumentSchemaVersion"))
                        .compareTo(HubVersion.of(most.asText()))
                    <= 0);
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("ImportHubContent", Create.a(TYPE).requires(OF_IMPORT))
        .operation("DescribeHubContent", Describe.a(TYPE))
        .operation(
            "UpdateHubContent",
            Update.a(TYPE)
                .requires(OF_UPDATE)
                .changing((call, merged) -> merged.with(HUB, Hubs.name(call))))
        .operation("DeleteHubContent", Trigger.by(DELETE, TYPE).requires(Hubs.OWN, NO_REFERENCE))
        .operation("ListHubContents", list().among(HubContents::latestOfEach))
        .operation(
            "ListHubContentVersions",
            list()
                .among(HubContents::versions)
                .filter(
                    "MinVersion",
                    (content, least, world) ->
                        HubVersion.of(text(content, VERSION))
                                .compareTo(HubVersion.of(least.asText()))
                            >= 0))
        .operation("CreateHubContentPresignedUrls", new PresignedUrls())
        .judged(
            "hub-content-version",
            "ImportHubContent.HubContentVersion",
            "The first version is 1.0.0, and one that isn't given has the last number of the latest"
                + " plus one.")
        .judged(
            "hub-content-wording",
            "hub-content",
            "How long a content is imported and deleted, and the wording of not found, duplicate,"
                + " in use, and of what can't be imported, updated or deleted.")
        .differs(
            "hub-content-document",
            "ImportHubContent.HubContentDocument",
            "A document is any JSON object, and is not held against its schema's version; nothing"
                + " is copied to the S3 location of the hub.")
        .differs(
            "hub-content-tags",
            "ImportHubContent.Tags",
            "Tags are found by the ARN with the version; AWS wants the one without.");
  }
}
