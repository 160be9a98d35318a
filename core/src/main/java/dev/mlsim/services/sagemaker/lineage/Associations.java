package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Collection;
import java.util.Optional;

/** What contributed to what: the edges of the graph, from a source to a destination. */
final class Associations {
  static final String SOURCE = "Source";
  static final String DESTINATION = "Destination";
  private static final String TYPE_MEMBER = "AssociationType";

  /** A note of what AWS made by itself. */
  private static final String MADE = "made";

  static final ResourceType TYPE =
      ResourceType.named("association")
          .identifiedBy("SourceArn", "DestinationArn")
          .called("")
          .foundBy(Associations::find)
          .times("CreationTime", "")
          .computed("SourceName", named(SOURCE))
          .computed("SourceType", typed(SOURCE))
          .computed("DestinationName", named(DESTINATION))
          .computed("DestinationType", typed(DESTINATION))
          .computed("CreatedBy", Associations::user)
          .holds(Holding.of(ManualQuotas.name("associations")).when(Associations::isManual))
          .missing(
              NOT_FOUND,
              (call, which) ->
                  "Association from '"
                      + end(call, SOURCE)
                      + "' to '"
                      + end(call, DESTINATION)
                      + "' does not exist.")
          .duplicate(
              (call, existing) ->
                  new ServiceError(
                      VALIDATION,
                      "Association from '"
                          + end(call, SOURCE)
                          + "' to '"
                          + end(call, DESTINATION)
                          + "' already exists."))
          .build();

  private static final Quota MOST = ManualQuotas.most("associations", 6_000);

  private Associations() {}

  private static String end(Call call, String end) {
    return call.text(end + "Arn").orElse("");
  }

  private static String key(String source, String destination) {
    return source + "/" + destination;
  }

  private static Optional<Resource> find(Call call) {
    Derived.bring(call.world());
    return call.world().registry().byKey(TYPE, key(end(call, SOURCE), end(call, DESTINATION)));
  }

  private static boolean isManual(Resource association) {
    return !association.notes().has(MADE);
  }

  private static Optional<JsonNode> user(Resource association, World world) {
    return isManual(association) ? Optional.of(Documents.empty()) : Optional.empty();
  }

  private static Optional<Resource> entity(Resource association, String end, World world) {
    return world.registry().byArn(association.attributes().path(end + "Arn").asText());
  }

  private static ResourceType.Computed named(String end) {
    return (association, world) ->
        entity(association, end, world).flatMap(Entities::name).flatMap(Values::text);
  }

  private static ResourceType.Computed typed(String end) {
    return (association, world) ->
        entity(association, end, world)
            .map(entity -> Entities.said(entity, world))
            .flatMap(Values::text);
  }

  /** Every edge that there is, those that AWS makes among them. */
  static Collection<Resource> all(Call call) {
    Entities.bring(call);
    return call.world().registry().all(TYPE);
  }

  /** Makes one as AWS does by itself, unless it is there. */
  static void make(World world, String source, String type, String destination, JsonNode at) {
    if (world.registry().byKey(TYPE, key(source, destination)).isEmpty()) {
      ObjectNode attributes = Documents.empty().put("SourceArn", source);
      attributes.put("DestinationArn", destination).put(TYPE_MEMBER, type);
      Resource made =
          new Resource(
              TYPE.name(),
              key(source, destination),
              key(source, destination),
              "",
              TYPE.lifecycle(),
              attributes,
              Timestamps.instant(at));
      world.begin(TYPE, made.withNote(MADE, 1));
    }
  }

  /** The rule that an entity is at no end of an association. */
  static Precondition none(Kind kind) {
    return new Precondition(
        "it has no associations",
        VALIDATION,
        call -> {
          Resource entity = kind.type().require(call);
          for (Resource one : call.world().registry().all(TYPE)) {
            if (one.attributes().path("SourceArn").asText().equals(entity.arn())
                || one.attributes().path("DestinationArn").asText().equals(entity.arn())) {
              throw new ServiceError(
                  VALIDATION,
                  kind.noun()
                      + " '"
                      + entity.arn()
                      + "' has 1 or more associations and cannot be deleted.");
            }
          }
        });
  }

  private static Precondition exists(String end) {
    return new Precondition(
        end + "Arn names an existing entity",
        NOT_FOUND,
        call -> Entities.require(call, end(call, end)));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota(ManualQuotas.name("associations"), MOST)
        .operation(
            "AddAssociation",
            Create.a(TYPE).requires(exists(SOURCE), exists(DESTINATION)).within(MOST))
        .operation("DeleteAssociation", Trigger.by(DELETE, TYPE))
        .operation("ListAssociations", ListAll.of(TYPE).among(Associations::all))
        .judged(
            "association-words",
            "AddAssociation.ValidationException",
            "The wording of a second association of the same ends, of one that isn't there, and of"
                + " the refusal to delete what has associations.")
        .judged(
            "association-source",
            "ListAssociations.SourceArn",
            "A list by an ARN that names nothing is empty.");
  }
}
