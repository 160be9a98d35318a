package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.sdk.sagemaker.Tunings.children;
import static dev.mlsim.sdk.sagemaker.Tunings.describe;
import static dev.mlsim.sdk.sagemaker.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CategoricalParameterRange;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterScalingType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStatus;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStrategyType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Tuning jobs at their limits: ends that are no numbers, jobs that take no time, very many. */
class HostileTuningTest {
  private static final List<String> PHASES =
      List.of("Starting", "Downloading", "Training", "Uploading");

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void create(int jobs, Consumer<HyperParameterTuningJobConfig.Builder> special) {
    HyperParameterTuningJobConfig config =
        tuning("churn", jobs).hyperParameterTuningJobConfig().toBuilder()
            .applyMutation(special)
            .build();
    sageMaker.createHyperParameterTuningJob(
        tuning("churn", jobs, r -> r.hyperParameterTuningJobConfig(config)));
  }

  private String refused(Consumer<HyperParameterTuningJobConfig.Builder> special) {
    return catchThrowableOfType(SageMakerException.class, () -> create(2, special))
        .awsErrorDetails()
        .errorMessage();
  }

  private String continuous(String least, String most, HyperParameterScalingType scaling) {
    return refused(
        c ->
            c.parameterRanges(
                r ->
                    r.continuousParameterRanges(
                        p -> p.name("eta").minValue(least).maxValue(most).scalingType(scaling))));
  }

  private String integer(String least, String most, HyperParameterScalingType scaling) {
    return refused(
        c ->
            c.parameterRanges(
                r ->
                    r.integerParameterRanges(
                        p -> p.name("depth").minValue(least).maxValue(most).scalingType(scaling))));
  }

  private DescribeHyperParameterTuningJobResponse end() {
    sim.clock().runUntilIdle(Duration.ofDays(30));
    return describe(sageMaker, "churn");
  }

  @Test
  void the_ends_of_ranges_are_numbers_that_can_be_reached() {
    for (String no : List.of("NaN", "Infinity", "1e400", "0x1p1", "1d", " 1 ", "")) {
      assertThat(continuous("0", no, HyperParameterScalingType.AUTO))
          .isEqualTo(
              "The MaxValue [" + no + "] of the range of hyperparameter eta is not a number.");
    }
    for (String no : List.of("1.5", "NaN", "99999999999999999999")) {
      assertThat(integer(no, "9", HyperParameterScalingType.AUTO))
          .isEqualTo(
              "The MinValue [" + no + "] of the range of hyperparameter depth is not an integer.");
    }
  }

  @Test
  void a_range_suits_its_scaling() {
    assertThat(continuous("0", "1", HyperParameterScalingType.LOGARITHMIC))
        .contains("requires a range with only values greater than 0");
    assertThat(continuous("0.1", "1", HyperParameterScalingType.REVERSE_LOGARITHMIC))
        .contains("requires a range within 0 <= x < 1.0");
    assertThat(integer("1", "2", HyperParameterScalingType.REVERSE_LOGARITHMIC))
        .contains("is not supported for integer hyperparameter depth");
  }

  @Test
  void a_grid_has_no_more_combinations_than_a_job_may_have() {
    List<String> values = IntStream.range(0, 30).mapToObj(i -> "v" + i).toList();
    List<CategoricalParameterRange> ranges =
        IntStream.range(0, 6)
            .mapToObj(i -> CategoricalParameterRange.builder().name("c" + i).values(values).build())
            .toList();

    assertThat(
            refused(
                c ->
                    c.strategy(HyperParameterTuningJobStrategyType.GRID)
                        .resourceLimits(l -> l.maxParallelTrainingJobs(1))
                        .parameterRanges(r -> r.categoricalParameterRanges(ranges))))
        .contains(
            "'Maximum number of training jobs per hyperparameter tuning job' is 750 Jobs, with"
                + " current utilization of 0 Jobs and a request delta of 729000000 Jobs.");
  }

  @Test
  void training_jobs_that_take_no_time_are_started_one_after_the_other() {
    PHASES.forEach(phase -> sim.script().resource("training-job").takes(phase, Duration.ZERO));
    create(100, c -> {});

    DescribeHyperParameterTuningJobResponse job = end();

    assertThat(job.hyperParameterTuningJobStatus())
        .isEqualTo(HyperParameterTuningJobStatus.COMPLETED);
    assertThat(job.trainingJobStatusCounters().completed()).isEqualTo(100);
  }

  @Test
  void more_than_999_training_jobs_have_four_digits_and_end() {
    sim.quotas().set("Maximum number of training jobs per hyperparameter tuning job", 2_000);
    create(
        1_002,
        c -> c.resourceLimits(l -> l.maxNumberOfTrainingJobs(1_002).maxParallelTrainingJobs(10)));

    assertThat(end().trainingJobStatusCounters().completed()).isEqualTo(1_002);
    assertThat(children(sageMaker, "churn"))
        .extracting(child -> child.trainingJobName())
        .anyMatch(name -> name.matches("churn-1002-[0-9a-f]{8}"));
  }
}
