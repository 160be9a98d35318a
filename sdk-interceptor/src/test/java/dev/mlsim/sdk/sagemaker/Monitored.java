package dev.mlsim.sdk.sagemaker;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CaptureMode;
import software.amazon.awssdk.services.sagemaker.model.MonitoringOutputConfig;
import software.amazon.awssdk.services.sagemaker.model.MonitoringResources;
import software.amazon.awssdk.services.sagemaker.model.MonitoringType;

/** Endpoints that capture what they are asked, and schedules that monitor them. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
record Monitored(Simulator sim, SimulatedClients clients) {
  static final String ROLE = "arn:aws:iam::123456789012:role/Monitor";
  static final String IMAGE =
      "156813124566.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer";

  static final Consumer<MonitoringOutputConfig.Builder> OUTPUT =
      o ->
          o.monitoringOutputs(
              m ->
                  m.s3Output(
                      s3 -> s3.s3Uri("s3://churn/reports").localPath("/opt/ml/processing/out")));

  static final Consumer<MonitoringResources.Builder> RESOURCES =
      r -> r.clusterConfig(c -> c.instanceCount(1).instanceType("ml.m5.large").volumeSizeInGB(20));

  private SageMakerClient sageMaker() {
    return clients.create(SageMakerClient.class);
  }

  /** An endpoint in service that captures all of its traffic. */
  void endpoint(String name) {
    Hosting hosting = new Hosting(sageMaker());
    hosting.model(name);
    sageMaker()
        .createEndpointConfig(
            r ->
                r.endpointConfigName(name)
                    .productionVariants(
                        v ->
                            v.variantName("AllTraffic")
                                .modelName(name)
                                .instanceType("ml.m5.large")
                                .initialInstanceCount(1))
                    .dataCaptureConfig(
                        c ->
                            c.enableCapture(true)
                                .initialSamplingPercentage(100)
                                .destinationS3Uri("s3://churn/captured")
                                .captureOptions(
                                    o -> o.captureMode(CaptureMode.INPUT),
                                    o -> o.captureMode(CaptureMode.OUTPUT))));
    hosting.endpoint(name, name);
    sim.clock().advance(Duration.ofMinutes(5));
  }

  /** A definition of what to look at in the data of an endpoint. */
  void definition(String name, String endpoint) {
    sageMaker()
        .createDataQualityJobDefinition(
            r ->
                r.jobDefinitionName(name)
                    .roleArn(ROLE)
                    .dataQualityAppSpecification(a -> a.imageUri(IMAGE))
                    .dataQualityBaselineConfig(
                        b ->
                            b.constraintsResource(
                                c -> c.s3Uri("s3://churn/baseline/constraints.json")))
                    .dataQualityJobInput(
                        i ->
                            i.endpointInput(
                                e -> e.endpointName(endpoint).localPath("/opt/ml/processing/in")))
                    .dataQualityJobOutputConfig(OUTPUT)
                    .jobResources(RESOURCES));
  }

  /** A schedule of data quality, with its definition. */
  void schedule(String name, String endpoint, String expression) {
    definition(name + "-definition", endpoint);
    sageMaker()
        .createMonitoringSchedule(
            r ->
                r.monitoringScheduleName(name)
                    .monitoringScheduleConfig(
                        c ->
                            c.monitoringJobDefinitionName(name + "-definition")
                                .monitoringType(MonitoringType.DATA_QUALITY)
                                .scheduleConfig(s -> s.scheduleExpression(expression))));
  }
}
