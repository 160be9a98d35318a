package dev.mlsim.sdk.sagemakermetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentMetricSummary;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsAsyncClient;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsError;
import software.amazon.awssdk.services.sagemakermetrics.model.MetricQuery;
import software.amazon.awssdk.services.sagemakermetrics.model.MetricQueryResult;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;
import software.amazon.awssdk.services.sagemakermetrics.model.SageMakerMetricsException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class TrialMetricsTest {
  private static final String ARN =
      "arn:aws:sagemaker:us-east-1:123456789012:experiment-trial-component/Run-1";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerMetricsClient metrics = clients.create(SageMakerMetricsClient.class);
  private final Instant start = sim.clock().now();

  @BeforeEach
  void createComponent() {
    sageMaker.createTrialComponent(r -> r.trialComponentName("Run-1"));
  }

  @Test
  void what_was_put_is_summed_up_in_the_component() {
    put(datum("loss", 0, 4.0), datum("loss", 60, 2.0), datum("accuracy", 60, 0.5));

    List<TrialComponentMetricSummary> summaries =
        sageMaker.describeTrialComponent(r -> r.trialComponentName("Run-1")).metrics();

    assertThat(summaries)
        .extracting(TrialComponentMetricSummary::metricName)
        .containsExactly("loss", "accuracy");
    TrialComponentMetricSummary loss = summaries.get(0);
    assertThat(loss.max()).isEqualTo(4.0);
    assertThat(loss.min()).isEqualTo(2.0);
    assertThat(loss.last()).isEqualTo(2.0);
    assertThat(loss.avg()).isEqualTo(3.0);
    assertThat(loss.stdDev()).isEqualTo(1.0);
    assertThat(loss.count()).isEqualTo(2);
    assertThat(loss.sourceArn()).isEqualTo(ARN);
    assertThat(loss.timeStamp()).isEqualTo(start.plusSeconds(60));
  }

  @Test
  void what_was_put_is_read_by_time_and_by_iteration() {
    put(datum("loss", 0, 4.0, 1), datum("loss", 10, 3.0, 2), datum("loss", 70, 2.0, 2));
    long minute = start.getEpochSecond() / 60 * 60;

    assertThat(get(q -> q.metricStat("Avg").period("OneMinute").xAxisType("Timestamp")))
        .satisfies(
            result -> {
              assertThat(result.statusAsString()).isEqualTo("Complete");
              assertThat(result.xAxisValues()).containsExactly(minute, minute + 60);
              assertThat(result.metricValues()).containsExactly(3.5, 2.0);
            });
    assertThat(
            get(q -> q.metricStat("Last").period("IterationNumber").xAxisType("IterationNumber")))
        .satisfies(
            result -> {
              assertThat(result.xAxisValues()).containsExactly(1L, 2L);
              assertThat(result.metricValues()).containsExactly(4.0, 2.0);
            });
    assertThat(
            get(q ->
                    q.metricStat("StdDev")
                        .period("OneHour")
                        .xAxisType("Timestamp")
                        .start(start.getEpochSecond())
                        .end(start.getEpochSecond() + 10))
                .metricValues())
        .containsExactly(0.5);
    for (String stat : List.of("Min", "Max", "Count")) {
      assertThat(
              get(q -> q.metricStat(stat).period("OneHour").xAxisType("Timestamp")).metricValues())
          .hasSize(1);
    }
  }

  @Test
  void what_is_wrong_with_some_is_said_under_a_success() {
    List<BatchPutMetricsError> errors =
        metrics
            .batchPutMetrics(
                r ->
                    r.trialComponentName("run-1")
                        .metricData(
                            datum("loss", 0, 1.0),
                            datum("loss", 3 * 60 * 60, 1.0),
                            datum("loss", -15 * 24 * 60 * 60, 1.0)))
            .errors();

    assertThat(errors).extracting(BatchPutMetricsError::metricIndex).containsExactly(1, 2);
    assertThat(errors)
        .extracting(BatchPutMetricsError::codeAsString)
        .containsOnly("VALIDATION_ERROR");
    assertThat(put("none", datum("loss", 0, 1.0)))
        .extracting(BatchPutMetricsError::metricIndex)
        .containsExactly(0);
    assertThat(
            get(q ->
                    q.resourceArn(ARN + "2")
                        .metricStat("Avg")
                        .period("OneHour")
                        .xAxisType("Timestamp"))
                .statusAsString())
        .isEqualTo("ValidationError");
    assertThat(
            get(q -> q.metricStat("Avg").period("OneHour").xAxisType("IterationNumber")).message())
        .isEqualTo("The Period IterationNumber is for the XAxisType IterationNumber only.");
    assertThatThrownBy(() -> put("run-1"))
        .isInstanceOf(SageMakerMetricsException.class)
        .hasMessageContaining("1 validation error detected");
  }

  @Test
  void a_series_goes_on_beyond_a_part_and_a_component_has_so_many_metrics() {
    for (int i = 0; i < 120; i++) {
      put(tenOf("loss"));
    }
    assertThat(
            get(q -> q.metricStat("Count").period("OneHour").xAxisType("Timestamp")).metricValues())
        .containsExactly(1_200.0);
    assertThat(
            sageMaker
                .describeTrialComponent(r -> r.trialComponentName("Run-1"))
                .metrics()
                .get(0)
                .count())
        .isEqualTo(1_200);

    for (int i = 1; i < 500; i++) {
      assertThat(put("run-1", datum("m" + i, 0, 1.0))).isEmpty();
    }
    assertThat(put("run-1", datum("one-more", 0, 1.0)))
        .extracting(BatchPutMetricsError::codeAsString)
        .containsExactly("METRIC_LIMIT_EXCEEDED");
  }

  private RawMetricData[] tenOf(String metric) {
    List<RawMetricData> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(datum(metric, i, i));
    }
    return ten.toArray(RawMetricData[]::new);
  }

  @Test
  void a_training_script_puts_metrics_of_its_own_job_before_anybody_reads_it() {
    sageMaker.createTrainingJob(Jobs.job("Churn-1"));
    assertThat(put("churn-1-aws-training-job", datum("loss", 0, 1.0))).isEmpty();

    assertThat(
            sageMaker
                .describeTrialComponent(r -> r.trialComponentName("Churn-1-aws-training-job"))
                .metrics())
        .hasSize(1);
  }

  @Test
  void metrics_go_with_their_component() {
    put(datum("loss", 0, 1.0));
    sageMaker.deleteTrialComponent(r -> r.trialComponentName("Run-1"));
    sageMaker.createTrialComponent(r -> r.trialComponentName("Run-1"));

    assertThat(
            get(q -> q.metricStat("Avg").period("OneHour").xAxisType("Timestamp")).metricValues())
        .isEmpty();
  }

  @Test
  void faults_and_snapshots_meet_them_as_all() {
    put(datum("loss", 0, 1.0));
    Snapshot snapshot = sim.snapshot();
    put(datum("loss", 0, 2.0));
    sim.restore(snapshot);
    assertThat(
            get(q -> q.metricStat("Max").period("OneHour").xAxisType("Timestamp")).metricValues())
        .containsExactly(1.0);

    sim.faults().on("BatchPutMetrics").first(2).throttle();
    put(datum("loss", 0, 3.0));
    assertThat(sim.journal().calls("BatchPutMetrics")).hasSizeGreaterThan(3);
  }

  @Test
  void the_async_client_and_another_process_do_the_same() {
    SageMakerMetricsAsyncClient async = clients.create(SageMakerMetricsAsyncClient.class);
    async
        .batchPutMetrics(r -> r.trialComponentName("run-1").metricData(datum("loss", 0, 1.0)))
        .join();
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        SageMakerMetricsClient other =
            SageMakerMetricsClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .build()) {
      assertThat(other.batchGetMetrics(r -> r.metricQueries(query(q -> {}))).metricQueryResults())
          .hasSize(1);
    }
    assertThat(
            async
                .batchGetMetrics(r -> r.metricQueries(query(q -> {})))
                .join()
                .metricQueryResults()
                .get(0)
                .metricValues())
        .containsExactly(1.0);
    sim.clock().advance(Duration.ofSeconds(1));
  }

  private void put(RawMetricData... data) {
    assertThat(put("run-1", data)).isEmpty();
  }

  private List<BatchPutMetricsError> put(String component, RawMetricData... data) {
    return metrics.batchPutMetrics(r -> r.trialComponentName(component).metricData(data)).errors();
  }

  private MetricQueryResult get(Consumer<MetricQuery.Builder> more) {
    return metrics.batchGetMetrics(r -> r.metricQueries(query(more))).metricQueryResults().get(0);
  }

  private static Consumer<MetricQuery.Builder> query(Consumer<MetricQuery.Builder> more) {
    return q -> {
      q.resourceArn(ARN)
          .metricName("loss")
          .metricStat("Avg")
          .period("OneHour")
          .xAxisType("Timestamp");
      more.accept(q);
    };
  }

  private RawMetricData datum(String name, long seconds, double value) {
    return RawMetricData.builder()
        .metricName(name)
        .timestamp(start.plusSeconds(seconds))
        .value(value)
        .build();
  }

  private RawMetricData datum(String name, long seconds, double value, int step) {
    return datum(name, seconds, value).toBuilder().step(step).build();
  }
}
