package dev.mlsim.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.wire.WireResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each benchmark is run once, so that none rots. WireMock is left to the run that measures. */
class BenchmarksTest {

  @Test
  void calls_get_the_same_answer_from_the_world_and_from_canned_bytes() throws Exception {
    for (Clients.Behind behind :
        new Clients.Behind[] {Clients.Behind.MLSIM, Clients.Behind.CANNED}) {
      DescribeBenchmark describe = new DescribeBenchmark();
      describe.behind = behind.name();
      describe.open();
      assertThat(describe.sync().equalsBySdkFields(describe.async())).isTrue();
      describe.close();

      CreateBenchmark create = new CreateBenchmark();
      create.behind = behind.name();
      create.open();
      create.forget();
      assertThat(create.sync().trainingJobArn()).contains("training-job/churn-1");
      assertThat(create.async().trainingJobArn()).contains("training-job/churn-1");
      create.close();
    }
  }

  @Test
  void the_bare_doorway_answers() {
    ExchangeBenchmark exchange = new ExchangeBenchmark();
    exchange.begin();

    assertThat(exchange.describe()).isInstanceOf(WireResponse.class);
    assertThat(exchange.create()).isInstanceOf(WireResponse.class);
  }

  @Test
  void lists_end_after_the_last_page() {
    ListBenchmark list = new ListBenchmark();
    list.jobs = 250;
    list.create();

    assertThat(list.allPages()).isEqualTo(3);
    assertThat(list.allPagesByName()).isEqualTo(3);
    assertThat(list.filtered()).isEqualTo(3);
    assertThat(list.firstPage()).isInstanceOf(WireResponse.class);
  }

  @Test
  void a_job_moves_as_often_as_the_report_says() {
    AdvanceBenchmark.Lives lives = new AdvanceBenchmark.Lives();
    lives.moves = 3 * Jobs.MOVES;
    lives.create();

    assertThat(new AdvanceBenchmark().jobs(lives).fired()).hasSize(lives.moves);
  }

  @Test
  void a_report_leaves_out_what_was_not_measured() {
    Results results =
        new Results(
            Map.of(
                "DescribeBenchmark.sync:MLSIM", 44_000.0,
                "DescribeBenchmark.sync:CANNED", 40_000.0,
                "WorldBenchmark.world", 50_000.0));

    assertThat(Report.of(results, Optional.of(new Heap(3000, 4000, 2000))))
        .containsPattern("DescribeTrainingJob sync +44.0 us +40.0 us +1.10 x +- +-")
        .containsPattern("a world +50.0 us +100.0 us +0.50 x")
        .containsPattern("at work +1,000 bytes")
        .doesNotContain("Describes a second");
  }
}
