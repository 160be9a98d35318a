package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static dev.mlsim.sdk.sagemaker.BatchJobs.processing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ProcessingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TransformJobStatus;

/** Processing and transform jobs. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class BatchJobTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_new_processing_job_shows_nothing_that_could_not_be_yet() {
    sageMaker.createProcessingJob(processing("clean"));

    DescribeProcessingJobResponse job = describeProcessing("clean");
    assertThat(job.processingJobStatus()).isEqualTo(ProcessingJobStatus.IN_PROGRESS);
    assertThat(job.creationTime()).isEqualTo(START);
    assertThat(job.processingStartTime()).isNull();
    assertThat(job.processingEndTime()).isNull();
    assertThat(job.failureReason()).isNull();
    assertThat(job.exitMessage()).isNull();
  }

  @Test
  void a_processing_job_echoes_with_the_defaults_of_aws() {
    sageMaker.createProcessingJob(processing("clean"));

    DescribeProcessingJobResponse job = describeProcessing("clean");
    assertThat(job.stoppingCondition().maxRuntimeInSeconds()).isEqualTo(86_400);
    assertThat(job.processingInputs().get(0).appManaged()).isFalse();
    assertThat(job.processingInputs().get(0).s3Input().s3CompressionTypeAsString())
        .isEqualTo("None");
    assertThat(job.processingInputs().get(0).s3Input().s3DataDistributionTypeAsString())
        .isEqualTo("FullyReplicated");
  }

  @Test
  void the_waiter_ends_with_the_processing_job() {
    sageMaker.createProcessingJob(processing("clean"));

    sageMaker.waiter().waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("clean"));

    DescribeProcessingJobResponse job = describeProcessing("clean");
    assertThat(sim.clock().now()).isEqualTo(START.plus(Duration.ofMinutes(12)));
    assertThat(job.processingJobStatus()).isEqualTo(ProcessingJobStatus.COMPLETED);
    assertThat(job.processingStartTime()).isEqualTo(START.plus(Duration.ofMinutes(2)));
    assertThat(job.processingEndTime()).isEqualTo(START.plus(Duration.ofMinutes(12)));
  }

  @Test
  void the_async_waiter_ends_with_the_processing_job_too() {
    SageMakerAsyncClient async = SimulatedClients.of(sim).create(SageMakerAsyncClient.class);
    async.createProcessingJob(processing("clean")).join();

    async
        .waiter()
        .waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("clean"))
        .join();

    assertThat(describeProcessing("clean").processingJobStatus())
        .isEqualTo(ProcessingJobStatus.COMPLETED);
  }

  @Test
  void the_waiter_throws_when_the_processing_job_fails() {
    sim.script()
        .resource("processing-job")
        .failAt("InProgress", "AlgorithmError: See job logs for more information");
    sageMaker.createProcessingJob(processing("clean"));

    assertThatThrownBy(
            () ->
                sageMaker
                    .waiter()
                    .waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("clean")))
        .isInstanceOf(SdkClientException.class);

    assertThat(describeProcessing("clean").failureReason())
        .isEqualTo("AlgorithmError: See job logs for more information");
  }

  @Test
  void a_processing_job_out_of_time_is_stopped_and_has_not_failed() {
    sim.script().resource("processing-job").takes("InProgress", Duration.ofHours(9));
    sageMaker.createProcessingJob(
        processing("clean").toBuilder()
            .stoppingCondition(s -> s.maxRuntimeInSeconds(3600))
            .build());

    sim.clock().advance(Duration.ofHours(10));

    DescribeProcessingJobResponse job = describeProcessing("clean");
    assertThat(job.processingJobStatus()).isEqualTo(ProcessingJobStatus.STOPPED);
    assertThat(job.failureReason()).isNull();
  }

  @Test
  void a_processing_job_that_hangs_is_stopped_by_its_limit() {
    sim.script().resource("processing-job").stuckAt("InProgress");
    sageMaker.createProcessingJob(
        processing("clean").toBuilder().stoppingCondition(s -> s.maxRuntimeInSeconds(600)).build());

    sageMaker.waiter().waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("clean"));

    DescribeProcessingJobResponse job = describeProcessing("clean");
    assertThat(job.processingJobStatus()).isEqualTo(ProcessingJobStatus.STOPPED);
    assertThat(Duration.between(job.processingStartTime(), job.processingEndTime()))
        .isEqualTo(Duration.ofMinutes(11));
  }

  @Test
  void a_stopped_processing_job_passes_stopping_and_cannot_be_stopped_again() {
    sageMaker.createProcessingJob(processing("clean"));

    sageMaker.stopProcessingJob(r -> r.processingJobName("clean"));
    ProcessingJobStatus during = describeProcessing("clean").processingJobStatus();
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(during).isEqualTo(ProcessingJobStatus.STOPPING);
    assertThat(describeProcessing("clean").processingJobStatus())
        .isEqualTo(ProcessingJobStatus.STOPPED);
    assertThatThrownBy(() -> sageMaker.stopProcessingJob(r -> r.processingJobName("clean")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "The request was rejected because the processing job is in status Stopped.");
  }

  @Test
  void a_processing_job_that_is_not_there_is_a_validation_error() {
    assertThatThrownBy(() -> describeProcessing("nope"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Could not find requested job with name: nope");
    assertThatThrownBy(
            () ->
                sageMaker
                    .waiter()
                    .waitUntilProcessingJobCompletedOrStopped(r -> r.processingJobName("nope")))
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void names_of_processing_jobs_are_used_once() {
    sageMaker.createProcessingJob(processing("clean"));

    assertThatThrownBy(() -> sageMaker.createProcessingJob(processing("clean")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "Job name must be unique within an AWS account and region, and a job with this name"
                + " already exists ("
                + ARN
                + "processing-job/clean)");
  }

  @Test
  void a_transform_job_writes_one_object_for_each_input() {
    new Hosting(sageMaker).model("churn");
    sim.objects().put("s3://in/batch/a.csv", "1,2");
    sim.objects().put("s3://in/batch/deep/b.csv", "3,4");
    sim.objects().put("s3://in/other/c.csv", "5,6");
    transform("score", "s3://in/batch");

    sageMaker.waiter().waitUntilTransformJobCompletedOrStopped(r -> r.transformJobName("score"));

    assertThat(sim.objects().list("s3://out/"))
        .containsExactly("s3://out/scores/a.csv.out", "s3://out/scores/deep/b.csv.out");
    assertThat(sim.objects().text("s3://out/scores/a.csv.out")).contains("1,2");
  }

  @Test
  void a_stopped_transform_job_writes_nothing() {
    new Hosting(sageMaker).model("churn");
    sim.objects().put("s3://in/batch/a.csv", "1,2");
    transform("score", "s3://in/batch/");

    sageMaker.stopTransformJob(r -> r.transformJobName("score"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.objects().list("s3://out/")).isEmpty();
    assertThat(describeTransform("score").transformJobStatus())
        .isEqualTo(TransformJobStatus.STOPPED);
  }

  @Test
  void a_transform_job_echoes_with_the_defaults_of_aws() {
    new Hosting(sageMaker).model("churn");
    transform("score", "s3://in/batch/");

    DescribeTransformJobResponse job = describeTransform("score");
    assertThat(job.transformInput().compressionTypeAsString()).isEqualTo("None");
    assertThat(job.transformInput().splitTypeAsString()).isEqualTo("None");
    assertThat(job.transformOutput().assembleWithAsString()).isEqualTo("None");
    assertThat(job.transformOutput().kmsKeyId()).isEmpty();
    assertThat(job.dataProcessing().inputFilter()).isEqualTo("$");
    assertThat(job.dataProcessing().outputFilter()).isEqualTo("$");
    assertThat(job.dataProcessing().joinSourceAsString()).isEqualTo("None");
  }

  @Test
  void a_transform_job_that_is_not_there_is_missed_in_other_words_by_stop() {
    assertThatThrownBy(() -> describeTransform("nope"))
        .hasMessageContaining("Could not find requested job with name: nope");
    assertThatThrownBy(() -> sageMaker.stopTransformJob(r -> r.transformJobName("nope")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Could not find job to update with name: nope");
  }

  @Test
  void a_processing_job_counts_against_its_quota_until_it_is_done() {
    sim.quotas().set("ml.m5.large for processing job usage", 1);
    sageMaker.createProcessingJob(processing("clean"));

    assertThatThrownBy(() -> sageMaker.createProcessingJob(processing("clean-2")))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("'ml.m5.large for processing job usage' is 1 Instances");
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.createProcessingJob(processing("clean-2"));

    assertThat(describeProcessing("clean-2").processingJobStatus())
        .isEqualTo(ProcessingJobStatus.IN_PROGRESS);
  }

  @Test
  void a_processing_job_is_deleted_once_it_has_ended_and_its_name_is_free() {
    sageMaker.createProcessingJob(processing("clean"));

    assertThatThrownBy(() -> sageMaker.deleteProcessingJob(r -> r.processingJobName("clean")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "The request was rejected because the processing job is in status InProgress.");
    sageMaker.stopProcessingJob(r -> r.processingJobName("clean"));
    assertThatThrownBy(() -> sageMaker.deleteProcessingJob(r -> r.processingJobName("clean")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("is in status Stopping.");
    sim.clock().advance(Duration.ofMinutes(1));
    sageMaker.deleteProcessingJob(r -> r.processingJobName("clean"));

    assertThatThrownBy(() -> describeProcessing("clean"))
        .hasMessageContaining("Could not find requested job with name: clean");
    assertThatThrownBy(() -> sageMaker.deleteProcessingJob(r -> r.processingJobName("clean")))
        .hasMessageContaining("Could not find requested job with name: clean");
    sageMaker.createProcessingJob(processing("clean"));
    assertThat(describeProcessing("clean").processingJobStatus())
        .isEqualTo(ProcessingJobStatus.IN_PROGRESS);
  }

  @Test
  void a_processing_job_that_is_stopping_or_not_there_is_not_stopped() {
    sageMaker.createProcessingJob(processing("clean"));
    sageMaker.stopProcessingJob(r -> r.processingJobName("clean"));

    assertThatThrownBy(() -> sageMaker.stopProcessingJob(r -> r.processingJobName("clean")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("is in status Stopping.");
    assertThatThrownBy(() -> sageMaker.stopProcessingJob(r -> r.processingJobName("nope")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"));
  }

  private void transform(String name, String uri) {
    sageMaker.createTransformJob(BatchJobs.transform(name, uri, 1));
  }

  private DescribeProcessingJobResponse describeProcessing(String name) {
    return sageMaker.describeProcessingJob(r -> r.processingJobName(name));
  }

  private DescribeTransformJobResponse describeTransform(String name) {
    return sageMaker.describeTransformJob(r -> r.transformJobName(name));
  }

  private static String code(Throwable e) {
    return ((SageMakerException) e).awsErrorDetails().errorCode();
  }
}
