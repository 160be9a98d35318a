package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;

import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.util.stream.Stream;

/** Configured model algorithms: containers of the account. They have no status and don't change. */
final class Algorithms {
  static final String ARN = "configuredModelAlgorithmArn";
  static final String TRAINING = "trainingContainerConfig";
  static final String INFERENCE = "inferenceContainerConfig";

  static final Limit QUOTA =
      Usage.perAccount("Active configured model algorithms per membership", 1000, resource -> true);

  static final ResourceType TYPE =
      Types.plain("configured-model-algorithm", ARN, "configured-model-algorithm/{key}")
          .holds(QUOTA.holding())
          .build();

  private static final Precondition CONTAINER =
      SharedRules.holds(
          "a training or an inference container",
          call -> call.has(TRAINING) || call.has(INFERENCE),
          "Specify at least one of trainingContainerConfig and inferenceContainerConfig.");

  private static final Precondition IMAGES =
      SharedRules.holds(
          "images are given as registry/repository[:tag]",
          call ->
              Stream.of(TRAINING, INFERENCE)
                  .flatMap(config -> call.text(config + ".imageUri").stream())
                  .allMatch(uri -> uri.matches("[^/@\\s]+/[^@\\s]+")),
          "imageUri must have the format registry/repository[:tag].");

  private Algorithms() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota("Active configured model algorithms per membership", QUOTA.quota())
        .operation(
            "CreateConfiguredModelAlgorithm",
            Create.a(TYPE)
                .requires(SharedRules.ownRole("roleArn"), SharedRules.TAGS, CONTAINER, IMAGES)
                .within(QUOTA.quota()))
        .operation("GetConfiguredModelAlgorithm", Describe.a(TYPE))
        .operation("ListConfiguredModelAlgorithms", ListAll.of(TYPE).among(Reach.owned(TYPE)))
        .operation(
            "DeleteConfiguredModelAlgorithm",
            Trigger.by(DELETE, TYPE)
                .requires(
                    SharedRules.unused(
                        TYPE,
                        "association",
                        (call, used) ->
                            SharedRules.among(
                                call,
                                Associations.TYPE,
                                (r, arn) -> SharedRules.says(r, ARN, arn),
                                used))))
        .judged(
            "algorithm-quota",
            "configured-model-algorithm.ServiceQuotaExceededException",
            "Its quota is counted per account, since an algorithm belongs to no membership.");
  }

  /** The algorithm of the caller's own that Create names. */
  static boolean isOwn(Call call) {
    return call.text(ARN).filter(arn -> Reach.account(arn).equals(call.caller().id())).isPresent();
  }
}
