package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DeploymentStage;
import software.amazon.awssdk.services.sagemaker.model.DescribeEdgeDeploymentPlanResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeEdgePackagingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DeviceDeploymentStatus;
import software.amazon.awssdk.services.sagemaker.model.DeviceDeploymentSummary;
import software.amazon.awssdk.services.sagemaker.model.DeviceSubsetType;
import software.amazon.awssdk.services.sagemaker.model.EdgePackagingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.GetDeviceFleetReportResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.StageStatus;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class EdgeTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Edge";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void compile(String name, String target) {
    sageMaker.createCompilationJob(
        r ->
            r.compilationJobName(name)
                .roleArn(ROLE)
                .inputConfig(i -> i.s3Uri("s3://in/model.tar.gz").framework("PYTORCH"))
                .outputConfig(o -> o.s3OutputLocation("s3://out/compiled").targetDevice(target))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(900)));
  }

  private void pack(String name, String compilation) {
    sageMaker.createEdgePackagingJob(
        r ->
            r.edgePackagingJobName(name)
                .compilationJobName(compilation)
                .modelName("parts")
                .modelVersion("1.0")
                .roleArn(ROLE)
                .outputConfig(
                    o ->
                        o.s3OutputLocation("s3://out/packed")
                            .presetDeploymentType("GreengrassV2Component")));
  }

  /** A fleet of devices, and a model that is packed for them. */
  private void fleet(String... devices) {
    compile("neo", "jetson_nano");
    sim.clock().advance(ofMinutes(5));
    pack("packed", "neo");
    sageMaker.createDeviceFleet(
        r ->
            r.deviceFleetName("cameras")
                .roleArn(ROLE)
                .enableIotRoleAlias(true)
                .outputConfig(o -> o.s3OutputLocation("s3://out/fleet")));
    for (String device : devices) {
      sageMaker.registerDevices(
          r -> r.deviceFleetName("cameras").devices(d -> d.deviceName(device)));
    }
    sim.clock().advance(ofMinutes(5));
  }

  private StageStatus status(int stage) {
    return plan().stages().get(stage).deploymentStatus().stageStatus();
  }

  private DescribeEdgeDeploymentPlanResponse plan() {
    return sageMaker.describeEdgeDeploymentPlan(r -> r.edgeDeploymentPlanName("rollout"));
  }

  private void start(String stage) {
    sageMaker.startEdgeDeploymentStage(r -> r.edgeDeploymentPlanName("rollout").stageName(stage));
  }

  @Test
  void what_was_compiled_for_a_device_is_packed_and_signed() {
    compile("neo", "jetson_nano");
    compile("cloud", "ml_c5");
    assertThatThrownBy(() -> pack("packed", "neo"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Compilation job neo is in status STARTING.");
    sim.clock().advance(ofMinutes(5));
    assertThatThrownBy(() -> pack("packed", "cloud"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("ml_c5");

    pack("packed", "neo");
    DescribeEdgePackagingJobResponse starting = packaging();
    assertThat(starting.edgePackagingJobStatus()).isEqualTo(EdgePackagingJobStatus.STARTING);
    assertThat(starting.modelArtifact()).isNull();

    sim.clock().advance(ofMinutes(4));
    DescribeEdgePackagingJobResponse done = packaging();
    assertThat(done.edgePackagingJobStatus()).isEqualTo(EdgePackagingJobStatus.COMPLETED);
    assertThat(done.modelArtifact()).isEqualTo("s3://out/packed/parts-1.0.tar.gz");
    assertThat(done.modelSignature()).hasSize(64);
    assertThat(done.presetDeploymentOutput().artifact())
        .endsWith(":components:SagemakerEdgeManagerpacked:versions:1.0.0");
    assertThat(sim.objects().list("s3://out/packed/"))
        .containsExactly("s3://out/packed/parts-1.0.tar.gz");
    assertThatThrownBy(() -> sageMaker.stopEdgePackagingJob(r -> r.edgePackagingJobName("packed")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("is in status COMPLETED");
  }

  private DescribeEdgePackagingJobResponse packaging() {
    return sageMaker.describeEdgePackagingJob(r -> r.edgePackagingJobName("packed"));
  }

  @Test
  void a_plan_deploys_a_model_to_a_fleet_stage_by_stage() {
    fleet("cam-1", "cam-2", "cam-3", "dock-1");
    sageMaker.createEdgeDeploymentPlan(
        r ->
            r.edgeDeploymentPlanName("rollout")
                .deviceFleetName("cameras")
                .modelConfigs(m -> m.modelHandle("parts").edgePackagingJobName("packed"))
                .stages(
                    s ->
                        s.stageName("canary")
                            .deviceSelectionConfig(
                                d ->
                                    d.deviceSubsetType(DeviceSubsetType.PERCENTAGE)
                                        .percentage(25))));
    assertThatThrownBy(
            () -> sageMaker.deleteEdgeDeploymentPlan(r -> r.edgeDeploymentPlanName("rollout")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("Stage canary is in status CREATING.");
    sageMaker.createEdgeDeploymentStage(
        r ->
            r.edgeDeploymentPlanName("rollout")
                .stages(
                    s ->
                        s.stageName("all-cams")
                            .deviceSelectionConfig(
                                d ->
                                    d.deviceSubsetType(DeviceSubsetType.NAMECONTAINS)
                                        .deviceNameContains("cam"))));
    sim.clock().advance(ofMinutes(1));
    assertThat(plan().edgeDeploymentPending()).isEqualTo(4);
    assertThatThrownBy(() -> start("all-cams"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Stage canary comes first, and is in status READYTODEPLOY.");

    start("canary");
    sim.clock().advance(ofMinutes(1));
    assertThat(status(0)).isEqualTo(StageStatus.INPROGRESS);
    assertThatThrownBy(
            () -> sageMaker.deleteEdgeDeploymentPlan(r -> r.edgeDeploymentPlanName("rollout")))
        .isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(
            () ->
                sageMaker.deregisterDevices(r -> r.deviceFleetName("cameras").deviceNames("cam-1")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("cam-1");
    sim.clock().advance(ofMinutes(5));
    assertThat(status(0)).isEqualTo(StageStatus.DEPLOYED);
    assertThat(
            sageMaker
                .describeDevice(r -> r.deviceFleetName("cameras").deviceName("cam-1"))
                .models()
                .get(0)
                .modelName())
        .isEqualTo("parts");

    start("all-cams");
    assertThat(
            sageMaker
                .listStageDevices(
                    r ->
                        r.edgeDeploymentPlanName("rollout")
                            .stageName("all-cams")
                            .excludeDevicesDeployedInOtherStage(true))
                .deviceDeploymentSummaries())
        .extracting(DeviceDeploymentSummary::deviceName)
        .containsExactly("cam-2", "cam-3");
    sim.clock().advance(ofMinutes(6));
    assertThat(status(1)).isEqualTo(StageStatus.DEPLOYED);
    GetDeviceFleetReportResponse report =
        sageMaker.getDeviceFleetReport(r -> r.deviceFleetName("cameras"));
    assertThat(report.deviceStats().registeredDeviceCount()).isEqualTo(4);
    assertThat(report.deviceStats().connectedDeviceCount()).isEqualTo(3);
    assertThat(report.modelStats().get(0).activeDeviceCount()).isEqualTo(3);
  }

  @Test
  void a_stage_that_is_stopped_deploys_nothing() {
    fleet("cam-1");
    plan("one");
    sim.clock().advance(ofMinutes(1));
    sim.script().resource("edge-deployment-stage").takes("INPROGRESS", ofMinutes(30));
    start("one");
    sim.clock().advance(ofMinutes(5));
    assertThat(status(0)).isEqualTo(StageStatus.INPROGRESS);

    sageMaker.stopEdgeDeploymentStage(r -> r.edgeDeploymentPlanName("rollout").stageName("one"));

    assertThat(status(0)).isEqualTo(StageStatus.STOPPING);
    sim.clock().advance(ofMinutes(40));
    assertThat(status(0)).isEqualTo(StageStatus.STOPPED);
    assertThat(plan().edgeDeploymentSuccess()).isZero();
    assertThat(
            sageMaker
                .describeDevice(r -> r.deviceFleetName("cameras").deviceName("cam-1"))
                .hasModels())
        .isFalse();
  }

  @Test
  void a_stage_that_fails_deploys_nothing() {
    fleet("cam-1");
    plan("one", "two");
    sim.clock().advance(ofMinutes(1));
    sim.script().resource("edge-deployment-stage").failAt("INPROGRESS", "no connection");

    start("one");
    sim.clock().advance(ofMinutes(10));

    assertThat(status(0)).isEqualTo(StageStatus.FAILED);
    assertThat(plan().stages().get(0).deploymentStatus().edgeDeploymentStatusMessage())
        .isEqualTo("no connection");
    assertThat(plan().edgeDeploymentFailed()).isEqualTo(1);
    assertThat(
            sageMaker
                .listStageDevices(r -> r.edgeDeploymentPlanName("rollout").stageName("one"))
                .deviceDeploymentSummaries())
        .extracting(DeviceDeploymentSummary::deviceDeploymentStatus)
        .containsExactly(DeviceDeploymentStatus.FAILED);
    assertThat(
            sageMaker
                .describeDevice(r -> r.deviceFleetName("cameras").deviceName("cam-1"))
                .hasModels())
        .isFalse();
    sageMaker.deleteEdgeDeploymentStage(r -> r.edgeDeploymentPlanName("rollout").stageName("one"));
    assertThat(plan().stages()).hasSize(1);

    sageMaker.deleteEdgeDeploymentPlan(r -> r.edgeDeploymentPlanName("rollout"));
    assertThatThrownBy(() -> sageMaker.deleteDeviceFleet(r -> r.deviceFleetName("cameras")))
        .isInstanceOf(ResourceInUseException.class);
    sageMaker.deregisterDevices(r -> r.deviceFleetName("cameras").deviceNames("cam-1"));
    sageMaker.deleteDeviceFleet(r -> r.deviceFleetName("cameras"));
    assertThatThrownBy(() -> sageMaker.describeDeviceFleet(r -> r.deviceFleetName("cameras")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("No devicefleet with name cameras");
  }

  @Test
  void a_plan_is_described_page_by_page_of_its_stages() {
    fleet("cam-1");
    plan("a", "b", "c");

    DescribeEdgeDeploymentPlanResponse first =
        sageMaker.describeEdgeDeploymentPlan(
            r -> r.edgeDeploymentPlanName("rollout").maxResults(2));
    DescribeEdgeDeploymentPlanResponse second =
        sageMaker.describeEdgeDeploymentPlan(
            r -> r.edgeDeploymentPlanName("rollout").maxResults(2).nextToken(first.nextToken()));

    assertThat(first.stages()).extracting(s -> s.stageName()).containsExactly("a", "b");
    assertThat(second.stages()).extracting(s -> s.stageName()).containsExactly("c");
    assertThat(second.nextToken()).isNull();
    assertThat(second.edgeDeploymentPlanName()).isEqualTo("rollout");
    assertThat(plan().stages()).hasSize(3);
  }

  private static Consumer<DeploymentStage.Builder> stage(String name) {
    return s ->
        s.stageName(name)
            .deviceSelectionConfig(
                d -> d.deviceSubsetType(DeviceSubsetType.SELECTION).deviceNames("cam-1"));
  }

  @Test
  void devices_are_registered_updated_and_listed() {
    fleet("cam-2", "cam-1");
    sageMaker.updateDevices(
        r ->
            r.deviceFleetName("cameras")
                .devices(d -> d.deviceName("cam-1").description("hall 7").iotThingName("thing")));

    assertThat(sageMaker.listDevices(r -> r.deviceFleetName("cameras")).deviceSummaries())
        .extracting(d -> d.deviceName() + " " + d.description())
        .containsExactly("cam-2 null", "cam-1 hall 7");
    assertThat(sageMaker.describeDeviceFleet(r -> r.deviceFleetName("cameras")).iotRoleAlias())
        .isEqualTo("arn:aws:iam::123456789012:rolealias/SageMakerEdge-cameras");
    assertThatThrownBy(
            () ->
                sageMaker.updateDevices(
                    r ->
                        r.deviceFleetName("cameras")
                            .devices(d -> d.deviceName("cam-1"), d -> d.deviceName("cam-9"))))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("No device with name cam-9");
    assertThatThrownBy(
            () ->
                sageMaker.deregisterDevices(
                    r -> r.deviceFleetName("cameras").deviceNames("cam-1", "cam-2", "cam-1")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Duplicate device name: cam-1");
    assertThat(sageMaker.listDevices(r -> r.deviceFleetName("cameras")).deviceSummaries())
        .hasSize(2);
    assertThatThrownBy(
            () ->
                sageMaker.registerDevices(
                    r -> r.deviceFleetName("none").devices(d -> d.deviceName("cam-1"))))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("No devicefleet with name none");
  }

  private void plan(String... stages) {
    sageMaker.createEdgeDeploymentPlan(
        r ->
            r.edgeDeploymentPlanName("rollout")
                .deviceFleetName("cameras")
                .modelConfigs(m -> m.modelHandle("parts").edgePackagingJobName("packed"))
                .stages(
                    Stream.of(stages)
                        .map(n -> DeploymentStage.builder().applyMutation(stage(n)).build())
                        .toList()));
  }
}
