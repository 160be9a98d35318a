package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.describe;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.mlsim.Simulator;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.MetricData;
import software.amazon.awssdk.services.sagemaker.model.MetricDefinition;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

class TrainingMetricsTest {
  private static final String XGBOOST = "683313688378.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7";
  private static final String OWN = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void train(String name, String image, MetricDefinition... definitions) {
    train(name, image, Map.of(), definitions);
  }

  private void train(
      String name,
      String image,
      Map<String, String> hyperParameters,
      MetricDefinition... definitions) {
    sageMaker.createTrainingJob(
        job(
            name,
            r ->
                r.hyperParameters(hyperParameters)
                    .algorithmSpecification(
                        AlgorithmSpecification.builder()
                            .trainingImage(image)
                            .trainingInputMode(TrainingInputMode.FILE)
                            .metricDefinitions(definitions)
                            .build())));
  }

  private static MetricDefinition metric(String name, String regex) {
    return MetricDefinition.builder().name(name).regex(regex).build();
  }

  private Map<String, Float> metricsOf(String name) {
    Map<String, Float> values = new LinkedHashMap<>();
    for (MetricData metric : describe(sageMaker, name).finalMetricDataList()) {
      values.put(metric.metricName(), metric.value());
    }
    return values;
  }

  @Test
  void a_job_shows_the_metrics_that_the_test_says_when_it_has_completed() {
    sim.setup(TrainingMetrics.class)
        .job("churn-*")
        .reports("validation:auc", 0.91)
        .reports("train:loss", 0.9, 0.5, 0.25);
    train("churn-1", XGBOOST);

    sim.clock().advance(Duration.ofMinutes(20));
    assertThat(describe(sageMaker, "churn-1").hasFinalMetricDataList()).isFalse();
    sim.clock().advance(Duration.ofHours(1));

    assertThat(metricsOf("churn-1"))
        .containsExactly(entry("validation:auc", 0.91f), entry("train:loss", 0.25f));
    MetricData auc = describe(sageMaker, "churn-1").finalMetricDataList().get(0);
    assertThat(auc.timestamp())
        .isBefore(describe(sageMaker, "churn-1").trainingEndTime())
        .isEqualTo(Instant.parse("2026-01-01T00:32:18Z"));
  }

  @Test
  void the_last_word_about_a_metric_counts() {
    TrainingMetrics metrics = sim.setup(TrainingMetrics.class);
    metrics.job("*").reports("validation:auc", 0.5);
    metrics.job("churn-1").reports("validation:auc", 0.9);
    metrics.job("churn-2").omits("validation:auc");
    train("churn-1", XGBOOST);
    train("churn-2", XGBOOST);
    train("other", XGBOOST);

    sim.clock().advance(Duration.ofHours(1));

    assertThat(metricsOf("churn-1")).containsEntry("validation:auc", 0.9f);
    assertThat(metricsOf("churn-2")).isEmpty();
    assertThat(metricsOf("other")).containsEntry("validation:auc", 0.5f);
  }

  @Test
  void a_function_works_a_metric_out_of_hyperparameters() {
    sim.setup(TrainingMetrics.class)
        .job("*")
        .reports("validation:auc", run -> 1 - Math.abs(run.number("eta") - 0.3));
    train("churn-1", XGBOOST, Map.of("eta", "0.05"));

    sim.clock().advance(Duration.ofHours(1));

    assertThat(metricsOf("churn-1")).containsEntry("validation:auc", 0.75f);
  }

  @Test
  void a_function_that_throws_reaches_the_one_who_moves_time_and_the_job_has_no_metrics() {
    sim.setup(TrainingMetrics.class).job("*").reports("auc", run -> run.number("eta"));
    train("churn-1", XGBOOST);

    assertThatThrownBy(() -> sim.clock().advance(Duration.ofHours(1)))
        .isInstanceOf(TimerFailedException.class)
        .rootCause()
        .hasMessage("mlsim: training-job [churn-1] has no hyperparameter [eta]; it has []");
    assertThat(describe(sageMaker, "churn-1").trainingJobStatus())
        .isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(metricsOf("churn-1")).isEmpty();
  }

  @Test
  void the_definitions_find_the_metrics_in_the_lines_of_the_log() {
    sim.setup(ContainerLogs.class)
        .of("training-job", "churn-1")
        .prints("epoch=1 loss=0.9", "epoch=2 loss=0.4", "saved");
    train(
        "churn-1",
        OWN,
        metric("loss", "loss=([0-9.]+)"),
        metric("epoch", "epoch=(\\d+)"),
        metric("auc", "auc=([0-9.]+)"));

    sim.clock().advance(Duration.ofHours(1));

    assertThat(metricsOf("churn-1")).containsExactly(entry("loss", 0.4f), entry("epoch", 2f));
    assertThat(sim.journal().text())
        .contains("has no metric [auc]: its regular expression [auc=([0-9.]+)] finds no number");
  }

  @Test
  void without_a_word_each_definition_has_a_value_from_the_seed_and_the_journal_says_so() {
    train("churn-1", OWN, metric("valid-loss", "l=(.*)"), metric("auc", "a=(.*)"));

    sim.clock().advance(Duration.ofHours(1));

    Map<String, Float> metrics = metricsOf("churn-1");
    assertThat(metrics).containsOnlyKeys("valid-loss", "auc");
    assertThat(metrics.get("valid-loss")).isBetween(0f, 0.5f);
    assertThat(metrics.get("auc")).isBetween(0.5f, 1f);
    assertThat(sim.journal().text())
        .contains("from the seed; sim.setup(TrainingMetrics.class).job(\"churn-1\").reports(...)");
  }

  @Test
  void an_image_of_ones_own_without_definitions_has_no_metrics_and_the_journal_says_why() {
    sim.setup(TrainingMetrics.class).job("*").reports("auc", 0.9);
    train("churn-1", OWN);

    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe(sageMaker, "churn-1").hasFinalMetricDataList()).isFalse();
    assertThat(sim.journal().text())
        .contains("reports [auc], which SageMaker does not read: it is none of the job's");
  }

  @Test
  void a_job_that_is_stopped_keeps_what_was_read_until_then() {
    sim.setup(TrainingMetrics.class).job("*").reports("train:loss", 0.9, 0.5, 0.3);
    sim.script().resource("training-job").takes("Training", Duration.ofMinutes(30));
    train("churn-1", XGBOOST);

    sim.clock().advance(Duration.ofMinutes(25));
    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe(sageMaker, "churn-1").trainingJobStatusAsString()).isEqualTo("Stopped");
    assertThat(metricsOf("churn-1")).containsExactly(entry("train:loss", 0.5f));
  }

  @Test
  void a_job_that_never_trains_has_no_metrics() {
    sim.script().resource("training-job").failAt("Starting", "no capacity");
    train("churn-1", OWN, metric("auc", "a=(.*)"));

    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe(sageMaker, "churn-1").hasFinalMetricDataList()).isFalse();
  }

  @Test
  void metrics_are_part_of_a_snapshot() {
    sim.setup(TrainingMetrics.class).job("*").reports("auc", 0.9);
    train("churn-1", XGBOOST);
    sim.clock().advance(Duration.ofHours(1));
    train("churn-2", XGBOOST);
    var snapshot = sim.snapshot();
    sim.setup(TrainingMetrics.class).job("*").reports("auc", 0.1);

    sim.restore(snapshot);
    sim.clock().advance(Duration.ofHours(1));

    assertThat(metricsOf("churn-1")).containsEntry("auc", 0.9f);
    assertThat(metricsOf("churn-2")).containsEntry("auc", 0.9f);
  }

  @Test
  void what_is_no_metric_is_refused() {
    TrainingMetrics metrics = sim.setup(TrainingMetrics.class);

    assertThatThrownBy(() -> metrics.job("*").reports("auc", Double.NaN))
        .hasMessage("mlsim: the metric [auc] can't be [NaN]; it is a finite number of 32 bits");
    assertThatThrownBy(() -> metrics.job("*").reports("auc"))
        .hasMessageStartingWith("mlsim: reports([auc]) has no value");
  }
}
