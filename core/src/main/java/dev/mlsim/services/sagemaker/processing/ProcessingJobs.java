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
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.ContainerImages;
import dev.mlsim.services.sagemaker.vocabulary.ContainerStreams;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.ProcessingInstances;
import dev.mlsim.services.sagemaker.vocabulary.RuleJobs;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import dev.mlsim.services.sagemaker.vocabulary.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SageMaker's processing jobs, with the defaults that Describe shows in the notebooks of
 * aws/amazon-sagemaker-examples, and what CreateProcessingJob was seen to refuse
 * (aws/sagemaker-python-sdk#4939).
 */
public final class ProcessingJobs {
  /** What one job may ask for. */
  private static final InstanceQuotas OF_ONE =
      new InstanceQuotas("ProcessingInstanceType", ProcessingInstances::of)
          .perCall(
              "Maximum number of instances per processing job",
              "Instances",
              20,
              "ProcessingResources.ClusterConfig.InstanceCount")
          .perCall(
              "Longest run time for a processing job",
              "Seconds",
              432_000,
              "StoppingCondition.MaxRuntimeInSeconds")
          .volume(
              "Size of EBS volume for a processing job instance",
              "ProcessingResources.ClusterConfig.VolumeSizeInGB");

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
          .lifecycle(
              RuleEvaluations.rows(Jobs.deletable(Jobs.lifecycle(Duration.ofMinutes(10)))).build())
          .status("ProcessingJobStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("ProcessingStartTime", Jobs::started)
          .computed("ProcessingEndTime", Jobs::ended)
          .computed("FailureReason", SharedErrors::failureReason)
          .defaults("{'StoppingCondition': {'MaxRuntimeInSeconds': 86400}}")
          .prepared((call, job) -> job.fill(INPUT_DEFAULTS))
          .durations(ProcessingJobs::durations)
          .limits(
              (job, plan, world) ->
                  RuleJobs.isOne(job) ? plan : Jobs.limited(job, plan, world, limit(job)))
          .entering("InProgress/Evaluating", RuleEvaluations::begun)
          .entering("Completed", RuleEvaluations::ended)
          .entering("Failed", RuleEvaluations::ended)
          .entering("Stopping", RuleEvaluations::ended)
          .entering("Stopped", RuleEvaluations::ended)
          .refused(SharedErrors.jobInStatus("processing job"))
          .logs(ContainerStreams::ofProcessing)
          .emits(
              Emission.ofStatus(
                  "SageMaker Processing Job State Change",
                  EventDetail.of(
                      """
                      ProcessingJobName ProcessingJobArn ProcessingJobStatus FailureReason ExitMessage
                      Environment TrainingJobArn MonitoringScheduleArn AutoMLJobArn
                      AppSpecification(ImageUri)
                      ProcessingInputs(InputName
                        S3Input(S3Uri LocalPath S3DataType:snake S3InputMode:snake
                          S3DataDistributionType:upper))
                      ProcessingOutputConfig(
                        Outputs(OutputName S3Output(S3Uri LocalPath S3UploadMode:snake)) KmsKeyId)
                      ProcessingResources(
                        ClusterConfig(InstanceCount InstanceType VolumeSizeInGB VolumeKmsKeyId))
                      StoppingCondition RoleArn
                      NetworkConfig(
                        EnableInterContainerTrafficEncryption EnableNetworkIsolation VpcConfig)
                      ExperimentConfig:object
                      CreationTime:ms ProcessingStartTime:ms ProcessingEndTime:ms
                      LastModifiedTime:ms
                      """)))
          .bills(Jobs.instances(ProcessingInstances::paid))
          .holds(ProcessingInstances.QUOTAS.held().untilFinished())
          .build();

  private static final Precondition[] RULES = {
    ContainerImages.ofJob(
        "AppSpecification.ImageUri",
        (call, image) ->
            Optional.of(
                "Invalid image URI "
                    + image
                    + ". Please provide a valid Amazon Elastic Container Registry path of the"
                    + " Docker image to run.")),
    Precondition.of(
        "each input and output has a name of its own", VALIDATION, ProcessingJobs::doubledName),
    // The empty message is AWS's, as seen.
    Precondition.unless(
        ProcessingJobs::hasOwnPaths, "each input has a LocalPath of its own", VALIDATION, "")
  };

  private ProcessingJobs() {}

  private static Optional<String> doubledName(Call call) {
    JsonNode outputs = call.input().path("ProcessingOutputConfig").path("Outputs");
    return Lists.doubled(
            Stream.concat(
                Lists.texts(call.input().path("ProcessingInputs"), "InputName"),
                Lists.texts(outputs, "OutputName")))
        .map(name -> "Input and Output names must be globally unique: [" + name + "]");
  }

  private static boolean hasOwnPaths(Call call) {
    Stream<JsonNode> inputs =
        Lists.of(call.input().path("ProcessingInputs")).map(input -> input.path("S3Input"));
    return Lists.doubled(
            inputs.flatMap(s3 -> Documents.at(s3, "LocalPath").map(JsonNode::asText).stream()))
        .isEmpty();
  }

  private static Plan durations(Resource job, Plan plan, World world) {
    if (RuleJobs.isOne(job)) {
      return RuleEvaluations.durations(job, plan);
    }
    List<String> uris = new ArrayList<>();
    for (JsonNode input : job.attributes().path("ProcessingInputs")) {
      Optional.of(input.path("S3Input").path("S3Uri").asText())
          .filter(uri -> !uri.isEmpty())
          .ifPresent(uris::add);
    }
    return Jobs.failingWithoutInput(
        Surroundings.of(job, Jobs.withinLimit(plan, limit(job)), world), job, world, uris);
  }

  private static Duration limit(Resource job) {
    return Duration.ofSeconds(
        job.attributes().path("StoppingCondition").path("MaxRuntimeInSeconds").asLong());
  }

  /** Declares the family. */
  public static void declare(Family family) {
    ProcessingInstances.QUOTAS.declare(family);
    OF_ONE.declare(family);
    RuleEvaluations.declare(family);
    family
        .type(TYPE)
        .operation(
            "CreateProcessingJob",
            Create.a(TYPE)
                .requires(RULES)
                .thenRequires(
                    SharedErrors.OWN_ROLE,
                    SharedErrors.EXPERIMENT_EXISTS,
                    SharedErrors.TRIAL_EXISTS)
                .within(ProcessingInstances.QUOTAS.toArray())
                .within(OF_ONE.toArray()))
        .operation("DescribeProcessingJob", Describe.a(TYPE))
        .operation("ListProcessingJobs", ListAll.of(TYPE).ascendingIfSorted())
        .operation("StopProcessingJob", Trigger.by(STOP, TYPE))
        .operation("DeleteProcessingJob", Trigger.by(DELETE, TYPE))
        .judged(
            "longest-processing-quota",
            "CreateProcessingJob.ResourceLimitExceeded",
            "The name and the value of the quota of a processing job's run time, by analogy with"
                + " training jobs.")
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
