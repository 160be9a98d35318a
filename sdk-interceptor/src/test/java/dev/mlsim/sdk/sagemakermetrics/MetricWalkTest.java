package dev.mlsim.sdk.sagemakermetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.MetricData;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentMetricSummary;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakermetrics.model.MetricQueryResult;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;

/** Metrics that are put, and those that jobs report, held against plain lists of them. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class MetricWalkTest {
  private static final int STEPS = 40;
  private static final List<String> METRICS = List.of("auc", "loss", "größe");
  private static final Duration TRAINING = Duration.ofMinutes(10);

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerMetricsClient metrics = clients.create(SageMakerMetricsClient.class);
  private Map<String, List<RawMetricData>> put = new LinkedHashMap<>();

  @ParameterizedTest
  @MethodSource("dev.mlsim.fixtures.LongWalks#seeds")
  void what_was_put_is_summed_up_and_found(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    sageMaker.createTrialComponent(r -> r.trialComponentName("run"));
    Snapshot saved = sim.snapshot();
    Map<String, List<RawMetricData>> savedPut = Map.of();

    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0 -> sim.clock().advance(Duration.ofSeconds(random.nextInt(200)));
        case 1 -> {
          saved = sim.snapshot();
          savedPut = copy(put);
        }
        case 2 -> {
          sim.restore(saved);
          put = copy(savedPut);
        }
        case 3 -> {
          sageMaker.deleteTrialComponent(r -> r.trialComponentName("run"));
          sageMaker.createTrialComponent(r -> r.trialComponentName("run"));
          put.clear();
        }
        default -> put(random);
      }
      summaries();
      found(METRICS.get(random.nextInt(METRICS.size())));
    }
  }

  private static Map<String, List<RawMetricData>> copy(Map<String, List<RawMetricData>> data) {
    Map<String, List<RawMetricData>> copy = new LinkedHashMap<>();
    data.forEach((metric, values) -> copy.put(metric, new ArrayList<>(values)));
    return copy;
  }

  private void put(SplittableRandom random) {
    List<RawMetricData> batch = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(9); i++) {
      RawMetricData datum =
          RawMetricData.builder()
              .metricName(METRICS.get(random.nextInt(METRICS.size())))
              .timestamp(sim.clock().now().minusSeconds(random.nextInt(300)))
              .value((random.nextInt(41) - 20) / 4.0)
              .build();
      batch.add(datum);
      put.computeIfAbsent(datum.metricName(), m -> new ArrayList<>()).add(datum);
    }
    metrics.batchPutMetrics(r -> r.trialComponentName("run").metricData(batch));
  }

  private void summaries() {
    List<TrialComponentMetricSummary> shown =
        sageMaker.describeTrialComponent(r -> r.trialComponentName("run")).metrics();

    assertThat(shown)
        .extracting(TrialComponentMetricSummary::metricName)
        .containsExactlyElementsOf(put.keySet());
    for (TrialComponentMetricSummary summary : shown) {
      List<RawMetricData> data = put.getOrDefault(summary.metricName(), List.of());
      List<Double> values = data.stream().map(d -> d.value()).toList();
      RawMetricData last =
          data.stream()
              .reduce((one, other) -> other.timestamp().isBefore(one.timestamp()) ? one : other)
              .orElseThrow();
      double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
      double variance =
          values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
      assertThat(summary.count()).isEqualTo(values.size());
      assertThat(summary.max()).isEqualTo(values.stream().max(Double::compare).orElseThrow());
      assertThat(summary.min()).isEqualTo(values.stream().min(Double::compare).orElseThrow());
      assertThat(summary.last()).isEqualTo(last.value());
      assertThat(summary.timeStamp()).isEqualTo(last.timestamp());
      assertThat(summary.avg()).isCloseTo(mean, within(1e-9));
      assertThat(summary.stdDev()).isCloseTo(Math.sqrt(variance), within(1e-6));
    }
  }

  private void found(String metric) {
    Map<Long, Double> sums = new TreeMap<>();
    for (RawMetricData datum : put.getOrDefault(metric, List.of())) {
      sums.merge(datum.timestamp().getEpochSecond() / 60 * 60, 1.0, Double::sum);
    }

    MetricQueryResult result =
        metrics
            .batchGetMetrics(
                r ->
                    r.metricQueries(
                        q ->
                            q.metricName(metric)
                                .resourceArn(
                                    "arn:aws:sagemaker:us-east-1:123456789012:"
                                        + "experiment-trial-component/run")
                                .metricStat("Count")
                                .period("OneMinute")
                                .xAxisType("Timestamp")))
            .metricQueryResults()
            .get(0);

    assertThat(result.xAxisValues()).containsExactlyElementsOf(sums.keySet());
    assertThat(result.metricValues()).containsExactlyElementsOf(sums.values());
  }

  @ParameterizedTest
  @MethodSource("dev.mlsim.fixtures.LongWalks#seeds")
  void a_job_that_is_stopped_shows_what_it_had_reported_by_then(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    sim.script().resource("training-job").takes("Training", TRAINING);

    for (int i = 0; i < STEPS / 4; i++) {
      String name = "job-" + i;
      double[] values = random.doubles(1 + random.nextInt(6)).toArray();
      sim.setup(TrainingMetrics.class).job(name).reports("auc", values);
      sageMaker.createTrainingJob(
          Jobs.job(
              name,
              r ->
                  r.algorithmSpecification(
                      r.build().algorithmSpecification().toBuilder()
                          .metricDefinitions(m -> m.name("auc").regex("auc=(.*)"))
                          .build())));
      sim.clock()
          .advanceUntil(
              () -> sim.resources().get("training-job", name).state().isCalled("Training"),
              Duration.ofDays(1));
      Instant began = sim.clock().now();
      sim.clock().advance(Duration.ofSeconds(random.nextInt(700)));
      Duration trained = Duration.between(began, sim.clock().now());
      if (trained.compareTo(TRAINING) < 0) {
        sageMaker.stopTrainingJob(r -> r.trainingJobName(name));
      }
      sim.clock().runUntilIdle(Duration.ofDays(1));

      reported(Jobs.describe(sageMaker, name), values, began, trained);
    }
  }

  /** It shows the last that it had come to when it was stopped. */
  private static void reported(
      DescribeTrainingJobResponse job, double[] values, Instant began, Duration trained) {
    Instant ended = job.trainingEndTime();
    int reached = -1;
    for (int i = 0; i < values.length; i++) {
      if (TRAINING.toMillis() * ((i + 1.0) / values.length) <= trained.toMillis()) {
        reached = i;
      }
    }
    List<MetricData> shown = job.finalMetricDataList();
    if (reached < 0) {
      assertThat(shown).isEmpty();
    } else {
      assertThat(shown).hasSize(1);
      assertThat(shown.get(0).value()).isEqualTo((float) values[reached]);
      assertThat(shown.get(0).timestamp()).isBetween(began.minusSeconds(1), ended);
    }
  }
}
