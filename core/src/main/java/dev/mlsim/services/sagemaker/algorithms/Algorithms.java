package dev.mlsim.services.sagemaker.algorithms;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.services.sagemaker.vocabulary.AlgorithmUse;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.ImageDigests;
import dev.mlsim.services.sagemaker.vocabulary.Validations;

/**
 * SageMaker's algorithms: what a missing one is called is what the Terraform provider matches, and
 * aws/amazon-sagemaker-examples#3923 quotes of a training job. One without a validation is complete
 * at once.
 */
public final class Algorithms {
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
        .durations(Validations::durations)
        .defaults("{'CertifyForMarketplace': false}")
        .prepared(Algorithms::prepare)
        .computed("AlgorithmStatusDetails", Validations::details)
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
}
