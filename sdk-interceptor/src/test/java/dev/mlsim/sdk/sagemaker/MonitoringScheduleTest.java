package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.MonitoringViolation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeMonitoringScheduleResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ExecutionStatus;
import software.amazon.awssdk.services.sagemaker.model.MonitoringAlertHistorySummary;
import software.amazon.awssdk.services.sagemaker.model.MonitoringAlertStatus;
import software.amazon.awssdk.services.sagemaker.model.MonitoringAlertSummary;
import software.amazon.awssdk.services.sagemaker.model.MonitoringExecutionSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.ScheduleStatus;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class MonitoringScheduleTest {
  private static final String HOURLY = "cron(0 * ? * * *)";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final Monitored monitored = new Monitored(sim, clients);

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void a_week_of_hours_finds_a_violation_on_the_third_day() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    MonitoringRuns runs = sim.setup(MonitoringRuns.class);
    runs.schedule("hourly").hasData();
    Instant thirdDay = sim.clock().now().plus(ofDays(2));
    runs.schedule("hourly")
        .violates(
            run ->
                run.dataFrom().isAfter(thirdDay)
                        && run.dataFrom().isBefore(thirdDay.plus(ofHours(1)))
                    ? List.of(MonitoringViolation.drift("age"), MonitoringViolation.drift("plan"))
                    : List.of());

    sim.clock().advance(ofDays(7).plus(ofMinutes(30)));

    List<MonitoringExecutionSummary> executions =
        sageMaker
            .listMonitoringExecutionsPaginator(r -> r.monitoringScheduleName("hourly"))
            .monitoringExecutionSummaries()
            .stream()
            .toList();
    assertThat(executions).hasSize(7 * 24);
    List<MonitoringExecutionSummary> violated =
        sageMaker
            .listMonitoringExecutionsPaginator(
                r -> r.monitoringScheduleName("hourly").statusEquals("CompletedWithViolations"))
            .monitoringExecutionSummaries()
            .stream()
            .toList();
    assertThat(violated).hasSize(1);
    MonitoringExecutionSummary one = violated.get(0);
    assertThat(Duration.between(one.scheduledTime(), one.creationTime()))
        .isBetween(Duration.ZERO, ofMinutes(20));
    DescribeProcessingJobResponse job = job(one);
    assertThat(job.exitMessage())
        .isEqualTo("CompletedWithViolations: Job completed successfully with 2 violations.");
    assertThat(job.monitoringScheduleArn()).endsWith(":monitoring-schedule/hourly");
    String folder = job.processingOutputConfig().outputs().get(0).s3Output().s3Uri();
    assertThat(sim.objects().text(folder + "constraint_violations.json").orElseThrow())
        .contains("\"feature_name\":\"age\"", "baseline_drift_check");

    List<MonitoringAlertHistorySummary> history =
        sageMaker
            .listMonitoringAlertHistory(r -> r.monitoringScheduleName("hourly"))
            .monitoringAlertHistory();
    assertThat(history)
        .extracting(MonitoringAlertHistorySummary::alertStatus)
        .containsExactly(MonitoringAlertStatus.OK, MonitoringAlertStatus.IN_ALERT);
    assertThat(history.get(1).creationTime()).isEqualTo(one.lastModifiedTime());
  }

  @Test
  void a_schedule_is_nothing_that_time_waits_for() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);

    sim.clock().runUntilIdle(ofDays(30));

    assertThat(sim.clock().now()).isBefore(Instant.parse("2026-01-01T01:00:00Z").plus(ofDays(1)));
    assertThat(describe("hourly").monitoringScheduleStatus()).isEqualTo(ScheduleStatus.SCHEDULED);
  }

  @Test
  void a_run_without_captured_data_fails_without_a_job() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);

    sim.clock().advance(ofHours(2));

    MonitoringExecutionSummary last = describe("hourly").lastMonitoringExecutionSummary();
    assertThat(last.monitoringExecutionStatus()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(last.failureReason()).isEqualTo("Job inputs had no data");
    assertThat(last.processingJobArn()).isNull();
  }

  @Test
  void what_an_endpoint_captured_is_what_the_next_run_looks_at() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
    sim.clock().advance(ofMinutes(30));
    runtime.invokeEndpoint(
        r ->
            r.endpointName("churn")
                .contentType("text/csv")
                .inferenceId("order-7")
                .body(SdkBytes.fromUtf8String("1,2,3")));

    List<String> captured =
        sim.objects().list("s3://churn/captured/churn/AllTraffic/2026/01/01/00/");
    assertThat(captured).hasSize(1);
    assertThat(sim.objects().text(captured.get(0)).orElseThrow())
        .contains("\"mode\":\"INPUT\"", "\"data\":\"MSwyLDM=\"", "\"inferenceId\":\"order-7\"")
        .contains("\"mode\":\"OUTPUT\"", "\"eventVersion\":\"0\"");

    sim.clock().advance(ofHours(1));
    MonitoringExecutionSummary first = describe("hourly").lastMonitoringExecutionSummary();
    assertThat(first.monitoringExecutionStatus()).isEqualTo(ExecutionStatus.COMPLETED);
    String folder = "s3://churn/reports/churn/hourly/2026/01/01/01/";
    assertThat(sim.objects().text(folder + "statistics.json").orElseThrow())
        .contains("\"item_count\":1");
    assertThat(job(first).environment())
        .containsEntry("start_time", "2026-01-01T00:00:00Z")
        .containsEntry("end_time", "2026-01-01T01:00:00Z")
        .containsEntry("sagemaker_endpoint_name", "churn");

    sim.clock().advance(ofHours(1));
    assertThat(describe("hourly").lastMonitoringExecutionSummary().monitoringExecutionStatus())
        .isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void a_run_is_as_its_job_is() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    sim.setup(MonitoringRuns.class).schedule("*").hasData();

    sim.clock().advanceUntil(() -> isLast("hourly", ExecutionStatus.IN_PROGRESS), ofHours(2));
    MonitoringExecutionSummary running = describe("hourly").lastMonitoringExecutionSummary();
    String job = name(running);
    assertThat(job).startsWith("model-monitoring-20260101");
    assertThatThrownBy(
            () -> sageMaker.deleteMonitoringSchedule(r -> r.monitoringScheduleName("hourly")))
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("can't delete schedule as it has in-progress executions"));

    sageMaker.stopProcessingJob(r -> r.processingJobName(job));
    assertThat(isLast("hourly", ExecutionStatus.STOPPING)).isTrue();
    sim.clock().advance(ofMinutes(2));
    assertThat(isLast("hourly", ExecutionStatus.STOPPED)).isTrue();

    sim.script().resource("processing-job").failAt("InProgress", "AlgorithmError: out of memory");
    sim.clock().advance(ofMinutes(90));
    MonitoringExecutionSummary failed = describe("hourly").lastMonitoringExecutionSummary();
    assertThat(failed.monitoringExecutionStatus()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.failureReason()).isEqualTo("AlgorithmError: out of memory");
    assertThat(alert("hourly").alertStatus()).isEqualTo(MonitoringAlertStatus.IN_ALERT);

    sageMaker.deleteMonitoringSchedule(r -> r.monitoringScheduleName("hourly"));
    sim.clock().advance(ofDays(1));
    assertThatThrownBy(() -> describe("hourly"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Monitoring Schedule arn:aws:sagemaker:us-east-1:123456789012:"
                            + "monitoring-schedule/hourly not found"));
    assertThat(
            sageMaker
                .listMonitoringExecutions(r -> r.monitoringScheduleName("hourly"))
                .monitoringExecutionSummaries())
        .as("the history outlives the schedule")
        .hasSize(2);
  }

  @Test
  void a_job_that_is_refused_fails_the_run_with_its_error() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    sim.setup(MonitoringRuns.class).schedule("*").hasData();
    sim.quotas().exhaust("ml.m5.large for processing job usage");

    sim.clock().advance(ofHours(2));

    MonitoringExecutionSummary last = describe("hourly").lastMonitoringExecutionSummary();
    assertThat(last.monitoringExecutionStatus()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(last.failureReason()).contains("ml.m5.large for processing job usage");
    assertThat(last.processingJobArn()).isNull();
  }

  @Test
  void what_throws_reaches_who_moves_time_and_fails_the_run() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    MonitoringRuns runs = sim.setup(MonitoringRuns.class);
    runs.schedule("hourly")
        .hasData()
        .violates(
            run -> {
              throw new IllegalStateException("no such file");
            });

    assertThatThrownBy(() -> sim.clock().advance(ofMinutes(90)))
        .hasMessageContaining("violates(...) of the schedule hourly");

    assertThat(isLast("hourly", ExecutionStatus.FAILED)).isTrue();
    runs.schedule("hourly").violates();
    sim.clock().advance(ofHours(1));
    assertThat(isLast("hourly", ExecutionStatus.COMPLETED)).isTrue();
  }

  @Test
  void a_run_of_model_quality_merges_the_ground_truth_first() {
    monitored.endpoint("churn");
    sageMaker.createModelQualityJobDefinition(
        r ->
            r.jobDefinitionName("quality")
                .roleArn(Monitored.ROLE)
                .modelQualityAppSpecification(
                    a -> a.imageUri(Monitored.IMAGE).problemType("BinaryClassification"))
                .modelQualityJobInput(
                    i ->
                        i.endpointInput(
                                e ->
                                    e.endpointName("churn")
                                        .localPath("/opt/ml/processing/in")
                                        .startTimeOffset("-PT1H")
                                        .endTimeOffset("-PT0H"))
                            .groundTruthS3Input(g -> g.s3Uri("s3://churn/truth")))
                .modelQualityJobOutputConfig(Monitored.OUTPUT)
                .jobResources(Monitored.RESOURCES));
    sageMaker.createMonitoringSchedule(
        r ->
            r.monitoringScheduleName("quality")
                .monitoringScheduleConfig(
                    c ->
                        c.monitoringJobDefinitionName("quality")
                            .monitoringType("ModelQuality")
                            .scheduleConfig(s -> s.scheduleExpression(HOURLY))));
    sim.setup(MonitoringRuns.class).schedule("quality").hasData();

    sim.clock().advance(ofMinutes(110));

    assertThat(isLast("quality", ExecutionStatus.COMPLETED)).isTrue();
    MonitoringExecutionSummary run = describe("quality").lastMonitoringExecutionSummary();
    assertThat(run.monitoringTypeAsString()).isEqualTo("ModelQuality");
    assertThat(job(run).environment()).containsEntry("start_time", "2025-12-31T23:00:00Z");
    List<String> jobs =
        sageMaker
            .listProcessingJobs(r -> r.sortBy("CreationTime").sortOrder("Ascending"))
            .processingJobSummaries()
            .stream()
            .map(j -> j.processingJobName().substring(0, j.processingJobName().indexOf("-2026")))
            .toList();
    assertThat(jobs).containsExactly("groundtruth-merge", "model-monitoring");
  }

  @Test
  void what_a_transform_job_captured_is_looked_at_like_an_endpoints_traffic() {
    new Hosting(sageMaker).model("churn");
    sim.objects().put("s3://in/customers.csv", "1,2,3");
    sageMaker.createTransformJob(
        BatchJobs.transform("scores", "s3://in/", 1).toBuilder()
            .dataCaptureConfig(c -> c.destinationS3Uri("s3://churn/batch"))
            .build());
    sageMaker.createMonitoringSchedule(
        r ->
            r.monitoringScheduleName("batch")
                .monitoringScheduleConfig(
                    c ->
                        c.scheduleConfig(s -> s.scheduleExpression(HOURLY))
                            .monitoringJobDefinition(
                                d ->
                                    d.roleArn(Monitored.ROLE)
                                        .monitoringAppSpecification(
                                            a -> a.imageUri(Monitored.IMAGE))
                                        .monitoringInputs(
                                            i ->
                                                i.batchTransformInput(
                                                    b ->
                                                        b.dataCapturedDestinationS3Uri(
                                                                "s3://churn/batch")
                                                            .localPath("/opt/ml/processing/in")
                                                            .datasetFormat(
                                                                f -> f.csv(x -> x.header(true)))))
                                        .monitoringOutputConfig(Monitored.OUTPUT)
                                        .monitoringResources(Monitored.RESOURCES))));

    sim.clock().advance(ofMinutes(100));
    assertThat(isLast("batch", ExecutionStatus.COMPLETED)).isTrue();
    assertThat(sim.objects().list("s3://churn/batch/input/2026/01/01/00/")).hasSize(1);
    sim.clock().advance(ofHours(1));
    assertThat(isLast("batch", ExecutionStatus.FAILED)).isTrue();
    assertThat(describe("batch").endpointName()).isNull();
  }

  @Test
  void a_schedule_that_is_stopped_runs_nothing_until_it_is_started() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    assertThatThrownBy(
            () -> sageMaker.stopMonitoringSchedule(r -> r.monitoringScheduleName("hourly")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Monitoring schedule in status Pending");
    sim.clock().advance(ofMinutes(5));

    sageMaker.stopMonitoringSchedule(r -> r.monitoringScheduleName("hourly"));
    assertThat(describe("hourly").monitoringScheduleStatus()).isEqualTo(ScheduleStatus.PENDING);
    sim.clock().advance(ofHours(5));
    assertThat(describe("hourly").monitoringScheduleStatus()).isEqualTo(ScheduleStatus.STOPPED);
    assertThat(describe("hourly").lastMonitoringExecutionSummary()).isNull();

    sageMaker.startMonitoringSchedule(r -> r.monitoringScheduleName("hourly"));
    sim.clock().advance(ofHours(2));
    assertThat(describe("hourly").monitoringScheduleStatus()).isEqualTo(ScheduleStatus.SCHEDULED);
    assertThat(describe("hourly").lastMonitoringExecutionSummary()).isNotNull();
  }

  @Test
  void a_schedule_runs_at_the_hours_that_its_expression_says() {
    monitored.endpoint("churn");
    monitored.schedule("every-12", "churn", "cron(0 17/12 ? * * *)");
    monitored.schedule("daily", "churn", "cron(0 3 ? * * *)");
    monitored.schedule("now", "churn", "NOW");

    sim.clock().advance(ofDays(2));

    assertThat(hours("every-12")).containsExactly(5, 17, 5, 17);
    assertThat(hours("daily")).containsExactly(3, 3);
    assertThat(hours("now")).hasSize(1);

    sageMaker.updateMonitoringSchedule(
        r ->
            r.monitoringScheduleName("daily")
                .monitoringScheduleConfig(
                    c ->
                        c.monitoringJobDefinitionName("daily-definition")
                            .monitoringType("DataQuality")
                            .scheduleConfig(s -> s.scheduleExpression(HOURLY))));
    sim.clock().advance(ofHours(3));
    assertThat(hours("daily").size()).isBetween(4, 5);
  }

  @Test
  void an_alert_needs_as_many_datapoints_as_it_is_told() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);
    MonitoringRuns runs = sim.setup(MonitoringRuns.class);
    runs.schedule("hourly").hasData().violates(MonitoringViolation.drift("age"));
    sageMaker.updateMonitoringAlert(
        r ->
            r.monitoringScheduleName("hourly")
                .monitoringAlertName(alert("hourly").monitoringAlertName())
                .datapointsToAlert(2)
                .evaluationPeriod(3));

    sim.clock().advance(ofMinutes(90));
    assertThat(alert("hourly").alertStatus()).isEqualTo(MonitoringAlertStatus.OK);
    sim.clock().advance(ofHours(1));
    assertThat(alert("hourly").alertStatus()).isEqualTo(MonitoringAlertStatus.IN_ALERT);

    assertThatThrownBy(
            () ->
                sageMaker.updateMonitoringAlert(
                    r ->
                        r.monitoringScheduleName("hourly")
                            .monitoringAlertName("hourly-alert")
                            .datapointsToAlert(4)
                            .evaluationPeriod(3)))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("DatapointsToAlert 4");
    assertThatThrownBy(() -> sageMaker.listMonitoringAlerts(r -> r.monitoringScheduleName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void schedules_and_definitions_keep_their_rules() {
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", HOURLY);

    assertThatThrownBy(() -> monitored.definition("hourly-definition", "churn"))
        .isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> monitored.definition("other", "unknown"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Endpoint 'unknown' does not exist.");
    assertThatThrownBy(() -> monitored.schedule("weekly", "churn", "cron(0 0 ? * MON *)"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("ScheduleExpression cron(0 0 ? * MON *) is not valid.");
    assertThatThrownBy(() -> monitored.schedule("minutes", "churn", "rate(5 minutes)"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("is not valid");
    sageMaker.deleteDataQualityJobDefinition(r -> r.jobDefinitionName("hourly-definition"));
    sim.setup(MonitoringRuns.class).schedule("*").hasData();
    sim.clock().advance(ofHours(2));
    assertThat(describe("hourly").lastMonitoringExecutionSummary().failureReason())
        .isEqualTo("Could not find job definition with name hourly-definition");
  }

  private boolean isLast(String schedule, ExecutionStatus status) {
    MonitoringExecutionSummary last = describe(schedule).lastMonitoringExecutionSummary();
    return last != null && last.monitoringExecutionStatus() == status;
  }

  private List<Integer> hours(String schedule) {
    return sageMaker
        .listMonitoringExecutions(
            r -> r.monitoringScheduleName(schedule).sortBy("ScheduledTime").sortOrder("Ascending"))
        .monitoringExecutionSummaries()
        .stream()
        .map(e -> e.scheduledTime().atOffset(ZoneOffset.UTC).getHour())
        .toList();
  }

  private MonitoringAlertSummary alert(String schedule) {
    return sageMaker
        .listMonitoringAlerts(r -> r.monitoringScheduleName(schedule))
        .monitoringAlertSummaries()
        .get(0);
  }

  private static String name(MonitoringExecutionSummary execution) {
    String arn = execution.processingJobArn();
    return arn.substring(arn.indexOf('/') + 1);
  }

  private DescribeProcessingJobResponse job(MonitoringExecutionSummary execution) {
    return sageMaker.describeProcessingJob(r -> r.processingJobName(name(execution)));
  }

  private DescribeMonitoringScheduleResponse describe(String name) {
    return sageMaker.describeMonitoringSchedule(r -> r.monitoringScheduleName(name));
  }
}
