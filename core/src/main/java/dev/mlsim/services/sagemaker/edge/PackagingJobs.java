package dev.mlsim.services.sagemaker.edge;

import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * Edge packaging jobs, as the API reference has them: what a compilation job made is signed and
 * packed for devices.
 */
final class PackagingJobs {
  private static final TypeRef COMPILATION = TypeRef.to("compilation-job", NOT_FOUND);
  private static final String DONE = "COMPLETED";
  private static final String COMPILED_BY = "CompilationJobName";
  private static final String CLOUD = "ml_";
  private static final String SIGNATURE = "signature";
  private static final int SIGNATURE_DIGITS = 64;

  private PackagingJobs() {}

  static void declare(Family family) {
    family
        .resource("EdgePackagingJob")
        .lifecycle(
            Lifecycles.job(
                    stay("STARTING", ofMinutes(1)), stay("INPROGRESS", ofMinutes(3)), rest(DONE))
                .failing("FAILED")
                .stopping(stay("STOPPING", ofSeconds(30)), rest("STOPPED")))
        .prepared(
            (call, job) -> job.notes().put(SIGNATURE, call.world().chance().hex(SIGNATURE_DIGITS)))
        .thenRequires(
            Precondition.exists(COMPILED_BY, COMPILATION),
            Precondition.of(
                "the compilation job is COMPLETED", VALIDATION, PackagingJobs::notCompiled),
            Precondition.of(
                "it has compiled for a device of the edge", VALIDATION, PackagingJobs::inTheCloud),
            OWN_ROLE)
        .writes("OutputConfig.S3OutputLocation", "{ModelName}-{ModelVersion}.tar.gz")
        .computed("EdgePackagingJobStatusMessage", PackagingJobs::message)
        .computed("ModelArtifact", PackagingJobs::artifact)
        .computed(
            "ModelSignature",
            (job, world) -> job.is(DONE) ? Documents.at(job.notes(), SIGNATURE) : Optional.empty())
        .computed("PresetDeploymentOutput", PackagingJobs::component)
        .missing(NOT_FOUND, "Could not find requested job with name: {name}")
        .duplicate(
            IN_USE,
            "Job name must be unique within an AWS account and region, and a job with this name"
                + " already exists ({arn})")
        .refused(VALIDATION, "The request was rejected because the {title} is in status {status}.")
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what the status doesn't allow")
        .judged(
            "edge-packaging-input",
            "CreateEdgePackagingJob.ValidationException",
            "The words where the compilation job isn't COMPLETED, or is for a target ml_... that is"
                + " an instance of SageMaker's.")
        .judged(
            "edge-packaging-output",
            "edge-packaging-job.PresetDeploymentOutput",
            "A component is called as PresetDeploymentConfig says, or SagemakerEdgeManager and the"
                + " job's name, of version 1.0.0.");
  }

  private static Optional<Resource> compilation(Call call) {
    return call.text(COMPILED_BY).flatMap(name -> call.world().registry().find(COMPILATION, name));
  }

  private static Optional<String> notCompiled(Call call) {
    return compilation(call)
        .filter(job -> !job.is(DONE))
        .map(
            job -> "Compilation job " + job.name() + " is in status " + job.state().status() + ".");
  }

  private static Optional<String> inTheCloud(Call call) {
    return compilation(call)
        .map(job -> job.attributes().path("OutputConfig").path("TargetDevice").asText())
        .filter(target -> target.startsWith(CLOUD))
        .map(target -> "The target " + target + " of the compilation job is not an edge device.");
  }

  private static Optional<JsonNode> message(Resource job, World world) {
    return job.is("FAILED") ? Values.text(job.reason()) : Optional.empty();
  }

  private static Optional<JsonNode> artifact(Resource job, World world) {
    if (!job.is(DONE)) {
      return Optional.empty();
    }
    String folder = job.attributes().path("OutputConfig").path("S3OutputLocation").asText();
    return Values.text(
        Documents.fill(
            S3Folder.of(folder) + "{ModelName}-{ModelVersion}.tar.gz",
            job.attributes(),
            job.key()));
  }

  private static Optional<JsonNode> component(Resource job, World world) {
    JsonNode output = job.attributes().path("OutputConfig");
    if (!job.is(DONE) || !output.has("PresetDeploymentType")) {
      return Optional.empty();
    }
    ObjectNode config =
        Documents.parsed(output.path("PresetDeploymentConfig").asText())
            .orElseGet(Documents::empty);
    String name = config.path("ComponentName").asText("SagemakerEdgeManager" + job.name());
    String version = config.path("ComponentVersion").asText("1.0.0");
    ObjectNode shown = Documents.empty();
    shown
        .put("Type", output.path("PresetDeploymentType").asText())
        .put(
            "Artifact",
            world.account().arn("greengrass", "components:" + name + ":versions:" + version))
        .put("Status", DONE);
    return Optional.of(shown);
  }
}
