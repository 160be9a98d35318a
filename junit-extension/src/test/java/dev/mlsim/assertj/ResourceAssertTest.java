package dev.mlsim.assertj;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

class ResourceAssertTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @BeforeEach
  void create_two_jobs() {
    sim.script().resource("training-job").named("bad").failAt("Training", "AlgorithmError: NaN");
    sim.script().resource("training-job").named("stuck").stuckAt("Starting");
    sageMaker.createTrainingJob(Jobs.job("good"));
    sageMaker.createTrainingJob(Jobs.job("bad"));
    sageMaker.createTrainingJob(Jobs.job("stuck"));
  }

  @Test
  void tells_status_phase_and_progress() {
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim)
        .resource("training-job", "good")
        .hasStatus("InProgress")
        .isAt("Starting")
        .isAt("InProgress/Starting")
        .isInProgress()
        .isNotFailed();
  }

  @Test
  void a_status_may_be_the_sdks_and_one_that_there_is_not_is_refused() {
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim).resource("training-job", "good").hasStatus(TrainingJobStatus.COMPLETED);
    assertThatThrownBy(
            () ->
                assertThat(sim)
                    .resource("training-job", "good")
                    .hasStatus(TrainingJobStatus.FAILED))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThat(sim).resource("training-job", "good").hasStatus("Complete"))
        .hasMessageStartingWith(
            "mlsim: a training-job never has the status [Complete]; the nearest are [Completed, ");
    assertThatThrownBy(
            () ->
                assertThat(sim)
                    .resource("training-job", "good")
                    .hasStatus(EndpointStatus.IN_SERVICE))
        .hasMessageStartingWith("mlsim: a training-job never has the status [InService]");
  }

  @Test
  void a_resource_is_shown_by_type_name_and_state() {
    assertThat(sim.resources().get("training-job", "good"))
        .hasToString("training-job [good] InProgress/Starting");
  }

  @Test
  void tells_success_from_failure() {
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim)
        .resource("training-job", "good")
        .hasStatus("Completed")
        .isNotFailed()
        .isAtRest()
        .took(Duration.ofMinutes(32).plusSeconds(27))
        .tookAtLeast(Duration.ofMinutes(32))
        .tookAtMost(Duration.ofMinutes(33))
        .stayed("Training", Duration.ofMinutes(30));
    assertThat(sim)
        .resource("training-job", "bad")
        .isFailed()
        .hasFailureReason("AlgorithmError: NaN")
        .hasFailureReasonContaining("NaN");
    assertThat(sim).resource("training-job", "stuck").isStuck().isInProgress();
  }

  @Test
  void tells_the_way_a_resource_went() {
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim)
        .resource("training-job", "good")
        .walked(
            "InProgress/Starting",
            "InProgress/Downloading",
            "InProgress/Training",
            "InProgress/Uploading",
            "Completed/Completed")
        .walked("Starting", "Downloading", "Training", "Uploading", "Completed")
        .walked("InProgress/Starting", "...", "Completed/Completed")
        .walked("...", "Training", "...");
    assertThatThrownBy(() -> assertThat(sim).resource("training-job", "bad").walked("Completed"))
        .hasMessageContaining(
            """
            Expecting training-job [bad]
            to have walked
              Completed
            but it walked
              InProgress/Starting -> InProgress/Downloading -> InProgress/Training ->\
             InProgress/Uploading -> Failed/Failed""");
  }

  @Test
  void compares_attributes_by_their_paths_on_the_wire() {
    assertThat(sim)
        .resource("training-job", "good")
        .hasAttribute("ResourceConfig.InstanceType", "ml.m5.xlarge")
        .hasAttribute("ResourceConfig.InstanceType", TrainingInstanceType.ML_M5_XLARGE)
        .hasAttribute("ResourceConfig.InstanceCount", 1)
        .hasAttribute("StoppingCondition", Map.of("MaxRuntimeInSeconds", 86_400))
        .hasAttribute("RoleArn")
        .doesNotHaveAttribute("VpcConfig");
    assertThatThrownBy(
            () ->
                assertThat(sim)
                    .resource("training-job", "good")
                    .hasAttribute("ResourceConfig.VolumeSizeInGB", 50))
        .hasMessageContaining("to have [ResourceConfig.VolumeSizeInGB]\n  50\nbut it has 30;");
  }

  @Test
  void compares_attributes_with_lists_and_structures() {
    sageMaker.createTrainingJob(
        Jobs.job("net").toBuilder()
            .vpcConfig(v -> v.subnets("subnet-1", "subnet-2").securityGroupIds("sg-1"))
            .enableNetworkIsolation(true)
            .build());

    assertThat(sim)
        .resource("training-job", "net")
        .hasAttribute("VpcConfig.Subnets", List.of("subnet-1", "subnet-2"))
        .hasAttribute(
            "VpcConfig",
            Map.of("Subnets", List.of("subnet-1", "subnet-2"), "SecurityGroupIds", Set.of("sg-1")))
        .hasAttribute("EnableNetworkIsolation", true)
        .hasAttribute("ResourceConfig.InstanceCount", 1.0);
    assertThatThrownBy(
            () ->
                assertThat(sim)
                    .resource("training-job", "net")
                    .hasAttribute("VpcConfig", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mlsim: cannot compare a document with [PT0S] of class java.time");
  }

  @Test
  void a_message_shows_what_is_and_what_happened() {
    sim.clock().advance(Duration.ofHours(1));

    assertThatThrownBy(
            () ->
                assertThat(sim).resource("training-job", "bad").as("nightly").hasStatus("Stopped"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            [nightly]\s
            Expecting training-job [bad]
            to have status
              "Stopped"
            but it is [Failed/Failed] since 2026-01-01T00:32:27Z because: AlgorithmError: NaN
            What happened to it, since 2026-01-01T00:00:00Z
              +0s          InProgress/Starting     "Starting the training job"
              +5s          InProgress/Starting     "Launching requested ML instances"
              +1m          InProgress/Starting     "Preparing the instances for training"
              +2m          InProgress/Downloading  "Downloading input data"
              +2m 18s      InProgress/Training     "Downloading the training image"
              +2m 38s      InProgress/Training     "Training image download completed. Training in\
             progress."
              +32m 18s     InProgress/Uploading    "Uploading generated training model"
              +32m 27s     Failed/Failed           "Training job failed"  because: AlgorithmError:\
             NaN""");
  }

  @Test
  void a_single_resource_can_be_asserted() {
    assertThat(sim.resources().get("training-job", "good")).isInProgress();
  }

  @Test
  void a_resource_in_progress_has_not_taken_any_time_yet() {
    assertThatThrownBy(
            () -> assertThat(sim).resource("training-job", "good").tookAtLeast(Duration.ZERO))
        .hasMessageContaining("it has not come to rest: it is [InProgress/Starting] since");
  }
}
