package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.GreengrassConfiguration;
import software.amazon.awssdk.services.lookoutvision.model.GreengrassOutputDetails;
import software.amazon.awssdk.services.lookoutvision.model.ModelPackagingDescription;
import software.amazon.awssdk.services.lookoutvision.model.ModelPackagingJobMetadata;
import software.amazon.awssdk.services.lookoutvision.model.ModelPackagingJobStatus;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.TargetDevice;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class PackagingJobTest {
  private static final String NVIDIA =
      "{\"gpu-code\":\"sm_72\",\"trt-ver\":\"7.1.3\",\"cuda-ver\":\"10.2\"}";

  private final Factory factory = Factory.trained();

  @Test
  void a_job_is_created_runs_and_succeeds_with_its_component() {
    start("pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER));

    ModelPackagingDescription job = describe("pack-1");
    assertThat(job.status()).isEqualTo(ModelPackagingJobStatus.CREATED);
    assertThat(job.projectName()).isEqualTo(CIRCUITS);
    assertThat(job.modelVersion()).isEqualTo("1");
    assertThat(job.modelPackagingJobDescription()).isEqualTo("for line 4");
    assertThat(job.modelPackagingMethod()).isEqualTo("Greengrass");
    assertThat(job.modelPackagingConfiguration().greengrass().componentName()).isEqualTo("inspect");
    assertThat(job.modelPackagingConfiguration().greengrass().componentVersion())
        .isEqualTo("1.0.0");
    assertThat(job.modelPackagingOutputDetails()).isNull();

    factory.advance(Duration.ofSeconds(10));
    assertThat(describe("pack-1").status()).isEqualTo(ModelPackagingJobStatus.RUNNING);
    factory.advance(Duration.ofMinutes(5));

    ModelPackagingDescription done = describe("pack-1");
    assertThat(done.status()).isEqualTo(ModelPackagingJobStatus.SUCCEEDED);
    assertThat(done.lastUpdatedTimestamp()).isAfter(done.creationTimestamp());
    GreengrassOutputDetails output = done.modelPackagingOutputDetails().greengrass();
    assertThat(output.componentName()).isEqualTo("inspect");
    assertThat(output.componentVersion()).isEqualTo("1.0.0");
    assertThat(output.componentVersionArn())
        .isEqualTo("arn:aws:greengrass:us-east-1:123456789012:components:inspect:versions:1.0.0");
  }

  @Test
  void a_script_fails_a_job_with_its_reason() {
    factory
        .sim
        .script()
        .resource("model-packaging-job")
        .failAt("RUNNING", "The bucket can't be written.");

    start("pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER));
    factory.advance(Duration.ofHours(1));

    assertThat(describe("pack-1").status()).isEqualTo(ModelPackagingJobStatus.FAILED);
    assertThat(describe("pack-1").statusMessage()).isEqualTo("The bucket can't be written.");
    assertThat(describe("pack-1").modelPackagingOutputDetails()).isNull();
  }

  @Test
  void a_job_without_a_name_gets_a_uuid() {
    String name =
        factory
            .lookout
            .startModelPackagingJob(
                r ->
                    r.projectName(CIRCUITS)
                        .modelVersion("latest")
                        .configuration(
                            c ->
                                c.greengrass(
                                    g -> component(g).targetDevice(TargetDevice.JETSON_XAVIER))))
            .jobName();

    assertThat(name).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(describe(name).jobName()).isEqualTo(name);
    assertThat(describe(name).modelVersion()).isEqualTo("1");
  }

  @Test
  void a_name_is_used_once_in_a_project() {
    start("pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER));

    assertThatThrownBy(
            () ->
                start(
                    "pack-1",
                    c -> c.targetDevice(TargetDevice.JETSON_XAVIER).componentVersion("2.0.0")))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("pack-1");
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL_PACKAGE_JOB");
            });
  }

  @Test
  void jobs_go_with_their_project() {
    start("pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER));
    factory.advance(Duration.ofHours(1));
    factory.lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
    factory.lookout.deleteDataset(r -> r.projectName(CIRCUITS).datasetType("train"));
    factory.advance(Duration.ofMinutes(1));

    factory.lookout.deleteProject(r -> r.projectName(CIRCUITS));
    factory.project(CIRCUITS);

    assertThat(
            factory
                .lookout
                .listModelPackagingJobs(r -> r.projectName(CIRCUITS))
                .modelPackagingJobs())
        .isEmpty();
    assertThatThrownBy(() -> describe("pack-1")).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_component_has_each_version_once() {
    start("pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER));

    assertThatThrownBy(() -> start("pack-2", c -> c.targetDevice(TargetDevice.JETSON_XAVIER)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("The component inspect with version 1.0.0 already exists.");

    start("pack-2", c -> c.targetDevice(TargetDevice.JETSON_XAVIER).componentVersion("1.0.1"));
  }

  @Test
  void a_target_is_a_device_or_a_platform() {
    invalid(c -> {}, "Exactly one of TargetDevice and TargetPlatform must be specified.");
    invalid(
        c ->
            c.targetDevice(TargetDevice.JETSON_XAVIER)
                .targetPlatform(p -> p.os("LINUX").arch("ARM64")),
        "Exactly one of TargetDevice and TargetPlatform must be specified.");
    invalid(
        c -> c.targetDevice(TargetDevice.JETSON_XAVIER).compilerOptions(NVIDIA),
        "CompilerOptions can't be specified together with TargetDevice.");
  }

  @Test
  void an_nvidia_accelerator_needs_its_compiler_options() {
    invalid(
        c -> c.targetPlatform(p -> p.os("LINUX").arch("ARM64").accelerator("NVIDIA")),
        "CompilerOptions must specify [gpu-code, trt-ver, cuda-ver]");

    start(
        "pack-1",
        c ->
            c.targetPlatform(p -> p.os("LINUX").arch("ARM64").accelerator("NVIDIA"))
                .compilerOptions(NVIDIA));
    start(
        "pack-2",
        c -> c.targetPlatform(p -> p.os("LINUX").arch("X86_64")).componentVersion("2.0.0"));
  }

  @Test
  void a_model_that_was_not_trained_is_not_packaged() {
    factory.training(CIRCUITS);

    assertThatThrownBy(() -> start("2", "pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER)))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.resourceTypeAsString()).isEqualTo("MODEL"));
    assertThatThrownBy(() -> start("3", "pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER)))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> assertThat(e.resourceTypeAsString()).isEqualTo("MODEL"));
  }

  @Test
  void jobs_are_listed_newest_first_as_they_are_described() {
    start("pack-1", c -> c.targetDevice(TargetDevice.JETSON_XAVIER));
    start("pack-2", c -> c.targetDevice(TargetDevice.JETSON_XAVIER).componentVersion("2.0.0"));

    assertThat(
            factory
                .lookout
                .listModelPackagingJobsPaginator(r -> r.projectName(CIRCUITS).maxResults(1))
                .stream()
                .flatMap(page -> page.modelPackagingJobs().stream()))
        .extracting(ModelPackagingJobMetadata::jobName)
        .containsExactly("pack-2", "pack-1");
    ModelPackagingJobMetadata listed =
        factory
            .lookout
            .listModelPackagingJobs(r -> r.projectName(CIRCUITS))
            .modelPackagingJobs()
            .get(1);
    ModelPackagingDescription described = describe("pack-1");
    assertThat(listed.status()).isEqualTo(described.status());
    assertThat(listed.statusMessage()).isEqualTo(described.statusMessage());
    assertThat(listed.modelPackagingJobDescription())
        .isEqualTo(described.modelPackagingJobDescription());
    assertThat(listed.creationTimestamp()).isEqualTo(described.creationTimestamp());
  }

  @Test
  void a_job_that_is_not_there_is_not_found() {
    assertThatThrownBy(() -> describe("none"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("none");
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL_PACKAGE_JOB");
            });
  }

  private void invalid(Consumer<GreengrassConfiguration.Builder> target, String message) {
    assertThatThrownBy(() -> start("pack-0", target))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }

  private void start(String name, Consumer<GreengrassConfiguration.Builder> target) {
    start("1", name, target);
  }

  private void start(
      String version, String name, Consumer<GreengrassConfiguration.Builder> target) {
    factory.lookout.startModelPackagingJob(
        r ->
            r.projectName(CIRCUITS)
                .modelVersion(version)
                .jobName(name)
                .description("for line 4")
                .configuration(c -> c.greengrass(g -> target.accept(component(g)))));
  }

  private static GreengrassConfiguration.Builder component(GreengrassConfiguration.Builder of) {
    return of.s3OutputLocation(s -> s.bucket("components")).componentName("inspect");
  }

  private ModelPackagingDescription describe(String name) {
    return factory
        .lookout
        .describeModelPackagingJob(r -> r.projectName(CIRCUITS).jobName(name))
        .modelPackagingDescription();
  }
}
