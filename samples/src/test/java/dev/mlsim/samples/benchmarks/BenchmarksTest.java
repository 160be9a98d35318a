package dev.mlsim.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** Each benchmark is run quickly, so that none rots; how long anything takes is not looked at. */
class BenchmarksTest {

  static List<String> inThisJvm() {
    return Benchmark.ALL.keySet().stream().filter(name -> !name.equals("Start")).toList();
  }

  @ParameterizedTest
  @MethodSource("inThisJvm")
  void the_page_of_costs_has_every_row_that_is_measured(String name) throws IOException {
    Report report = new Report();

    Benchmark.named(name).run(Pace.QUICK, report);

    assertThat(firstColumns(report.lines()))
        .isNotEmpty()
        .isSubsetOf(firstColumns(Files.readAllLines(Path.of("COSTS.md"))));
  }

  private static List<String> firstColumns(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("| "))
        .map(row -> row.substring(0, row.indexOf('|', 1)))
        .toList();
  }

  @Test
  void a_process_tells_its_processor_time() {
    assertThat(Long.parseLong(Java.run(FirstAnswer.class, List.of(), List.of(Race.MLSIM)).strip()))
        .isPositive();
  }

  @Test
  void the_floors_answer_what_mlsim_answered() {
    try (var clients =
        Clients.of(DescribeBenchmark.world(), SageMakerClient::builder, DescribeBenchmark::call)) {
      List<DescribeTrainingJobResponse> answers = new ArrayList<>();

      clients.race(
          Pace.QUICK,
          client -> {
            answers.add(client.describeTrainingJob(r -> r.trainingJobName(Jobs.name(0))));
            return calls -> 0;
          });

      assertThat(answers).hasSize(3).allMatch(answers.get(0)::equalsBySdkFields);
    }
  }

  @Test
  void a_year_has_all_its_jobs() {
    assertThat(YearBenchmark.year(5).resources().all("training-job"))
        .hasSize(5)
        .allMatch(job -> job.status().equals("Completed"));
  }

  @Test
  void jobs_come_and_go_among_those_that_run_for_ever() {
    try (CreateBenchmark.Crowd crowd = new CreateBenchmark.Crowd(7);
        SimulatedClients clients = SimulatedClients.of(crowd.sim())) {
      Work creating = crowd.creating();

      creating.times(3);
      creating.times(2);

      SageMakerClient client = clients.create(SageMakerClient.class);
      assertThat(
              client
                  .listTrainingJobs(
                      r -> r.statusEquals(TrainingJobStatus.IN_PROGRESS).maxResults(100))
                  .trainingJobSummaries())
          .hasSize(7);
      assertThat(client.listTrainingJobs(r -> r.maxResults(100)).trainingJobSummaries())
          .hasSize(12);
    }
  }

  @Test
  void a_job_moves_as_often_as_the_report_says() {
    assertThat(MovesBenchmark.world(3 * Jobs.MOVES).clock().advance(Jobs.WHOLE_LIFE).fired())
        .hasSize(3 * Jobs.MOVES);
  }

  @Test
  void a_race_warms_up_until_all_are_stable() {
    List<String> order = new ArrayList<>();
    Pace pace = new Pace(10, 1, 10, 1_000, 3, 1, 1);
    long[] mlsim = {1_500};

    Race.Result result =
        new Race(pace)
            .with(
                Race.SIGNED,
                calls -> {
                  order.add("floor");
                  return 100L * calls;
                })
            .with(
                Race.MLSIM,
                calls -> {
                  order.add("mlsim");
                  mlsim[0] = Math.max(150, mlsim[0] / 2);
                  return mlsim[0] * calls;
                })
            .run();

    assertThat(order).startsWith("floor", "mlsim", "mlsim", "floor", "floor", "mlsim");
    assertThat(result.warmUp()).isEqualTo(70);
    assertThat(result.spread()).isZero();
    assertThat(result.nanos(Race.MLSIM)).isEqualTo(150);
    assertThat(result.ratio(Race.MLSIM, Race.SIGNED)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void the_ratio_is_the_median_of_the_blocks_ratios() {
    Race.Result result =
        new Race.Result(
            Map.of(
                Race.MLSIM, List.of(100.0, 400.0, 120.0),
                Race.SIGNED, List.of(100.0, 200.0, 80.0)),
            0,
            0);

    assertThat(result.ratio(Race.MLSIM, Race.SIGNED)).isEqualTo(1.5);
  }

  @Test
  void a_report_has_tables_that_the_page_of_costs_takes_over() {
    Report report = new Report();
    report.cost("a world", Report.time(5_000));
    Map<String, List<Double>> blocks =
        Map.of(
            Race.MLSIM, List.of(130_000.0),
            Race.SIGNED, List.of(100_000.0),
            Race.ANONYMOUS, List.of(65_000.0));
    report.call("Describe", new Race.Result(blocks, 20_000, 0.021));

    assertThat(report.toString())
        .contains("|---|---|---|---|---|---|\n| Describe | 130.0 us | 100.0 us | 1.30 x | 65.0 us")
        .contains("| 65.0 us | 2.00 x |\n\n| | |\n|---|---|\n| a world | 5.0 us |\n");
  }
}
