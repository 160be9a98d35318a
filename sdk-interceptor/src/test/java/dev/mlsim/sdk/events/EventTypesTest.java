package dev.mlsim.sdk.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.json.Json;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class EventTypesTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Jobs";
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  /** The page "SageMaker AI events" of the developer guide lists them, and no others. */
  private static final Map<String, List<String>> LISTED =
      Map.ofEntries(
          entry("training-job", "SageMaker Training Job State Change"),
          entry("hyper-parameter-tuning-job", "SageMaker HyperParameter Tuning Job State Change"),
          entry("transform-job", "SageMaker Transform Job State Change"),
          entry("processing-job", "SageMaker Processing Job State Change"),
          entry("labeling-job", "SageMaker Ground Truth Labeling Job State Change"),
          entry(
              "endpoint",
              "SageMaker Endpoint State Change",
              "SageMaker Endpoint Deployment State Change"),
          entry("endpoint-config", "SageMaker Endpoint Config State Change"),
          entry("sagemaker:model", "SageMaker Model State Change"),
          entry("model-package", "SageMaker Model Package State Change"),
          entry("sagemaker:algorithm", "SageMaker Algorithm State Change"),
          entry("model-card", "SageMaker Model Card State Change"),
          entry("model-card-export-job", "SageMaker Model Card Export Job State Change"),
          entry("image", "SageMaker Image State Change"),
          entry("image-version", "SageMaker Image Version State Change"),
          entry("notebook-instance", "SageMaker Notebook Instance State Change"),
          entry(
              "notebook-instance-lifecycle-config",
              "SageMaker Notebook Lifecycle Config State Change"),
          entry("pipeline-execution", "SageMaker Model Building Pipeline Execution Status Change"),
          entry(
              "pipeline-execution-step",
              "SageMaker Model Building Pipeline Execution Step Status Change"),
          entry("feature-group", "SageMaker Feature Group State Change"),
          entry("monitoring-schedule", "SageMaker Monitoring Schedule State Change"),
          entry("cluster", "SageMaker HyperPod Cluster State Change"),
          entry(
              "mlflow-tracking-server",
              "SageMaker Tracking Server Creating",
              "SageMaker Tracking Server Created",
              "SageMaker Tracking Server Create Failed",
              "SageMaker Tracking Server Updating",
              "SageMaker Tracking Server Updated",
              "SageMaker Tracking Server Update Failed",
              "SageMaker Tracking Server Deleting",
              "SageMaker Tracking Server Delete Failed",
              "SageMaker Tracking Server Starting",
              "SageMaker Tracking Server Started",
              "SageMaker Tracking Server Start Failed",
              "SageMaker Tracking Server Stopping",
              "SageMaker Tracking Server Stopped",
              "SageMaker Tracking Server Stop Failed",
              "SageMaker Tracking Server Maintenance In Progress",
              "SageMaker Tracking Server Maintenance Complete",
              "SageMaker Tracking Server Maintenance Failed",
              "SageMaker Tracking Server Deleted"),
          entry("cluster-node", "SageMaker HyperPod Cluster Node Health Event"),
          entry("cluster-event", "SageMaker HyperPod Cluster Event"));

  private static Map.Entry<String, List<String>> entry(String type, String... events) {
    return Map.entry(type, List.of(events));
  }

  @Test
  void types_send_the_events_that_aws_lists_and_no_others() {
    Map<String, List<String>> sent = new TreeMap<>();
    Map<String, List<String>> listed = new TreeMap<>();
    for (Service service : sim.services()) {
      service
          .types()
          .forEach(
              (name, type) -> {
                if (!type.emissions().isEmpty()) {
                  sent.put(
                      name, type.emissions().stream().map(e -> e.detailType()).distinct().toList());
                }
                if (LISTED.containsKey(name)) {
                  listed.put(name, LISTED.get(name));
                }
              });
    }

    assertThat(sent).isEqualTo(listed).hasSizeGreaterThan(9);
    assertThat(sim.events().detailTypes())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    listed.values().stream().flatMap(List::stream), Stream.of("Object Created"))
                .toList());
  }

  private JsonNode last(String detailType) {
    List<Event> events = sim.events().list(detailType);
    assertThat(events).as(detailType).isNotEmpty();
    return events.get(events.size() - 1).detail();
  }

  private static void assertSame(JsonNode detail, String expected) {
    assertThat(Json.text(detail)).isEqualTo(expected.replaceAll("\\s*\\n\\s*", "").strip());
  }

  @Test
  void a_processing_job_shows_its_values_in_capitals() {
    sageMaker.createProcessingJob(
        r ->
            r.processingJobName("prep")
                .roleArn(ROLE)
                .appSpecification(a -> a.imageUri(IMAGE))
                .processingInputs(
                    i ->
                        i.inputName("in")
                            .s3Input(
                                s ->
                                    s.s3Uri("s3://b/in")
                                        .localPath("/opt/ml/processing/input")
                                        .s3DataType("S3Prefix")
                                        .s3InputMode("File")))
                .processingOutputConfig(
                    o ->
                        o.outputs(
                            p ->
                                p.outputName("out")
                                    .s3Output(
                                        s ->
                                            s.s3Uri("s3://b/out")
                                                .localPath("/opt/ml/processing/output")
                                                .s3UploadMode("EndOfJob"))))
                .processingResources(
                    p ->
                        p.clusterConfig(
                            c ->
                                c.instanceCount(1)
                                    .instanceType("ml.m5.large")
                                    .volumeSizeInGB(30))));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.events().list()).hasSize(2);
    assertSame(
        last("SageMaker Processing Job State Change"),
        """
        {"ProcessingJobName":"prep",
        "ProcessingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:processing-job/prep",
        "ProcessingJobStatus":"Completed",
        "AppSpecification":{"ImageUri":"123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7"},
        "ProcessingInputs":[{"InputName":"in","S3Input":{"S3Uri":"s3://b/in",
        "LocalPath":"/opt/ml/processing/input","S3DataType":"S3_PREFIX","S3InputMode":"FILE",
        "S3DataDistributionType":"FULLYREPLICATED"}}],
        "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"s3://b/out",
        "LocalPath":"/opt/ml/processing/output","S3UploadMode":"END_OF_JOB"}}]},
        "ProcessingResources":{"ClusterConfig":{"InstanceCount":1,"InstanceType":"ml.m5.large",
        "VolumeSizeInGB":30}},
        "StoppingCondition":{"MaxRuntimeInSeconds":86400},
        "RoleArn":"arn:aws:iam::123456789012:role/Jobs",
        "ExperimentConfig":{},
        "CreationTime":1767225600000,"ProcessingStartTime":1767225720000,
        "ProcessingEndTime":1767226320000,"LastModifiedTime":1767226320000}
        """);
  }

  @Test
  void hosting_sends_events_of_existence_and_of_upper_case_statuses() {
    new Hosting(sageMaker).inService(sim, "ep", 1);

    assertSame(
        last("SageMaker Endpoint State Change"),
        """
        {"EndpointName":"ep",
        "EndpointArn":"arn:aws:sagemaker:us-east-1:123456789012:endpoint/ep",
        "EndpointConfigName":"ep",
        "ProductionVariants":[{"DesiredWeight":1.0,"DesiredInstanceCount":1.0}],
        "EndpointStatus":"IN_SERVICE",
        "CreationTime":1767225600000,"LastModifiedTime":1767225900000,"Tags":{}}
        """);
    assertThat(sim.events().list("SageMaker Model State Change")).hasSize(1);
    assertThat(sim.events().list("SageMaker Endpoint Config State Change")).hasSize(1);

    sageMaker.deleteModel(r -> r.modelName("ep"));
    sageMaker.deleteEndpoint(r -> r.endpointName("ep"));
    sim.clock().advance(Duration.ofMinutes(5));

    assertThat(sim.events().list("SageMaker Model State Change")).hasSize(2);
    assertThat(sim.events().list("SageMaker Endpoint State Change"))
        .extracting(e -> e.detail("EndpointStatus").orElseThrow().asText())
        .containsExactly("CREATING", "IN_SERVICE", "DELETING");
  }

  @Test
  void an_update_of_an_endpoint_sends_deployment_events_with_what_is_pending() {
    Hosting hosting = new Hosting(sageMaker);
    hosting.inService(sim, "ep", 1);
    hosting.config("ep-2", "ep", 2);
    sageMaker.updateEndpoint(r -> r.endpointName("ep").endpointConfigName("ep-2"));
    sim.clock().advance(Duration.ofMinutes(10));

    JsonNode detail = last("SageMaker Endpoint Deployment State Change");
    assertThat(detail.path("EndpointStatus").asText()).isEqualTo("UPDATING");
    assertThat(detail.path("PendingDeploymentSummary").path("EndpointConfigName").asText())
        .isEqualTo("ep-2");
    assertThat(detail.path("PendingDeploymentSummary").path("StartTime").isIntegralNumber())
        .isTrue();
    assertThat(detail.path("ProductionVariants").get(0).path("CurrentInstanceCount").asInt())
        .isEqualTo(1);
  }

  @Test
  void images_and_notebooks_send_events_of_their_statuses() {
    sageMaker.createImage(r -> r.imageName("studio").roleArn(ROLE));
    sageMaker.createNotebookInstance(
        r -> r.notebookInstanceName("nb").instanceType("ml.t3.medium").roleArn(ROLE));
    sim.clock().advance(Duration.ofMinutes(10));

    assertSame(
        last("SageMaker Image State Change"),
        """
        {"ImageName":"studio",
        "ImageArn":"arn:aws:sagemaker:us-east-1:123456789012:image/studio",
        "ImageStatus":"Created","Tags":{}}
        """);
    assertThat(sim.events().list("SageMaker Notebook Instance State Change"))
        .extracting(e -> e.detail("NotebookInstanceStatus").orElseThrow().asText())
        .containsExactly("Pending", "InService");
  }
}
