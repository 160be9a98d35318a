package dev.mlsim.services.sagemaker.algorithms;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.AlgorithmUse;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.ImageDigests;
import java.time.Duration;
import java.util.Optional;

/**
 * SageMaker's algorithms: what a missing one is called is what the Terraform provider matches, and
 * aws/amazon-sagemaker-examples#3923 quotes of a training job. One without a validation is complete
 * at once.
 */
public final class Algorithms {
  private static final String PROFILES = "ValidationSpecification.ValidationProfiles";

  private Algorithms() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .resource("Algorithm")
        .named(AlgorithmUse.ALGORITHM.name())
        .lifecycle(
            Lifecycles.lasting(
                    stay("Pending", ofMinutes(1)),
                    stay("InProgress", ofMinutes(10)),
                    rest("Completed"))
                .failing("Failed")
                .deleting(stay("Deleting", ofSeconds(1)), gone()))
        .durations(Algorithms::durations)
        .defaults("{'CertifyForMarketplace': false}")
        .prepared(Algorithms::prepare)
        .computed("AlgorithmStatusDetails", Algorithms::details)
        .emits(
            Emission.ofStatus(
                "SageMaker Algorithm State Change",
                EventDetail.of(
                    """
                    AlgorithmName AlgorithmArn AlgorithmDescription CreationTime:ms
                    TrainingSpecification InferenceSpecification ValidationSpecification
                    AlgorithmStatus AlgorithmStatusDetails CertifyForMarketplace Tags
                    """)))
        .listsUpwards()
        .missing(VALIDATION, "Algorithm {arn} does not exist.")
        .duplicate(VALIDATION, "Algorithm already exists: {arn}")
        .refused(CONFLICT, "Algorithm {arn} cannot be deleted in status {status}.")
        .judgedTimes()
        .judgedWords("duplicate", "refused")
        .judged(
            "algorithm-event",
            "sagemaker:algorithm.AlgorithmStatus",
            "What its event shows is what Describe shows, in the form of other events.")
        .judged(
            "algorithm-digest",
            "sagemaker:algorithm.TrainingSpecification",
            "The digests of its images are shown though nobody said them, as of model packages.")
        .differs(
            "algorithm-validation",
            "CreateAlgorithm.ValidationSpecification",
            "A validation takes its time, and starts no training or transform job that anybody"
                + " sees.")
        .differs(
            "algorithm-in-use",
            "DeleteAlgorithm.ConflictException",
            "An algorithm can be deleted while jobs and packages refer to it.");
  }

  private static void prepare(Call call, Draft algorithm) {
    ObjectNode attributes = algorithm.attributes();
    ObjectNode training = attributes.path("TrainingSpecification").deepCopy();
    if (!training.has("TrainingImageDigest")) {
      training.put("TrainingImageDigest", ImageDigests.next(call.world().chance()));
    }
    attributes.set("TrainingSpecification", training);
    call.at("InferenceSpecification")
        .ifPresent(
            given ->
                attributes.set(
                    "InferenceSpecification", ImageDigests.in(given, call.world().chance())));
  }

  private static Plan durations(Resource made, Plan plan, World world) {
    return Documents.at(made.attributes(), PROFILES).isPresent()
        ? plan
        : plan.taking("Pending", Duration.ZERO).taking("InProgress", Duration.ZERO);
  }

  private static Optional<JsonNode> details(Resource made, World world) {
    ObjectNode details = Documents.empty();
    ArrayNode validations = details.putArray("ValidationStatuses");
    details.putArray("ImageScanStatuses");
    String status =
        switch (made.state().status()) {
          case "Pending" -> "NotStarted";
          case "Deleting" -> made.entered("Failed").isPresent() ? "Failed" : "Completed";
          default -> made.state().status();
        };
    for (JsonNode profile :
        Documents.at(made.attributes(), PROFILES).orElseGet(validations::deepCopy)) {
      ObjectNode one = validations.addObject();
      one.put("Name", profile.path("ProfileName").asText()).put("Status", status);
      if (status.equals("Failed") && !made.reason().isEmpty()) {
        one.put("FailureReason", made.reason());
      }
    }
    return Optional.of(details);
  }
}
