package dev.mlsim.sdk.sagemaker.pipelines;

import static dev.mlsim.sdk.sagemaker.pipelines.Piped.definition;
import static dev.mlsim.sdk.sagemaker.pipelines.Piped.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;

/** Executions that are stopped, held back, tried again, cached and selected. */
class ExecutionTest {
  private static final String JOB =
      "'Arguments': {'ProcessingResources': {'ClusterConfig': {'InstanceCount': 1,"
          + " 'InstanceType': 'ml.m5.large', 'VolumeSizeInGB': 30}}, 'AppSpecification':"
          + " {'ImageUri': '123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7'},"
          + " 'ProcessingOutputConfig': {'Outputs': [{'OutputName': 'out', 'S3Output': {'S3Uri':"
          + " 's3://churn/out', 'LocalPath': '/opt/ml/out', 'S3UploadMode': 'EndOfJob'}}]}";
  private static final String THREE =
      processing("First", "")
          + ", "
          + processing("Second", ", 'DependsOn': ['First']")
          + ", "
          + processing("Third", ", 'DependsOn': ['Second']");

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private static String processing(String name, String more) {
    return "{'Name': '" + name + "', 'Type': 'Processing', " + JOB + "}" + more + "}";
  }

  private Piped pipeline(String steps) {
    return Piped.of(sim, sageMaker, definition(steps));
  }

  @Test
  void no_more_steps_run_at_once_than_may() {
    Piped pipeline =
        pipeline(processing("A", "") + ", " + processing("B", "") + ", " + processing("C", ""));
    String arn =
        pipeline.start(r -> r.parallelismConfiguration(p -> p.maxParallelExecutionSteps(2)));

    assertThat(pipeline.standing(arn)).containsExactly("A Starting", "B Starting");
    sageMaker.updatePipelineExecution(
        r ->
            r.pipelineExecutionArn(arn)
                .parallelismConfiguration(p -> p.maxParallelExecutionSteps(3)));
    sim.clock().advance(Duration.ofMinutes(13));
    assertThat(pipeline.standing(arn)).containsExactly("A Succeeded", "B Succeeded", "C Executing");
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
  }

  @Test
  void a_stop_stops_the_jobs_and_a_retry_goes_on() {
    Piped pipeline = pipeline(THREE);
    String arn = pipeline.start();
    sim.clock().advance(Duration.ofMinutes(20));

    sageMaker.stopPipelineExecution(r -> r.pipelineExecutionArn(arn));
    assertThat(pipeline.status(arn)).isEqualTo("Stopping");
    assertThat(pipeline.standing(arn)).containsExactly("First Succeeded", "Second Stopping");
    refused(
        () -> sageMaker.stopPipelineExecution(r -> r.pipelineExecutionArn(arn)),
        "Only pipelines with 'Executing' status can be stopped");
    refused(
        () -> sageMaker.retryPipelineExecution(r -> r.pipelineExecutionArn(arn)),
        "Only pipeline executions with 'Failed' or 'Stopped' status can be retried");
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Stopped");
    assertThat(pipeline.standing(arn)).containsExactly("First Succeeded", "Second Stopped");
    assertThat(
            sageMaker.listProcessingJobs(r -> r.statusEquals("Stopped")).processingJobSummaries())
        .hasSize(1);

    sageMaker.retryPipelineExecution(r -> r.pipelineExecutionArn(arn));
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
    assertThat(pipeline.standing(arn))
        .containsExactly("First Succeeded", "Second Succeeded", "Third Succeeded");
  }

  @Test
  void a_callback_holds_a_stop() {
    Piped pipeline =
        pipeline("{'Name': 'Approve', 'Type': 'Callback', 'SqsQueueUrl': 'https://sqs/approve'}");
    String arn = pipeline.start();
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.stopPipelineExecution(r -> r.pipelineExecutionArn(arn));
    sim.clock().advance(Duration.ofDays(2));

    assertThat(pipeline.status(arn)).isEqualTo("Stopping");
    assertThat(sim.notifications().list())
        .extracting(sent -> sent.message().path("status").asText())
        .containsExactly("Executing", "Stopping");
    String token = pipeline.step(arn, "Approve").metadata().callback().callbackToken();
    sageMaker.sendPipelineExecutionStepSuccess(r -> r.callbackToken(token));
    assertThat(pipeline.status(arn)).isEqualTo("Stopped");
    assertThat(pipeline.standing(arn)).containsExactly("Approve Stopped");
  }

  @Test
  void an_execution_is_given_up_after_four_weeks() {
    Piped pipeline =
        pipeline("{'Name': 'Approve', 'Type': 'Callback', 'SqsQueueUrl': 'https://sqs/approve'}");
    String arn = pipeline.start();

    sim.clock().advance(Duration.ofDays(28));

    assertThat(pipeline.status(arn)).isEqualTo("Failed");
    assertThat(pipeline.describe(arn).failureReason()).isEqualTo("Pipeline execution timed out.");
  }

  @Test
  void the_steps_beside_a_failure_end_and_no_other_begins() {
    sim.script()
        .resource("processing-job")
        .named("pipelines-*-A-*")
        .failAt("InProgress", "ClientError: no disk");
    Piped pipeline =
        pipeline(
            processing("A", "")
                + ", "
                + processing("B", "")
                + ", "
                + processing("C", ", 'DependsOn': ['B']"));
    sim.script().resource("processing-job").named("*-B-*").takes("InProgress", Duration.ofHours(3));
    String arn = pipeline.start();

    sim.clock().advance(Duration.ofHours(1));
    assertThat(pipeline.status(arn)).isEqualTo("Executing");
    assertThat(pipeline.standing(arn)).containsExactly("A Failed", "B Executing");
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Failed");
    assertThat(pipeline.standing(arn)).containsExactly("A Failed", "B Succeeded");
    assertThat(pipeline.step(arn, "A").failureReason()).isEqualTo("ClientError: no disk");
  }

  @Test
  void a_job_that_somebody_stops_fails_its_step() {
    Piped pipeline = pipeline(processing("A", ""));
    String arn = pipeline.start();
    sim.clock().advance(Duration.ofMinutes(5));
    String job = pipeline.step(arn, "A").metadata().processingJob().arn();
    String name = job.substring(job.lastIndexOf('/') + 1);
    sageMaker.stopProcessingJob(r -> r.processingJobName(name));

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Failed");
    assertThat(pipeline.step(arn, "A").failureReason())
        .isEqualTo("ClientError: The processing job " + name + " was stopped.");
  }

  @Test
  void a_script_fails_a_step_and_its_job_is_stopped() {
    sim.script()
        .resource("pipeline-execution-step")
        .named("A")
        .failAt("Executing", Duration.ofMinutes(4), "ClientError: lost");
    Piped pipeline = pipeline(processing("A", ""));
    String arn = pipeline.start();

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Failed");
    PipelineExecutionStep step = pipeline.step(arn, "A");
    assertThat(step.failureReason()).isEqualTo("ClientError: lost");
    assertThat(Duration.between(step.startTime(), step.endTime()))
        .isEqualTo(Duration.ofMinutes(4).plusSeconds(1));
    assertThat(
            sageMaker.listProcessingJobs(r -> r.statusEquals("Stopped")).processingJobSummaries())
        .hasSize(1);
  }

  @Test
  void a_call_that_is_refused_fails_the_step_in_awss_words() {
    sim.faults()
        .on("CreateProcessingJob")
        .includingChildren()
        .fail("ValidationException", "no such role");
    Piped pipeline = pipeline(processing("A", ""));
    String arn = pipeline.start();
    pipeline.end(arn);

    assertThat(pipeline.step(arn, "A").failureReason())
        .isEqualTo(
            "ClientError: Failed to invoke sagemaker:CreateProcessingJob. Error Details: no such"
                + " role");
  }

  @Test
  void policies_try_again() {
    sim.faults().on("CreateProcessingJob").includingChildren().first(2).throttle();
    sim.script()
        .resource("processing-job")
        .first(2)
        .failAt("InProgress", "InternalServerError: We encountered an internal error.");
    Piped pipeline =
        pipeline(
            processing(
                "A",
                ", 'RetryPolicies': [{'ExceptionType': ['SageMaker.JOB_INTERNAL_ERROR'],"
                    + " 'IntervalSeconds': 60, 'BackoffRate': 3, 'MaxAttempts': 2}]"));
    String arn = pipeline.start();

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");

    PipelineExecutionStep step = pipeline.step(arn, "A");
    assertThat(step.attemptCount()).isEqualTo(5);
    // Starting, two throttled calls, three jobs, two of which the policy waits behind.
    assertThat(Duration.between(step.startTime(), step.endTime()))
        .isEqualTo(Duration.ofSeconds(1 + 1 + 2 + 3 * 12 * 60 + 60 + 180));
    assertThat(sageMaker.listProcessingJobs(r -> {}).processingJobSummaries()).hasSize(3);
  }

  @Test
  void a_policy_ends() {
    sim.script()
        .resource("processing-job")
        .failAt("InProgress", "CapacityError: Unable to provision requested ML compute capacity.");
    Piped pipeline =
        pipeline(
            processing(
                "A",
                ", 'RetryPolicies': [{'ExceptionType': ['SageMaker.CAPACITY_ERROR'],"
                    + " 'MaxAttempts': 3}]"));
    String arn = pipeline.start();

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Failed");
    assertThat(pipeline.step(arn, "A").attemptCount()).isEqualTo(4);
    assertThat(pipeline.step(arn, "A").failureReason())
        .isEqualTo(
            "ClientError: CapacityError: Unable to provision requested ML compute capacity.");
  }

  @Test
  void what_was_done_before_is_taken_from_the_cache() {
    Piped pipeline =
        pipeline(
            processing("A", ", 'CacheConfig': {'Enabled': true, 'ExpireAfter': 'PT2H'}")
                + ", "
                + processing("B", ", 'DependsOn': ['A']"));
    String first = pipeline.start();
    pipeline.end(first);
    String second = pipeline.start();
    pipeline.end(second);

    PipelineExecutionStep hit = pipeline.step(second, "A");
    assertThat(hit.cacheHitResult().sourcePipelineExecutionArn()).isEqualTo(first);
    assertThat(hit.metadata()).isEqualTo(pipeline.step(first, "A").metadata());
    assertThat(Duration.between(hit.startTime(), hit.endTime())).isEqualTo(Duration.ofSeconds(2));
    assertThat(pipeline.step(second, "B").cacheHitResult()).isNull();
    sim.clock().advance(Duration.ofHours(2));
    String late = pipeline.start();
    pipeline.end(late);
    assertThat(pipeline.step(late, "A").cacheHitResult()).isNull();
  }

  @Test
  void selected_steps_run_on_what_was_done_before() {
    Piped pipeline = pipeline(THREE);
    String first = pipeline.start();
    pipeline.end(first);

    refused(
        () -> select(pipeline, null, "Second"),
        "Invalid SourcePipelineExecutionArn: null. The selected steps [Second] have dependencies"
            + " on [First]");
    refused(
        () -> select(pipeline, first, "First", "Third"),
        "The selected steps [First, Third] are not connected: step 'Second' lies between them and"
            + " is not selected.");
    refused(
        () -> select(pipeline, first, "Fourth"),
        "Selected step 'Fourth' does not exist in the pipeline definition.");
    String arn = select(pipeline, first, "Second");

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
    assertThat(pipeline.standing(arn)).containsExactly("First Succeeded", "Second Succeeded");
    PipelineExecutionStep taken = pipeline.step(arn, "First");
    assertThat(taken.selectiveExecutionResult().sourcePipelineExecutionArn()).isEqualTo(first);
    assertThat(taken.metadata()).isEqualTo(pipeline.step(first, "First").metadata());
    assertThat(pipeline.step(arn, "Second").selectiveExecutionResult()).isNull();
    assertThat(pipeline.step(arn, "Second").metadata())
        .isNotEqualTo(pipeline.step(first, "Second").metadata());
  }

  private static String select(
      Piped pipeline, @org.jspecify.annotations.Nullable String source, String... steps) {
    return pipeline.start(
        r ->
            r.selectiveExecutionConfig(
                s ->
                    s.sourcePipelineExecutionArn(source)
                        .selectedSteps(
                            List.of(steps).stream()
                                .map(
                                    step ->
                                        software.amazon.awssdk.services.sagemaker.model.SelectedStep
                                            .builder()
                                            .stepName(step)
                                            .build())
                                .toList())));
  }

  @Test
  void twenty_executions_run_at_once() {
    Piped pipeline = pipeline(processing("A", ""));
    for (int i = 0; i < 20; i++) {
      pipeline.start();
    }

    org.assertj.core.api.Assertions.assertThatThrownBy(pipeline::start)
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("is 20 PipelineExecutions, with current utilization of 20");
  }

  @Test
  void large_pipelines_run() {
    StringBuilder steps = new StringBuilder("{'Name': 's0', 'Type': 'EMR'}");
    for (int i = 1; i < 300; i++) {
      steps
          .append(", {'Name': 's")
          .append(i)
          .append("', 'Type': 'EMR', 'DependsOn': ['s")
          .append((i - 1) / 3)
          .append("']}");
    }
    Piped pipeline = pipeline(steps.toString());
    String arn = pipeline.start();

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
    assertThat(pipeline.steps(arn)).hasSize(300);
  }
}
