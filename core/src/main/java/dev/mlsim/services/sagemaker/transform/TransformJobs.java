package dev.mlsim.services.sagemaker.transform;

import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.ContainerStreams;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import dev.mlsim.services.sagemaker.vocabulary.Surroundings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SageMaker's batch transform jobs: rules and defaults of the API reference (CreateTransformJob,
 * DescribeTransformJob).
 */
public final class TransformJobs {
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", VALIDATION);
  private static final long MOST_IN_FLIGHT = 100;
  private static final long USUAL_PAYLOAD = 6;

  private static final InstanceQuotas QUOTAS =
      new InstanceQuotas("TransformInstanceType", job -> job.path("TransformResources"))
          .each("transform job usage", job -> true)
          .all("Number of instances across all transform jobs", 10_000, 4, job -> true)
          .perCall(
              "Maximum number of instances per transform job",
              "Instances",
              20,
              "TransformResources.InstanceCount");

  static final ResourceType TYPE =
      SharedErrors.job(ResourceType.named("transform-job"))
          .missing(VALIDATION, TransformJobs::missing)
          .identifiedBy("TransformJobName")
          .arn("TransformJobArn", "transform-job/{key}")
          .lifecycle(Jobs.lifecycle(Duration.ofMinutes(5)).build())
          .status("TransformJobStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("TransformStartTime", Jobs::started)
          .computed("TransformEndTime", Jobs::ended)
          .computed("FailureReason", SharedErrors::failureReason)
          .defaults(
              """
              {'?TransformInput': {'CompressionType': 'None', 'SplitType': 'None'},
               '?TransformOutput': {'AssembleWith': 'None', 'KmsKeyId': ''},
               'DataProcessing': {'InputFilter': '$', 'OutputFilter': '$', 'JoinSource': 'None'}}
              """)
          .durations(Surroundings::of)
          .entering("Completed", TransformOutput::write)
          .entering("Completed", BatchCapture::write)
          .refused(SharedErrors.jobInStatus("transform job"))
          .logs(ContainerStreams::ofTransform)
          .emits(
              Emission.ofStatus(
                  "SageMaker Transform Job State Change",
                  EventDetail.of(
                      """
                      TransformJobName TransformJobArn TransformJobStatus FailureReason ModelName
                      MaxConcurrentTransforms MaxPayloadInMB BatchStrategy Environment
                      TransformInput TransformOutput TransformResources(InstanceType InstanceCount)
                      CreationTime:ms TransformStartTime:ms TransformEndTime:ms Tags
                      """)))
          .bills(Jobs.instances(job -> job.attributes().path("TransformResources")))
          .holds(QUOTAS.held().untilFinished())
          .build();

  private static final Precondition[] RULES = {
    Precondition.unless(
        call ->
            call.number("MaxConcurrentTransforms").orElse(0L)
                    * call.number("MaxPayloadInMB").orElse(USUAL_PAYLOAD)
                <= MOST_IN_FLIGHT,
        "MaxConcurrentTransforms times MaxPayloadInMB is at most 100",
        VALIDATION,
        // The rule is AWS's, the wording is judged.
        "The product of MaxConcurrentTransforms and MaxPayloadInMB must not exceed 100."),
    Precondition.exists("ModelName", MODEL),
    Precondition.unless(
        call -> containers(call).noneMatch(container -> container.has("ModelDataSource")),
        "a model without ModelDataSource",
        VALIDATION,
        "SageMaker Batch currently doesn't support Model entity with container definitions which"
            + " use ModelDataSource attribute")
  };

  private static final Precondition INPUT =
      Precondition.of("the S3 input is there", VALIDATION, TransformJobs::missingInput);

  private TransformJobs() {}

  private static String missing(Call call, String name) {
    return (call.operation().name().equals("StopTransformJob")
            ? "Could not find job to update with name: "
            : "Could not find requested job with name: ")
        + name;
  }

  private static JsonNode model(Call call) {
    return call.require(MODEL, call.text("ModelName").orElse("")).attributes();
  }

  private static Stream<JsonNode> containers(Call call) {
    JsonNode model = model(call);
    return Stream.concat(
        Lists.of(model.path("Containers")), Stream.of(model.path("PrimaryContainer")));
  }

  /** It is the model's role that reads. */
  private static Optional<String> missingInput(Call call) {
    String role = model(call).path("ExecutionRoleArn").asText();
    return Optional.of(TransformOutput.input(call.input()))
        .filter(uri -> !uri.isEmpty() && !call.world().objects().isReadable(uri))
        .map(uri -> SharedErrors.noObjects(call, role, uri));
  }

  /** Declares the family. */
  public static void declare(Family family) {
    QUOTAS.declare(family);
    family
        .type(TYPE)
        .operation(
            "CreateTransformJob",
            Create.a(TYPE)
                .requires(RULES)
                .thenRequires(
                    SharedErrors.IN_ORDER,
                    INPUT,
                    SharedErrors.EXPERIMENT_EXISTS,
                    SharedErrors.TRIAL_EXISTS)
                .within(QUOTAS.toArray()))
        .operation("DescribeTransformJob", Describe.a(TYPE))
        .operation("ListTransformJobs", ListAll.of(TYPE))
        .operation("StopTransformJob", Trigger.by(STOP, TYPE))
        .judged(
            "batch-capture",
            "transform-job.DataCaptureConfig",
            "What is captured is there when the job is done: a manifest of its inputs and one of"
                + " its outputs, in JSON, without inference ids of its own.")
        .judged(
            "transform-time",
            "transform-job",
            "A job starts its container after 2 minutes and is done after 7; AWS's times vary.")
        .judged(
            "largest-transform-quota",
            "CreateTransformJob.ResourceLimitExceeded",
            "The name and the value of the quota of the instances of one transform job, by analogy"
                + " with training jobs.")
        .judged(
            "model-data-source-wording",
            "CreateTransformJob.ValidationException",
            "The refusal of a model with ModelDataSource is known by its beginning only.")
        .judged(
            "payload-wording",
            "CreateTransformJob.ValidationException",
            "The wording of the refusal of too much data in flight.")
        .differs(
            "transform-output-is-input",
            "transform-job.TransformOutput",
            "The output objects have the content of the input objects, as if the model returned"
                + " what it was sent; a manifest is read as data.");
  }
}
