package dev.mlsim.services.sagemaker.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.List;
import java.util.Optional;

/**
 * The versions of model cards, numbered from 1: a new content is a new version, while a status
 * changes the latest (developer guide, "Model cards FAQs"). They are made with the card.
 */
final class CardVersions {
  private static final String NAME = "ModelCardName";
  private static final String NUMBER = "ModelCardVersion";
  private static final String STATUS = "ModelCardStatus";

  /** A note of a version: what the card said. */
  private static final String CONTENT = "content";

  private static final ResourceType TYPE =
      ResourceType.named("model-card-version")
          .identifiedBy(NAME)
          .grouped(Resource::name)
          .lifecycle(Lifecycle.STATELESS)
          .times("CreationTime", "LastModifiedTime")
          .computed("ModelCardArn", (version, world) -> ModelCards.arn(version.name(), world))
          .computed("Version", (version, world) -> Documents.at(version.attributes(), NUMBER))
          .missing(SharedErrors.NOT_FOUND, (call, name) -> ModelCards.missing(call, name))
          .build();

  private CardVersions() {}

  /** The version of that number of a card. */
  static Optional<Resource> of(Resource card, long number, World world) {
    return world.registry().byKey(TYPE, card.name() + "/" + number);
  }

  private static long number(Resource card) {
    return card.attributes().path(NUMBER).asLong();
  }

  /** The card as it stood in that version. */
  static Resource shown(Resource card, Resource version) {
    ObjectNode attributes = Documents.empty().setAll(card.attributes());
    attributes.set("Content", content(version));
    attributes.set(NUMBER, version.attributes().get(NUMBER));
    attributes.set(STATUS, version.attributes().get(STATUS));
    return card.withAttributes(attributes);
  }

  static JsonNode content(Resource version) {
    return version.notes().path(CONTENT);
  }

  /** The card is of a version that it wasn't yet. */
  static void add(Resource card, World world) {
    ObjectNode attributes = Documents.empty().put(NAME, card.name()).put(NUMBER, number(card));
    attributes.set(STATUS, card.attributes().get(STATUS));
    String key = card.name() + "/" + number(card);
    Resource version =
        new Resource(TYPE.name(), key, card.name(), "", TYPE.lifecycle(), attributes, world.now());
    world.begin(TYPE, version.withNote(CONTENT, card.attributes().path("Content")));
  }

  /** The version of the card has its status. */
  static void follow(Resource card, World world) {
    of(card, number(card), world)
        .ifPresent(
            version -> {
              world.change(version, old -> old.with(STATUS, card.attributes().path(STATUS)));
              world.touch(version);
            });
  }

  static void goWith(Resource card, World world) {
    List.copyOf(world.registry().group(TYPE, card.name()))
        .forEach(version -> world.remove(version));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "ListModelCardVersions",
            ListAll.of(TYPE)
                .requires(Precondition.exists(NAME, ModelCards.TYPE))
                .among(
                    call ->
                        call.world()
                            .registry()
                            .group(TYPE, ModelCards.card(call).orElseThrow().name()))
                .filter(NAME, (version, name, world) -> true)
                .sorted("Version", true));
  }

  static Optional<JsonNode> text(JsonNode content, String path) {
    return Documents.parsed(content.asText())
        .flatMap(parsed -> Documents.at(parsed, path))
        .flatMap(found -> Values.text(found.asText()));
  }
}
