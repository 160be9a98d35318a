package dev.mlsim.services.cleanroomsml.custom;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
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

  static final TypeRef TYPE = Types.ref("configured-model-algorithm");

  private static final Limit QUOTA =
      Usage.perAccount("Active configured model algorithms per membership", 1000, resource -> true);

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
        .resource("ConfiguredModelAlgorithm")
        .counts(QUOTA)
        .among(Reach.owned(TYPE))
        .requires(SharedRules.ownRole("roleArn"), SharedRules.TAGS, CONTAINER, IMAGES)
        .requires("Delete", SharedRules.unused(TYPE, "association", Algorithms::associations))
        .judged(
            "algorithm-quota",
            "configured-model-algorithm.ServiceQuotaExceededException",
            "Its quota is counted per account, since an algorithm belongs to no membership.");
  }

  private static Stream<Resource> associations(Call call, Resource algorithm) {
    return SharedRules.naming(call, Associations.TYPE, ARN, algorithm);
  }

  /** The algorithm of the caller's own that Create names. */
  static boolean isOwn(Call call) {
    return call.text(ARN).filter(arn -> Arns.account(arn).equals(call.caller().id())).isPresent();
  }
}
