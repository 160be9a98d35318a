package dev.mlsim.services.personalize.data;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.AvroSchema;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.InPlaceUpdate;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Datasets: one of each type to a group; the type and not the name is in the ARN. */
final class Datasets {

  private static final Precondition SCHEMA = Precondition.exists("schemaArn", Types.SCHEMA);

  private static final Precondition IDLE =
      SharedRules.nothingUses(
          "no import or training is under way", Types.DATASET, Datasets::busyWith);

  private Datasets() {}

  static void declare(Family family) {
    ConventionalResource dataset =
        family
            .resource("Dataset")
            .named(Types.DATASET.name())
            .identity(call -> groupName(call) + "/" + kind(call), "name")
            .lifecycle(
                InPlaceUpdate.rows(
                        Lifecycles.deletion(
                            Lifecycles.creation(ofSeconds(2), ofSeconds(3)),
                            ACTIVE,
                            Lifecycles.FAILED),
                        ofSeconds(10),
                        ofSeconds(100))
                    .build())
            .prepared(Datasets::prepare)
            .entering(ACTIVE, Datasets::changeSchema)
            .computed("latestDatasetUpdate", Datasets::latestUpdate)
            .requires(
                SharedRules.valid(
                    call -> GroupData.KINDS.contains(kind(call)),
                    "datasetType is one of Interactions, Items, Users, Actions,"
                        + " Action_Interactions, in any case",
                    "Invalid dataset type. The dataset type must be one of Interactions,"
                        + " Items, Users, Actions, Action_Interactions."),
                SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
                SCHEMA,
                fitting(call -> misfit(call, group(call), kind(call))))
            .requires("Delete", IDLE);
    family.operation(
        "UpdateDataset",
        InPlaceUpdate.of(
            dataset.type(),
            SCHEMA,
            fitting(
                call -> {
                  Resource updated = call.subject(Types.DATASET);
                  return misfit(
                      call,
                      call.require(
                          Types.DATASET_GROUP, PersonalizeType.text(updated, "datasetGroupArn")),
                      PersonalizeType.text(updated, "datasetType"));
                }),
            IDLE));
  }

  private static Precondition fitting(Function<Call, Optional<String>> misfit) {
    return SharedRules.valid(
        "the schema is of the group's domain and has the columns of the type", misfit);
  }

  private static void prepare(Call call, Draft dataset) {
    dataset.attributes().put("datasetType", kind(call));
    if (kind(call).equals("ACTION_INTERACTIONS")) {
      dataset.attributes().put("trackingId", call.world().chance().uuid());
    }
  }

  private static String kind(Call call) {
    return call.text("datasetType").orElse("").toUpperCase(Locale.ROOT);
  }

  private static String groupName(Call call) {
    return group(call).name();
  }

  private static Resource group(Call call) {
    return call.require(Types.DATASET_GROUP, call.text("datasetGroupArn").orElse(""));
  }

  private static Optional<String> misfit(Call call, Resource group, String kind) {
    Resource schema = call.require(Types.SCHEMA, call.text("schemaArn").orElse(""));
    String domain = PersonalizeType.text(group, "domain");
    if (!PersonalizeType.text(schema, "domain").equals(domain)) {
      return Optional.of("The domain of the schema must match the domain of the dataset group.");
    }
    AvroSchema avro = GroupData.schemaOf(schema);
    return AvroSchema.typeOf(avro.name())
        .filter(type -> !type.equals(kind))
        .map(type -> "The schema is for a dataset of type " + type + ", not " + kind + ".")
        .or(() -> avro.lacks(kind, domain));
  }

  /** Imports into the dataset and trainings in its group that haven't ended. */
  private static Stream<Resource> busyWith(Call call) {
    Resource dataset = call.subject(Types.DATASET);
    String group = PersonalizeType.text(dataset, "datasetGroupArn");
    return Stream.concat(
            ImportJobs.of(dataset.arn(), call.world()),
            SharedRules.with(call.world(), Types.SOLUTION_VERSION, "datasetGroupArn", group))
        .filter(SharedRules::isUnderWay);
  }

  /** Datasets that an update under way will give this schema. */
  static Stream<Resource> changingTo(World world, String schemaArn) {
    return SharedRules.all(world, Types.DATASET)
        .filter(dataset -> dataset.state().status().startsWith("UPDATE"))
        .filter(
            dataset ->
                InPlaceUpdate.requested(dataset)
                    .map(update -> update.path("schemaArn").asText().equals(schemaArn))
                    .orElse(false));
  }

  private static void changeSchema(Resource dataset, World world) {
    if (InPlaceUpdate.succeeded(dataset)) {
      InPlaceUpdate.requested(dataset)
          .ifPresent(
              update ->
                  world.change(dataset, old -> old.with("schemaArn", update.path("schemaArn"))));
    }
  }

  /** A failed update ends in CREATE FAILED here, as the model's text has it. */
  private static Optional<JsonNode> latestUpdate(Resource dataset, World world) {
    Optional<ObjectNode> requested = InPlaceUpdate.requested(dataset);
    List<Transition> history = dataset.history();
    for (int i = history.size() - 1; i >= 0 && requested.isPresent(); i--) {
      if (history.get(i).to().status().equals(Lifecycles.UPDATE_PENDING)) {
        return Optional.of(summary(requested.get(), history.subList(i, history.size())));
      }
    }
    return Optional.empty();
  }

  private static ObjectNode summary(ObjectNode requested, List<Transition> moves) {
    Transition last = moves.get(0);
    for (Transition move : moves) {
      if (!move.trigger().equals("delete")) {
        last = move;
      }
    }
    ObjectNode summary = Documents.empty();
    summary.set("schemaArn", requested.path("schemaArn"));
    summary.put("status", last.trigger().equals(FAIL) ? Lifecycles.FAILED : last.to().status());
    if (!last.reason().isEmpty()) {
      summary.put("failureReason", last.reason());
    }
    summary.set("creationDateTime", Timestamps.of(moves.get(0).at()));
    summary.set("lastUpdatedDateTime", Timestamps.of(last.at()));
    return summary;
  }
}
