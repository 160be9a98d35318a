package dev.mlsim.services.personalize.data;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofSeconds;

import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.stream.Stream;

/** Dataset groups: about a minute to ACTIVE, and empty before they can go. */
final class DatasetGroups {
  static final ResourceType TYPE =
      PersonalizeType.named("dataset-group", "datasetGroupArn", "dataset-group/{key}")
          .identifiedBy("name")
          .lifecycle(
              Lifecycles.creation(ofSeconds(30), ofSeconds(30))
                  .on(DELETE)
                  .from(Lifecycles.ACTIVE, Lifecycles.FAILED)
                  .goes(stay(Lifecycles.DELETE_PENDING, ofSeconds(60)), gone())
                  .build())
          .holds(Limits.DATASET_GROUPS.holding())
          .build();

  private DatasetGroups() {}

  static void declare(Family family) {
    family
        .quota("Active dataset groups", Limits.DATASET_GROUPS.quota())
        .type(TYPE)
        .operation(
            "CreateDatasetGroup",
            Create.a(TYPE)
                .requires(
                    SharedRules.FEW_TAGS,
                    SharedRules.valid(
                        call -> !call.has("roleArn") || call.has("kmsKeyArn"),
                        "roleArn only with kmsKeyArn",
                        "An IAM role can only be provided together with a KMS key."))
                .within(Limits.DATASET_GROUPS.quota()))
        .operation("DescribeDatasetGroup", Describe.a(TYPE).in("datasetGroup"))
        .operation("ListDatasetGroups", ListAll.of(TYPE))
        .operation(
            "DeleteDatasetGroup",
            Trigger.by(DELETE, TYPE)
                .requires(
                    SharedRules.nothingUses(
                        "no dataset, event tracker, solution, recommender, filter or metric"
                            + " attribution is in the group",
                        TYPE,
                        call ->
                            Stream.of(
                                    Types.EVENT_TRACKER,
                                    Types.SOLUTION,
                                    Datasets.TYPE,
                                    Types.RECOMMENDER,
                                    Types.FILTER,
                                    Types.METRIC_ATTRIBUTION)
                                .flatMap(
                                    type ->
                                        SharedRules.with(
                                            call.world(),
                                            type,
                                            "datasetGroupArn",
                                            call.text("datasetGroupArn").orElse(""))))));
  }
}
