package dev.mlsim.services.sagemaker.cards;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Arns;
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
import dev.mlsim.services.sagemaker.vocabulary.CardSchema;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker's model cards. The status is the caller's; how one is deleted is what the model's
 * {@code ModelCardProcessingStatus} tells, and the words of one that is being deleted are those
 * that the Terraform provider matches. Those of a second one and of one that is missing are as in
 * getmoto/moto#7921.
 */
public final class ModelCards {
  private static final String NAME = "ModelCardName";
  private static final String CONTENT = "Content";
  private static final String VERSION = "ModelCardVersion";
  private static final String HERE = "Exists";
  private static final String BEING_DELETED = "Model card is being deleted";

  /** A note of a card: that it was updated. */
  private static final String UPDATED = "updated";

  /** What of the content is metadata (API reference, DescribeModelCard). */
  private static final List<String> METADATA =
      List.of(
          "model_overview.model_id",
          "model_overview.model_name",
          "intended_uses.risk_rating",
          "model_package_details.model_package_group_name",
          "model_package_details.model_package_arn",
          "model_package_details.model_package_status");

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(rest(HERE))
          .on(DELETE)
          .from(HERE, "DeleteFailed")
          .goes(
              stay("DeletePending", ofSeconds(1)),
              stay("DeleteInProgress", ofSeconds(2)),
              stay("ContentDeleted", ofSeconds(1)),
              stay("ExportJobsDeleted", ofSeconds(1)),
              gone())
          .on(FAIL)
          .from("DeletePending", "DeleteInProgress", "ContentDeleted", "ExportJobsDeleted")
          .goes(rest("DeleteFailed"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("model-card")
          .identifiedBy(NAME)
          .foundBy(ModelCards::find)
          .arn("ModelCardArn", "model-card/{key}")
          .lifecycle(LIFECYCLE)
          .times("CreationTime", "LastModifiedTime")
          .prepared(ModelCards::prepare)
          .entering(HERE, CardVersions::add)
          .entering("ExportJobsDeleted", ExportJobs::goWith)
          .entering(State.GONE.toString(), CardVersions::goWith)
          .emits(
              new Emission(
                  "SageMaker Model Card State Change",
                  Emission.Moment.CHANGE,
                  EventDetail.of(
                      """
                      ModelCardVersion LastModifiedTime:iso LastModifiedBy:object CreationTime:iso
                      CreatedBy ModelCardName ModelId ModelCardStatus AccountId
                      SecurityConfig:object
                      """)))
          .computed("ModelCardProcessingStatus", ModelCards::processing)
          .computed("CreatedBy", (card, world) -> Optional.of(Documents.empty()))
          .computed(
              "LastModifiedBy",
              (card, world) -> Documents.at(card.notes(), UPDATED).map(at -> Documents.empty()))
          .computed("AccountId", (card, world) -> Values.text(world.account().id()))
          .computed("ModelId", (card, world) -> said(card, METADATA.get(0)))
          .computed("RiskRating", (card, world) -> said(card, METADATA.get(2)))
          .computed("ModelPackageGroupName", (card, world) -> said(card, METADATA.get(3)))
          .missing(NOT_FOUND, ModelCards::missing)
          .duplicate(
              (call, card) ->
                  new ServiceError(CONFLICT, "Modelcard " + card.name() + " already exists"))
          .refused((call, card, trigger) -> new ServiceError(CONFLICT, BEING_DELETED))
          .build();

  /** The rule that a card which a call changes or reads isn't on its way out. */
  static final Precondition STAYS =
      Precondition.of(
          "the model card is not being deleted",
          CONFLICT,
          call -> card(call).filter(ModelCards::isGoing).map(card -> BEING_DELETED));

  private static final Precondition HAS_CONTENT =
      Precondition.of(
          "the content of the model card is not deleted yet",
          VALIDATION,
          call ->
              card(call)
                  .filter(c -> c.is("ContentDeleted") || c.is("ExportJobsDeleted"))
                  .map(card -> BEING_DELETED));

  private static final Precondition OPEN =
      Precondition.of(
          "the model card is not archived",
          CONFLICT,
          call ->
              card(call)
                  .filter(c -> c.attributes().path("ModelCardStatus").asText().equals("Archived"))
                  .map(c -> "Model card " + c.name() + " is archived and cannot be updated"));

  private ModelCards() {}

  private static boolean isGoing(Resource card) {
    return !card.is(HERE) && !card.is("DeleteFailed");
  }

  /** The card that a call names, as it stands. */
  static Optional<Resource> card(Call call) {
    return call.world().registry().find(TYPE, call.text(NAME).orElse(""));
  }

  static Optional<JsonNode> arn(String name, World world) {
    return world.registry().byKey(TYPE, name).flatMap(card -> Values.text(card.arn()));
  }

  private static Optional<JsonNode> said(Resource card, String path) {
    return CardVersions.text(card.attributes().path(CONTENT), path);
  }

  private static Optional<JsonNode> processing(Resource card, World world) {
    return card.is(HERE) ? Optional.empty() : Values.text(card.state().status());
  }

  /** The card in the version and with the data that the call asks for. */
  private static Optional<Resource> find(Call call) {
    Optional<Resource> card = card(call);
    Optional<Long> number = call.number(VERSION);
    Optional<Resource> found =
        number.isEmpty()
            ? card
            : card.flatMap(
                c ->
                    CardVersions.of(c, number.get(), call.world())
                        .map(version -> CardVersions.shown(c, version)));
    return call.text("IncludedData").filter("MetadataOnly"::equals).isPresent()
        ? found.map(ModelCards::metadata)
        : found;
  }

  private static Resource metadata(Resource card) {
    ObjectNode kept = Documents.empty();
    for (String path : METADATA) {
      String[] parts = path.split("\\.", -1);
      said(card, path).ifPresent(value -> kept.withObjectProperty(parts[0]).set(parts[1], value));
    }
    return card.with(CONTENT, Json.text(kept));
  }

  static String missing(Call call, String nameOrArn) {
    String name = Arns.name(nameOrArn);
    String version = call.number(VERSION).map(number -> " with version " + number).orElse("");
    return "Modelcard " + name + version + " does not exist.";
  }

  private static String formatted(String content) {
    return Json.text(Documents.parsed(content).orElseThrow());
  }

  private static void prepare(Call call, Draft card) {
    card.attributes().put(CONTENT, formatted(call.text(CONTENT).orElseThrow())).put(VERSION, 1);
  }

  /** Another content makes another version; another status is that of the version. */
  private static Resource changed(Call call, Resource merged) {
    Resource before = TYPE.require(call);
    Resource after = merged.withNote(UPDATED, 1);
    String old = before.attributes().path(CONTENT).asText();
    String content = call.text(CONTENT).map(ModelCards::formatted).orElse(old);
    if (Documents.parsed(content).equals(Documents.parsed(old))) {
      after = after.with(CONTENT, old);
      CardVersions.follow(after, call.world());
      return after;
    }
    long next = before.attributes().path(VERSION).asLong() + 1;
    after = after.with(CONTENT, content).with(VERSION, next);
    CardVersions.add(after, call.world());
    return after;
  }

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(TYPE)
        .operation("CreateModelCard", Create.a(TYPE).requires(CardSchema.OF_CARD.in(CONTENT)))
        .operation("DescribeModelCard", Guarded.by(Describe.a(TYPE), HAS_CONTENT))
        .operation("ListModelCards", ListAll.of(TYPE))
        .operation(
            "UpdateModelCard",
            Update.a(TYPE)
                .requires(STAYS, OPEN, CardSchema.OF_CARD.in(CONTENT))
                .changing(ModelCards::changed))
        .operation("DeleteModelCard", Trigger.by(DELETE, TYPE))
        .judged(
            "model-card-wording",
            "CreateModelCard.ValidationException",
            "How the content breaks the schema, and that one is archived or a version missing, is"
                + " said in our words.")
        .judged(
            "model-card-updates",
            "UpdateModelCard.Content",
            "Content and status can be given in one call. Content that is the same JSON makes no"
                + " new version; a new version has the status of the one before if none is given."
                + " An archived card is not updated at all, ConflictException.")
        .judged(
            "model-card-deletion",
            "model-card",
            "A card is deleted within five seconds. Describe shows its processing status until the"
                + " content is deleted, and is then refused with ValidationException; other calls"
                + " are refused with ConflictException. Each status is an event.");
    CardVersions.declare(family);
    ExportJobs.declare(family);
  }
}
