package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of entities that people make of lineage: actions and contexts have names, an artifact
 * is told by its source (developer guide, "Lineage Tracking Entities": there is one of a source).
 */
final class Kind {
  static final Kind ACTION = new Kind("action", "Action", 3_000);
  static final Kind ARTIFACT = new Kind("artifact", "Artifact", 6_000);
  static final Kind CONTEXT = new Kind("context", "Context", 500);
  static final List<Kind> ALL = List.of(ACTION, ARTIFACT, CONTEXT);

  /** A note of what AWS made by itself. */
  private static final String MADE = "made";

  /** A note of the same: when it was last changed there. */
  private static final String MODIFIED = "modifiedAt";

  private static final String PROPERTIES = "Properties";
  private static final String REMOVED = "PropertiesToRemove";

  private final String noun;
  private final int most;
  private final ResourceType type;

  private Kind(String name, String noun, int most) {
    this.noun = noun;
    this.most = most;
    this.type = type(name);
  }

  private boolean isArtifact() {
    return noun.equals("Artifact");
  }

  private ResourceType type(String name) {
    ResourceTypeBuilder facts = ResourceType.named(name);
    if (isArtifact()) {
      facts.identity(Kind::newKey);
    } else {
      facts.identifiedBy(noun + "Name");
    }
    return facts
        .foundBy(this::find)
        .arn(noun + "Arn", name + "/{key}")
        .holds(Holding.of(ManualQuotas.name(name + "s")).when(Kind::isManual))
        .times("CreationTime", "")
        .computed("LastModifiedTime", Kind::modified)
        .computed("CreatedBy", Kind::user)
        .computed("LastModifiedBy", Kind::user)
        .computed("LineageGroupArn", (entity, world) -> LineageGroups.arn(world))
        .entering("Exists", (entity, world) -> LineageGroups.open(world))
        .missing(NOT_FOUND, (call, which) -> noun + " '" + arn(call, which) + "' does not exist.")
        .duplicate(this::duplicate)
        .build();
  }

  /** The type of its resources. */
  ResourceType type() {
    return type;
  }

  /** How it is called in the names of operations and members. */
  String noun() {
    return noun;
  }

  /** How many an account can make by hand (developer guide, "Lineage Tracking"). */
  int most() {
    return most;
  }

  /** What a person, or AWS, says it is: {@code DataSet}. */
  JsonNode says(Resource entity) {
    return entity.attributes().path(noun + "Type");
  }

  /** The kind of an entity, unless it is one of experiments. */
  static Optional<Kind> of(Resource entity) {
    for (Kind kind : ALL) {
      if (kind.type.name().equals(entity.type())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Whether a person made it, so that quotas count it. */
  static boolean isManual(Resource entity) {
    return !entity.notes().has(MADE);
  }

  private Optional<Resource> find(Call call) {
    Optional<String> named = call.text(isArtifact() ? "ArtifactArn" : noun + "Name");
    return named
        .or(() -> call.at("Source").map(source -> key(call.world(), source)))
        .flatMap(
            which -> {
              Optional<Resource> known = call.world().registry().find(type, which);
              if (known.isPresent()) {
                return known;
              }
              Derived.bring(call.world());
              return call.world().registry().find(type, which);
            });
  }

  private String arn(Call call, String which) {
    if (which.startsWith("arn:")) {
      return which;
    }
    String key =
        which.isEmpty()
            ? call.at("Source").map(source -> key(call.world(), source)).orElse("")
            : which;
    return call.world().account().arn("sagemaker", type.name() + "/" + key);
  }

  /** AWS may have made the same meanwhile. */
  private static String newKey(Call call) {
    Derived.bring(call.world());
    return key(call.world(), call.at("Source").orElseThrow());
  }

  /** What tells the artifact of a source: 32 digits, and the same whenever one looks. */
  static String key(World world, JsonNode source) {
    StringBuilder text = new StringBuilder(world.account().arn("sagemaker", "artifact"));
    text.append('\n').append(source.path("SourceUri").asText());
    for (JsonNode id : source.path("SourceTypes")) {
      text.append('\n').append(id.path("SourceIdType").asText());
      text.append('\n').append(id.path("Value").asText());
    }
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("mlsim: every JVM has MD5", e);
    }
  }

  private ServiceError duplicate(Call call, Resource existing) {
    return new ServiceError(
        VALIDATION,
        isArtifact()
            ? "Artifact with source ("
                + call.text("Source.SourceUri").orElse("")
                + ") already exists: "
                + existing.arn()
            : noun
                + " names must be unique within an AWS account and region. "
                + noun
                + " with name ("
                + existing.name()
                + ") already exists.");
  }

  private static Optional<JsonNode> modified(Resource entity, World world) {
    return Optional.of(
        Documents.at(entity.notes(), MODIFIED).orElseGet(() -> Timestamps.of(entity.modified())));
  }

  private static Optional<JsonNode> user(Resource entity, World world) {
    return isManual(entity) ? Optional.of(Documents.empty()) : Optional.empty();
  }

  /** What an update makes of it: the properties that are given take the place of all there were. */
  Resource updated(Call call, Resource merged) {
    ObjectNode attributes = Documents.empty().setAll(merged.attributes());
    attributes.remove(REMOVED);
    ObjectNode properties = Documents.empty();
    call.at(PROPERTIES)
        .or(() -> Documents.at(merged.attributes(), PROPERTIES))
        .ifPresent(given -> properties.setAll((ObjectNode) given));
    call.input().path(REMOVED).forEach(key -> properties.remove(key.asText()));
    if (call.has(PROPERTIES) || attributes.has(PROPERTIES)) {
      attributes.set(PROPERTIES, properties);
    }
    return merged.withAttributes(attributes).withoutNotes(List.of(MODIFIED));
  }

  /**
   * Makes one as AWS does by itself, unless it is there.
   *
   * @param key its name, or what tells an artifact
   * @param attributes as Create would be given them
   * @return its ARN
   */
  String make(World world, String key, ObjectNode attributes, JsonNode at) {
    Optional<Resource> there = world.registry().byKey(type, key);
    if (there.isPresent()) {
      return there.get().arn();
    }
    String arn = world.account().arn("sagemaker", type.name() + "/" + key);
    Resource made =
        new Resource(
                type.name(), key, key, arn, type.lifecycle(), attributes, Timestamps.instant(at))
            .withNote(MADE, 1)
            .withNote(MODIFIED, at);
    return world.begin(type, made).arn();
  }
}
