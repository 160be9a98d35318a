package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ShrinkingTest {

  @MlSimulator
  static class ChaoticCase {
    static final List<Long> ORDER = Collections.synchronizedList(new ArrayList<>());

    @Seeds(count = 6)
    void ends_well(SageMakerClient sageMaker, Simulator sim) {
      ORDER.add(sim.seed());
      sim.chaos(0.5);
      for (int i = 0; i < 12; i++) {
        try {
          sageMaker.createTrainingJob(Jobs.job("churn-" + i));
        } catch (SdkException e) {
          assertThat(i).isLessThan(3);
        }
      }
    }
  }

  @Test
  void what_goes_wrong_by_chance_is_reduced_to_what_makes_the_test_fail() throws IOException {
    Path file =
        Path.of("target/mlsim/failed/" + ChaoticCase.class.getName() + ".ends_well.seeds.txt");
    Files.deleteIfExists(file);

    var results = run(ChaoticCase.class);

    List<String> explained = explained(results);
    assertThat(explained).isNotEmpty();
    assertThat(explained)
        .allSatisfy(
            says ->
                assertThat(says)
                    .startsWith("mlsim: of ")
                    .contains("-Dmlsim.sweep='CreateTrainingJob[churn-"));
    List<String> failed = Files.readAllLines(file);
    assertThat(failed).hasSize(failures(results).size());

    ChaoticCase.ORDER.clear();
    run(Map.of("junit.jupiter.execution.parallel.enabled", "false"), ChaoticCase.class);

    assertThat(failed).contains(ChaoticCase.ORDER.get(0).toString());
  }

  @MlSimulator
  static class AgainCase extends ChaoticCase {}

  @Test
  void the_line_that_is_printed_repeats_the_failure_without_chance() {
    String says = explained(run(AgainCase.class)).get(0);
    String seed = says.replaceAll("(?s).*-Dmlsim.seed=(\\d+).*", "$1");
    String line = says.replaceAll("(?s).*-Dmlsim.sweep='([^']*)'.*", "$1");

    var again = run(Map.of("mlsim.seed", seed, "mlsim.sweep", line), AgainCase.class);
    var without =
        run(
            Map.of("mlsim.seed", seed, "mlsim.sweep", "CreateTrainingJob[no]#1 is throttled"),
            AgainCase.class);

    assertThat(failures(again)).hasSize(1);
    assertThat(failures(without)).isEmpty();
  }

  private static List<String> explained(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .flatMap(failure -> List.of(failure.getSuppressed()).stream())
        .map(Throwable::getMessage)
        .toList();
  }
}
