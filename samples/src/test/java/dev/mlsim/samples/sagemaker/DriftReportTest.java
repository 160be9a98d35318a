package dev.mlsim.samples.sagemaker;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.MonitoringViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** A story: a schedule watches a model for a week, and finds it drifting on the third day. */
@MlSimulator
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class DriftReportTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Monitor";

  private final SageMakerClient sageMaker;
  private final Simulator sim;

  DriftReportTest(SageMakerClient sageMaker, Simulator sim) {
    this.sageMaker = sageMaker;
    this.sim = sim;
  }

  /** An endpoint that captures its traffic, and a schedule that looks at it every hour. */
  private void monitor() {
    Hosting hosting = new Hosting(sageMaker);
    hosting.model("churn");
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("churn")
                            .instanceType("ml.m5.large")
                            .initialInstanceCount(1))
                .dataCaptureConfig(
                    c ->
                        c.enableCapture(true)
                            .initialSamplingPercentage(100)
                            .destinationS3Uri("s3://churn/captured")
                            .captureOptions(o -> o.captureMode("Input"))));
    hosting.endpoint("churn", "churn");
    sim.clock().advance(Duration.ofMinutes(5));
    sageMaker.createDataQualityJobDefinition(
        r ->
            r.jobDefinitionName("churn-quality")
                .roleArn(ROLE)
                .dataQualityAppSpecification(
                    a ->
                        a.imageUri(
                            "156813124566.dkr.ecr.us-east-1.amazonaws.com/"
                                + "sagemaker-model-monitor-analyzer"))
                .dataQualityJobInput(
                    i ->
                        i.endpointInput(
                            e -> e.endpointName("churn").localPath("/opt/ml/processing/input")))
                .dataQualityJobOutputConfig(
                    o ->
                        o.monitoringOutputs(
                            m ->
                                m.s3Output(
                                    s ->
                                        s.s3Uri("s3://churn/reports")
                                            .localPath("/opt/ml/processing/output"))))
                .jobResources(
                    j ->
                        j.clusterConfig(
                            c ->
                                c.instanceCount(1)
                                    .instanceType("ml.m5.large")
                                    .volumeSizeInGB(20))));
    sageMaker.createMonitoringSchedule(
        r ->
            r.monitoringScheduleName("churn-hourly")
                .monitoringScheduleConfig(
                    c ->
                        c.monitoringJobDefinitionName("churn-quality")
                            .monitoringType("DataQuality")
                            .scheduleConfig(s -> s.scheduleExpression("cron(0 * ? * * *)"))));
  }

  @Test
  void a_week_of_hours_has_one_in_which_the_model_drifted() {
    monitor();

    MonitoringRuns runs = sim.setup(MonitoringRuns.class);
    runs.schedule("churn-hourly").hasData(); // traffic, without calling the endpoint each hour
    sim.clock().advance(ofDays(2).plusMinutes(45));
    runs.schedule("churn-hourly").violates(MonitoringViolation.drift("age"));
    sim.clock().advance(ofHours(1)); // one run finds it
    runs.schedule("churn-hourly").violates(); // and the next ones nothing
    sim.clock().advance(ofDays(4));

    DriftReport report = new DriftReport(sageMaker);
    assertThat(report.drifted("churn-hourly"))
        .containsExactly(Instant.parse("2026-01-03T01:00:00Z"));
    assertThat(report.unknown("churn-hourly")).isEmpty();
    assertThat(sim.objects().list("s3://churn/reports/"))
        .filteredOn(file -> file.endsWith("constraint_violations.json"))
        .isEqualTo(
            List.of(
                "s3://churn/reports/churn/churn-hourly/2026/01/03/01/constraint_violations.json"));
  }

  @Test
  void an_hour_without_traffic_is_an_hour_of_which_nothing_is_known() {
    monitor();

    sim.clock().advance(ofHours(2));

    assertThat(new DriftReport(sageMaker).unknown("churn-hourly"))
        .contains(Instant.parse("2026-01-01T01:00:00Z"));
  }
}
