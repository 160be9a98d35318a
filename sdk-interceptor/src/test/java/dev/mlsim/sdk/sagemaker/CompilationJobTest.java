package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CompilationJobStatus;
import software.amazon.awssdk.services.sagemaker.model.CompilationJobSummary;
import software.amazon.awssdk.services.sagemaker.model.CreateCompilationJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeCompilationJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class CompilationJobTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_job_starts_and_compiles_and_leaves_its_artifact() {
    create("neo");

    DescribeCompilationJobResponse starting = describe("neo");
    assertThat(starting.compilationJobStatus()).isEqualTo(CompilationJobStatus.STARTING);
    assertThat(starting.failureReason()).isEmpty();
    assertThat(starting.modelArtifacts().s3ModelArtifacts())
        .isEqualTo("s3://out/compiled/churn-ml_c5.tar.gz");
    assertThat(starting.compilationStartTime()).isNull();

    sim.clock().advance(MINUTE);
    DescribeCompilationJobResponse running = describe("neo");
    assertThat(running.compilationJobStatus()).isEqualTo(CompilationJobStatus.INPROGRESS);
    assertThat(running.compilationStartTime()).isEqualTo(sim.clock().now());
    assertThat(running.compilationEndTime()).isNull();
    assertThat(sim.objects().list("s3://out/")).isEmpty();

    sim.clock().advance(MINUTE.multipliedBy(4));
    DescribeCompilationJobResponse done = describe("neo");
    assertThat(done.compilationJobStatus()).isEqualTo(CompilationJobStatus.COMPLETED);
    assertThat(done.compilationEndTime()).isEqualTo(sim.clock().now());
    assertThat(sim.objects().list("s3://out/"))
        .containsExactly("s3://out/compiled/churn-ml_c5.tar.gz");
  }

  @Test
  void a_job_that_is_stopped_has_ended_and_left_nothing() {
    create("neo");
    sim.clock().advance(MINUTE);

    sageMaker.stopCompilationJob(r -> r.compilationJobName("neo"));
    assertThat(status("neo")).isEqualTo(CompilationJobStatus.STOPPING);
    sim.clock().advance(MINUTE);

    assertThat(status("neo")).isEqualTo(CompilationJobStatus.STOPPED);
    assertThat(describe("neo").compilationEndTime()).isNotNull();
    assertThat(sim.objects().list("s3://out/")).isEmpty();
  }

  @Test
  void a_script_fails_a_job_with_its_reason() {
    sim.script().resource("compilation-job").failAt("INPROGRESS", "ClientError: no operator");
    create("neo");
    sim.clock().runUntilIdle(Duration.ofHours(1));

    assertThat(status("neo")).isEqualTo(CompilationJobStatus.FAILED);
    assertThat(describe("neo").failureReason()).isEqualTo("ClientError: no operator");
  }

  @Test
  void an_artifact_is_called_after_its_folder_where_the_input_is_one() {
    create("neo", r -> r.inputConfig(in -> in.s3Uri("s3://in/churn/").framework("PYTORCH")));

    assertThat(describe("neo").modelArtifacts().s3ModelArtifacts())
        .isEqualTo("s3://out/compiled/churn-ml_c5.tar.gz");
  }

  @Test
  void a_reason_is_cut_where_the_model_ends_it() {
    sim.script()
        .resource("compilation-job")
        .failAt("INPROGRESS", "x".repeat(1_023) + "\uD83D\uDE00");
    create("neo");
    sim.clock().runUntilIdle(Duration.ofHours(1));

    assertThat(describe("neo").failureReason()).isEqualTo("x".repeat(1_023));
  }

  @Test
  void a_job_that_takes_longer_than_it_may_fails_by_a_time_out() {
    sim.script().resource("compilation-job").takes("INPROGRESS", Duration.ofHours(1));
    create("neo");
    sim.clock().advance(MINUTE.plusSeconds(900));

    assertThat(status("neo")).isEqualTo(CompilationJobStatus.FAILED);
    assertThat(describe("neo").failureReason()).isEqualTo("TimeOut");
  }

  @Test
  void a_job_is_done_well_within_a_short_limit() {
    create("neo", r -> r.stoppingCondition(limit -> limit.maxRuntimeInSeconds(120)));
    sim.clock().runUntilIdle(Duration.ofHours(1));

    DescribeCompilationJobResponse job = describe("neo");
    assertThat(job.compilationJobStatus()).isEqualTo(CompilationJobStatus.COMPLETED);
    assertThat(Duration.between(job.compilationStartTime(), job.compilationEndTime()))
        .isEqualTo(MINUTE);
  }

  @Test
  void a_job_fails_for_want_of_its_input_where_inputs_are_required() {
    sim.objects().requireInputs();
    create("neo");
    sim.clock().runUntilIdle(Duration.ofHours(1));

    assertThat(describe("neo").failureReason())
        .isEqualTo(
            "ClientError: InputConfiguration: S3 object does not exist. Bucket: in, Key:"
                + " models/churn.tar.gz");
  }

  @Test
  void a_running_job_is_not_deleted_and_a_finished_one_not_stopped() {
    create("neo");

    assertThatThrownBy(() -> sageMaker.deleteCompilationJob(r -> r.compilationJobName("neo")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "The request was rejected because the compilation job is in status STARTING.");

    sim.clock().runUntilIdle(Duration.ofHours(1));
    assertThatThrownBy(() -> sageMaker.stopCompilationJob(r -> r.compilationJobName("neo")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("the compilation job is in status COMPLETED.");

    sageMaker.deleteCompilationJob(r -> r.compilationJobName("neo"));
    assertThatThrownBy(() -> describe("neo"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Could not find requested job with name: neo");
  }

  @Test
  void a_name_is_used_once_and_a_role_is_of_the_account() {
    create("neo");

    assertThatThrownBy(() -> create("neo"))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("already exists (" + ARN + "compilation-job/neo)");
    assertThatThrownBy(() -> create("other", r -> r.roleArn("arn:aws:iam::999999999999:role/neo")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Cross-account pass role is not allowed");
  }

  @Test
  void a_job_has_one_input_and_one_target() {
    assertThatThrownBy(
            () -> create("neo", r -> r.modelPackageVersionArn(ARN + "model-package/churn/1")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Exactly one of InputConfig and ModelPackageVersionArn");
    assertThatThrownBy(
            () -> create("neo", r -> r.outputConfig(out -> out.s3OutputLocation("s3://out/"))))
        .hasMessageContaining(
            "Exactly one of OutputConfig.TargetDevice and OutputConfig.TargetPlatform");
  }

  @Test
  void jobs_are_listed_oldest_first_with_their_target() {
    create("neo");
    sim.clock().advance(MINUTE);
    create(
        "arm",
        r ->
            r.outputConfig(
                out ->
                    out.s3OutputLocation("s3://out")
                        .targetPlatform(to -> to.os("LINUX").arch("ARM64"))));

    assertThat(sageMaker.listCompilationJobs().compilationJobSummaries())
        .extracting(CompilationJobSummary::compilationJobName)
        .containsExactly("neo", "arm");
    CompilationJobSummary arm =
        sageMaker
            .listCompilationJobs(r -> r.statusEquals("STARTING"))
            .compilationJobSummaries()
            .get(0);
    assertThat(arm.compilationTargetDevice()).isNull();
    assertThat(arm.compilationTargetPlatformOsAsString()).isEqualTo("LINUX");
    assertThat(arm.compilationTargetPlatformArchAsString()).isEqualTo("ARM64");
  }

  private void create(String name) {
    create(name, request -> {});
  }

  private void create(String name, Consumer<CreateCompilationJobRequest.Builder> more) {
    CreateCompilationJobRequest.Builder request =
        CreateCompilationJobRequest.builder()
            .compilationJobName(name)
            .roleArn("arn:aws:iam::123456789012:role/neo")
            .inputConfig(in -> in.s3Uri("s3://in/models/churn.tar.gz").framework("PYTORCH"))
            .outputConfig(out -> out.s3OutputLocation("s3://out/compiled").targetDevice("ml_c5"))
            .stoppingCondition(limit -> limit.maxRuntimeInSeconds(900));
    more.accept(request);
    sageMaker.createCompilationJob(request.build());
  }

  private DescribeCompilationJobResponse describe(String name) {
    return sageMaker.describeCompilationJob(r -> r.compilationJobName(name));
  }

  private CompilationJobStatus status(String name) {
    return describe(name).compilationJobStatus();
  }

  private static String code(Throwable thrown) {
    return ((SageMakerException) thrown).awsErrorDetails().errorCode();
  }
}
