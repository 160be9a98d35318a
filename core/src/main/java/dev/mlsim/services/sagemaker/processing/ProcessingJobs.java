package dev.mlsim.services.sagemaker.processing;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.ProcessingInstances;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SageMaker's processing jobs, with the defaults that Describe shows in the notebooks of
 * aws/amazon-sagemaker-examples, and what CreateProcessingJob was seen to refuse
 * (aws/sagemaker-python-sdk#4939).
 */
public final class ProcessingJobs {
  private static final String REGISTRY = "\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com.*/.+";

  /** What a list holds is filled in by a document of its own: a default list would be the value. */
  private static final ObjectNode INPUT_DEFAULTS =
      Documents.of(
          """
          {'ProcessingInputs': [{
             'AppManaged': false,
             '?S3Input': {'S3CompressionType': 'None',
                          'S3DataDistributionType': 'FullyReplicated'}}],
           '?ProcessingOutputConfig': {'Outputs': [{'AppManaged': false}]}}
          """);

  static final ResourceType TYPE =
      SharedErrors.job(ResourceType.named("processing-job"))
          .identifiedBy("ProcessingJobName")
          .arn("ProcessingJobArn", "processing-job/{key}")
          .lifecycle(Jobs.deletable(Jobs.lifecycle(Duration.ofMinutes(10))).build())
          .status("ProcessingJobStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("ProcessingStartTime", Jobs::started)
          .computed("ProcessingEndTime", Jobs::ended)
          .failureReason("FailureReason")
          .defaults("{'StoppingCondition': {'MaxRuntimeInSeconds': 86400}}")
          .prepared((call, job) -> job.fill(INPUT_DEFAULTS))
          .durations(ProcessingJobs::durations)
          .limits((job, plan, world) -> Jobs.limited(job, plan, world, limit(job)))
          .refused(SharedErrors.jobInStatus("processing job"))
          .bills(Jobs.instances(job -> ProcessingInstances.of(job.attributes())))
          .holds(ProcessingInstances.QUOTAS.held().untilFinished())
          .build();

  private static final Precondition[] RULES = {
    Precondition.of(
        "the image is in Amazon ECR",
        VALIDATION,
        call ->
            call.text("AppSpecification.ImageUri")
                .filter(image -> !image.matches(REGISTRY))
                .map(
                    image ->
                        "Invalid image URI "
                            + image
                            + ". Please provide a valid Amazon Elastic Container Registry path of"
                            + " the Docker image to run.")),
    // The empty message is AWS's, as seen.
    Precondition.unless(
        ProcessingJobs::hasOwnPaths, "each input has a LocalPath of its own", VALIDATION, "")
  };

  private ProcessingJobs() {}

  private static boolean hasOwnPaths(Call call) {
    Set<String> paths = new HashSet<>();
    for (JsonNode input : call.input().path("ProcessingInputs")) {
      JsonNode path = input.path("S3Input").path("LocalPath");
      if (path.isTextual() && !paths.add(path.textValue())) {
        return false;
      }
    }
    return true;
  }

  private static Plan durations(Resource job, Plan plan, World world) {
    List<String> uris = new ArrayList<>();
    for (JsonNode input : job.attributes().path("ProcessingInputs")) {
      Optional.of(input.path("S3Input").path("S3Uri").asText())
          .filter(uri -> !uri.isEmpty())
          .ifPresent(uris::add);
    }
    return Jobs.failingWithoutInput(Jobs.withinLimit(plan, limit(job)), job, world, uris);
  }

  private static Duration limit(Resource job) {
    return Duration.ofSeconds(
        job.attributes().path("StoppingCondition").path("MaxRuntimeInSeconds").asLong());
  }

  /** Declares the family. */
  public static void declare(Family family) {
    ProcessingInstances.QUOTAS.declare(family);
    family
        .type(TYPE)
        .operation(
            "CreateProcessingJob",
            Create.a(TYPE)
                .requires(RULES)
                .thenRequires(SharedErrors.OWN_ROLE)
                .within(ProcessingInstances.QUOTAS.toArray()))
        .operation("DescribeProcessingJob", Describe.a(TYPE))
        .operation("ListProcessingJobs", ListAll.of(TYPE))
        .operation("StopProcessingJob", Trigger.by(STOP, TYPE))
        .operation("DeleteProcessingJob", Trigger.by(DELETE, TYPE))
        .judged(
            "processing-time",
            "processing-job",
            "A job starts its container after 2 minutes and is done after 12; AWS's times vary.")
        .judged(
            "deleted-processing-job",
            "DeleteProcessingJob",
            "A deleted job goes at once, since no status is modelled for one that is going.");
  }
}
