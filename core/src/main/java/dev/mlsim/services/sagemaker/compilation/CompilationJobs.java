package dev.mlsim.services.sagemaker.compilation;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.ModelJobs;
import java.util.Optional;

/**
 * SageMaker Neo's compilation jobs: rules of the API reference (CreateCompilationJob, OutputConfig,
 * StoppingCondition), and the reason of a failure that "Troubleshoot Model Compilation Errors" of
 * the developer guide has.
 */
public final class CompilationJobs {
  private CompilationJobs() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ModelJobs.worded(family.resource("CompilationJob"))
        .lifecycle(ModelJobs.life("STARTING", "INPROGRESS", ofMinutes(4)).deletable())
        .requires(
            Precondition.oneOf(VALIDATION, "InputConfig", "ModelPackageVersionArn"),
            Precondition.oneOf(
                VALIDATION, "OutputConfig.TargetDevice", "OutputConfig.TargetPlatform"))
        .thenRequires(OWN_ROLE)
        .runtimeLimit("StoppingCondition.MaxRuntimeInSeconds", "TimeOut")
        .reads(
            "InputConfig.S3Uri",
            "ClientError: InputConfiguration: S3 object does not exist. Bucket: {bucket}, Key:"
                + " {key}")
        .writes(
            "OutputConfig.S3OutputLocation",
            CompilationJobs::artifact,
            "ModelArtifacts.S3ModelArtifacts")
        .shows("CompilationTargetDevice", "OutputConfig.TargetDevice")
        .shows("CompilationTargetPlatformOs", "OutputConfig.TargetPlatform.Os")
        .shows("CompilationTargetPlatformArch", "OutputConfig.TargetPlatform.Arch")
        .shows("CompilationTargetPlatformAccelerator", "OutputConfig.TargetPlatform.Accelerator")
        .listsUpwards()
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what excludes each other")
        .judged(
            "compilation-job-status",
            "StopCompilationJob.ValidationException",
            "The code and wording of the refusal of a Stop or Delete by the job's status.")
        .judged(
            "compiled-artifact",
            "compilation-job.ModelArtifacts",
            "The artifact is called after the input and the target, as model-ml_c5.tar.gz, and is"
                + " shown from the beginning.")
        .differs(
            "compilation-results",
            "DescribeCompilationJob",
            "InferenceImage, ModelDigests and DerivedInformation are not shown; a job of a model"
                + " package shows no InputConfig.");
  }

  private static Optional<JsonNode> artifact(Resource job, World world) {
    String input = job.attributes().path("InputConfig").path("S3Uri").asText("model");
    String place = input.replaceFirst("/+$", "");
    String file = place.substring(place.lastIndexOf('/') + 1).replaceFirst("\\.tar\\.gz$", "");
    JsonNode output = job.attributes().path("OutputConfig");
    JsonNode platform = output.path("TargetPlatform");
    String target =
        output.has("TargetDevice")
            ? output.path("TargetDevice").asText()
            : platform.path("Os").asText() + "_" + platform.path("Arch").asText();
    return Values.text(file + "-" + target + ".tar.gz");
  }
}
