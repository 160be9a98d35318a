package dev.mlsim.junit;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.names;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sweep.FaultKind;
import dev.mlsim.sweep.SweepRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class FaultSweepTest {

  @MlSimulator
  static class SwallowingCase {
    private final SageMakerClient sageMaker;

    SwallowingCase(SageMakerClient sageMaker) {
      this.sageMaker = sageMaker;
    }

    @FaultSweep
    void is_created(Simulator sim) {
      try {
        sageMaker.createTrainingJob(Jobs.job("churn-1"));
      } catch (SdkException e) {
        return;
      } finally {
        assertThat(sim).resources("training-job").hasSize(1);
      }
    }
  }

  @Test
  void the_first_run_that_finds_a_fault_fails_and_its_likes_are_aborted() throws IOException {
    Path file =
        Path.of("target/mlsim/failed/" + SwallowingCase.class.getName() + ".is_created.txt");
    Files.deleteIfExists(file);

    var results = run(SwallowingCase.class);

    assertThat(names(results))
        .contains("#1 nothing goes wrong", "#6 CreateTrainingJob[churn-1]#1 is throttled");
    assertThat(failures(results))
        .singleElement()
        .asString()
        .isEqualTo(
            """
            mlsim: SILENT: the code went on as if all were well, but an assertion of the test fails
              when   CreateTrainingJob of churn-1 is throttled, at every attempt
              then   AssertionError: Expected size: 1 but was: 0 in: []
              again  -Dmlsim.sweep='CreateTrainingJob[churn-1]#1 is throttled'
              test   sim.faults().on("CreateTrainingJob").about("churn-1").nthCall(1).throttle();\
            """);
    assertThat(results.testEvents().aborted().count()).isGreaterThan(2);
    assertThat(results.containerEvents().failed().count()).isZero();
    assertThat(Files.readAllLines(file))
        .containsExactly("CreateTrainingJob[churn-1]#1 is throttled");
  }

  @MlSimulator
  static class RepeatedCase extends SwallowingCase {
    RepeatedCase(SageMakerClient sageMaker) {
      super(sageMaker);
    }
  }

  @Test
  void a_line_of_the_report_repeats_one_run() {
    var results =
        run(Map.of("mlsim.sweep", "CreateTrainingJob[churn-1]#1 is throttled"), RepeatedCase.class);

    assertThat(names(results))
        .containsExactly("#1 nothing goes wrong", "#2 CreateTrainingJob[churn-1]#1 is throttled");
    assertThat(failures(results)).hasSize(1);
    assertThat(failures(run(Map.of("mlsim.sweep", "Nonsense#1 is lost"), RepeatedCase.class)))
        .singleElement()
        .asString()
        .contains("a sweep cannot let happen [Nonsense#1 is lost]");
    assertThat(failures(run(Map.of("mlsim.sweep", "ListModels#1 is denied"), RepeatedCase.class)))
        .containsExactly(
            "mlsim: [ListModels#1 is denied] never came about: the test did not come there");
  }

  @MlSimulator
  static class ScopesCase {
    static final AtomicInteger CLEAN = new AtomicInteger();
    static final AtomicInteger ALL = new AtomicInteger();

    @BeforeEach
    void arrange(SageMakerClient sageMaker) {
      sageMaker.listModels();
    }

    @FaultSweep(without = FaultKind.LAGGING, depth = 1)
    void is_spared(SageMakerClient sageMaker, SweepRun run) {
      run.unharmed(() -> sageMaker.listEndpoints());
      run.whenClean(CLEAN::incrementAndGet);
      ALL.incrementAndGet();
      sageMaker.listNotebookInstances();
    }
  }

  @Test
  void what_is_arranged_is_spared_and_what_holds_when_clean_is_asked_then_only() {
    var results = run(ScopesCase.class);

    assertThat(failures(results)).isEmpty();
    assertThat(names(results))
        .hasSize(8)
        .noneMatch(name -> name.contains("ListModels") || name.contains("ListEndpoints"));
    assertThat(ScopesCase.CLEAN).hasValue(2);
    assertThat(ScopesCase.ALL).hasValue(8);
  }

  @MlSimulator
  static class HealingCase {
    @FaultSweep(heals = true, tells = SdkException.class)
    void is_created_once(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
    }
  }

  @Test
  void what_a_second_run_does_not_repair_is_told() {
    assertThat(failures(run(HealingCase.class)))
        .singleElement()
        .asString()
        .startsWith("mlsim: NOT HEALED: run again two days later, without the trouble, the code")
        .contains("a training job with this name already exists");
  }

  @MlSimulator
  static class RestlessCase {
    static final AtomicInteger RUNS = new AtomicInteger();

    @FaultSweep
    void differs(SageMakerClient sageMaker) {
      if (RUNS.incrementAndGet() % 2 == 0) {
        sageMaker.listModels();
      }
      sageMaker.listEndpoints();
    }

    @FaultSweep
    void fails_by_itself() {
      throw new IllegalStateException("as it stands");
    }
  }

  static class NoWorldCase {
    @FaultSweep
    void has_no_world() {}
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class SharedCase {
    @FaultSweep
    void shares() {}
  }

  @Test
  void a_test_that_cannot_be_swept_is_told_why() {
    assertThat(failures(run(RestlessCase.class)))
        .hasSize(2)
        .contains("as it stands")
        .anyMatch(
            message ->
                message.contains(
                    "the test does not repeat itself: in the first run it called [ListEndpoints] as"
                        + " number 1, in the second [ListModels] as number 1"));
    assertThat(failures(run(NoWorldCase.class)))
        .containsExactly(
            "mlsim: cannot sweep [FaultSweepTest$NoWorldCase.has_no_world]: it has no"
                + " @MlSimulator");
    assertThat(failures(run(SharedCase.class)))
        .singleElement()
        .asString()
        .contains("a world that it shares with other tests");
  }

  @MlSimulator
  static class ShownCase extends SwallowingCase {
    ShownCase(SageMakerClient sageMaker) {
      super(sageMaker);
    }
  }

  @Test
  void a_page_shows_calls_against_what_went_wrong() throws IOException {
    run(ShownCase.class);

    String page =
        Files.readString(Path.of("target/mlsim/" + ShownCase.class.getName() + ".is_created.html"));

    for (String part :
        List.of("CreateTrainingJob[churn-1]#1", "answer lost", "SILENT", "-Dmlsim.sweep=")) {
      assertThat(page).contains(part);
    }
  }
}
