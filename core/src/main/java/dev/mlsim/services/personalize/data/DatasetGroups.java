package dev.mlsim.services.personalize.data;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.stream.Stream;

/** Dataset groups: about a minute to ACTIVE, and empty before they can go. */
final class DatasetGroups {

  private DatasetGroups() {}

  static void declare(Family family) {
    family
        .resource("DatasetGroup")
        .lifecycle(
            Lifecycles.creation(ofSeconds(30), ofSeconds(30))
                .on(DELETE)
                .from(Lifecycles.ACTIVE, Lifecycles.FAILED)
                .goes(stay(Lifecycles.DELETE_PENDING, ofSeconds(60)), gone())
                .build())
        .counts(Limits.DATASET_GROUPS)
        .requires(
            SharedRules.valid(
                call -> !call.has("roleArn") || call.has("kmsKeyArn"),
                "roleArn only with kmsKeyArn",
                "An IAM role can only be provided together with a KMS key."))
        .requires(
            "Delete",
            SharedRules.nothingUses(
                "no dataset, event tracker, solution, recommender, filter or metric attribution is"
                    + " in the group",
                Types.DATASET_GROUP,
                DatasetGroups::members));
  }

  private static Stream<Resource> members(Call call) {
    String arn = call.text("datasetGroupArn").orElse("");
    return Stream.of(
            Types.EVENT_TRACKER,
            Types.SOLUTION,
            Types.DATASET,
            Types.RECOMMENDER,
            Types.FILTER,
            Types.METRIC_ATTRIBUTION)
        .flatMap(type -> SharedRules.with(call.world(), type, "datasetGroupArn", arn));
  }
}
