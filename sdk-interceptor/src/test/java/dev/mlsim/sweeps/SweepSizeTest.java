package dev.mlsim.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sweep.Sweep;
import dev.mlsim.sweep.SweepReport;
import dev.mlsim.sweep.Trial;
import dev.mlsim.sweep.Trouble;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** How many runs a sweep takes, in which order, and that it repeats itself. */
class SweepSizeTest {

  @Test
  void the_runs_grow_with_what_the_code_does_and_polls_count_twice() {
    // jobs, looks at each: so many calls
    assertThat(planned(1, 4)).as("5 calls").isEqualTo(25);
    assertThat(planned(3, 4)).as("15 calls").isEqualTo(58);
    assertThat(planned(10, 4)).as("50 calls").isEqualTo(170);
    assertThat(planned(1, 94)).as("95 calls, of which 94 are looks").isEqualTo(planned(1, 4));
  }

  @Test
  void a_sweep_twice_gives_the_same_report() {
    SweepReport one = sweep(1, 3).runs(12).run();
    SweepReport other = sweep(1, 3).runs(12).run();

    assertThat(other.text()).isEqualTo(one.text());
    assertThat(other.html()).isEqualTo(one.html());
    assertThat(one.trials()).extracting(Trial::toString).hasSize(12);
    assertThat(one.notes()).containsExactly("13 more things could go wrong; the bound is 12 runs");
  }

  @Test
  void the_simplest_and_what_differs_most_comes_first() {
    SweepReport report = sweep(3, 1).runs(12).run();

    assertThat(report.trials())
        .extracting(trial -> trial.trouble().text())
        .startsWith("nothing", "nothing", "every call is throttled once")
        .contains("CreateTrainingJob[churn-0]#1 is throttled")
        .doesNotContain("CreateTrainingJob[churn-1]#1 is throttled");
  }

  @Test
  void every_line_is_read_back_as_it_is_written() {
    for (String line :
        List.of(
            "every call is throttled once",
            "every call is answered PT2S late",
            "reads lag by PT5S",
            "every CreateEndpoint is denied",
            "CreateEndpoint[churn]#1 loses its answer once",
            "sagemaker:CreateModel[churn]#2 gets half its answer at attempt 3",
            "ListModels#4 fails with ResourceLimitExceeded",
            "ListModels#1 lists what was PT2S ago",
            "training-job[churn-1] fails at Training",
            "training-job[churn-1] fails at Training: AlgorithmError: NaN",
            "every sagemaker:endpoint is stuck at Creating",
            "dataset-group[weekly] takes PT10M at CREATE IN_PROGRESS",
            "training-job[churn-1] is stopped at Training + StopTrainingJob[churn-1]#1 is"
                + " denied")) {
      assertThat(Trouble.parse(line).text()).isEqualTo(line);
    }
  }

  private static int planned(int jobs, int looks) {
    return sweep(jobs, looks).runs(3).run().planned().size();
  }

  private static Sweep sweep(int jobs, int looks) {
    return Sweep.of(
        sim -> {
          SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
          for (int job = 0; job < jobs; job++) {
            String name = "churn-" + job;
            sageMaker.createTrainingJob(Jobs.job(name));
            for (int look = 0; look < looks; look++) {
              Jobs.describe(sageMaker, name);
              sim.clock().advance(Duration.ofMinutes(10));
            }
          }
        });
  }
}
