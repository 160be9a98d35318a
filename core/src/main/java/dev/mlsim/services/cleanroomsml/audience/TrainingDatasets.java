package dev.mlsim.services.cleanroomsml.audience;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Training datasets: metadata only, ACTIVE at once. Their names are unique. */
final class TrainingDatasets {
  static final String ARN = "trainingDatasetArn";

  static final TypeRef TYPE = Types.ref("training-dataset");

  private static final Precondition UNIQUE =
      Precondition.of(
          "the name is unique in the account and region", CONFLICT, TrainingDatasets::taken);

  private static final Precondition COLUMNS =
      SharedRules.holds(
          "one column each of USER_ID, ITEM_ID and TIMESTAMP",
          TrainingDatasets::hasColumns,
          "The schema must have exactly one column each of type USER_ID, ITEM_ID and TIMESTAMP.");

  private TrainingDatasets() {}

  static void declare(Family family) {
    family
        .resource("TrainingDataset")
        .lifecycle(Lifecycles.AT_ONCE)
        .among(Reach.owned(TYPE))
        .requires(SharedRules.ownRole("roleArn"), SharedRules.TAGS, COLUMNS, UNIQUE)
        .requires("Delete", SharedRules.unused(TYPE, AudienceModels.TYPE, ARN));
  }

  private static Optional<String> taken(Call call) {
    String name = call.text("name").orElse("");
    return Reach.owned(TYPE).apply(call).stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst()
        .map(d -> "A training dataset with the name " + name + " already exists: " + d.arn());
  }

  private static boolean hasColumns(Call call) {
    List<String> types = new ArrayList<>();
    for (JsonNode dataset : call.input().path("trainingData")) {
      for (JsonNode column : dataset.path("inputConfig").path("schema")) {
        column.path("columnTypes").forEach(type -> types.add(type.asText()));
      }
    }
    return List.of("USER_ID", "ITEM_ID", "TIMESTAMP").stream()
        .allMatch(needed -> types.stream().filter(needed::equals).count() == 1);
  }
}
