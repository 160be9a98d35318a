package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Of which failures is the story told? Where it is printed a page is written too. */
class StoryTellingTest {

  @MlSimulator
  static class BeforeEachCase {
    @BeforeEach
    void fails(Simulator sim) {
      sim.clock().advance(Duration.ofHours(1));
      throw new IllegalStateException("before each");
    }

    @Test
    void does_not_run() {}
  }

  @MlSimulator
  static class AfterEachCase {
    @Test
    void passes() {}

    @AfterEach
    void fails() {
      throw new IllegalStateException("after each");
    }
  }

  @MlSimulator
  static class StrictCase {
    @Test
    void leaves_a_rule_unused(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle();
    }
  }

  @Test
  void of_failures_around_a_method() throws Exception {
    assertThat(told(BeforeEachCase.class)).containsExactly("BeforeEachCase.does_not_run.html");
    assertThat(told(AfterEachCase.class)).containsExactly("AfterEachCase.passes.html");
    assertThat(told(StrictCase.class)).containsExactly("StrictCase.leaves_a_rule_unused.html");
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class SharedStrictCase extends StrictCase {}

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class BeforeAllCase {
    @BeforeAll
    static void fails(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
      throw new IllegalStateException("before all");
    }

    @Test
    void does_not_run() {}
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class AfterAllCase {
    @Test
    void passes(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle(); // is not told: the class fails by itself
    }

    @AfterAll
    static void fails() {
      throw new IllegalStateException("after all");
    }
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class OuterCase {
    @Test
    void passes(Simulator sim) {
      sim.clock().advance(Duration.ofHours(1));
    }

    @Nested
    class Inside {
      @BeforeAll
      static void fails(Simulator sim) {
        throw new IllegalStateException("before all inside");
      }

      @Test
      void does_not_run() {}
    }
  }

  @Test
  void of_failures_around_a_class_whose_tests_share_a_world() throws Exception {
    assertThat(told(SharedStrictCase.class)).containsExactly("SharedStrictCase.html");
    assertThat(page("SharedStrictCase.html"))
        .content()
        .contains("<h1>StoryTellingTest$SharedStrictCase</h1>")
        .contains("again: mvn test -Dtest='StoryTellingTest$SharedStrictCase' -Dmlsim.seed=");
    assertThat(told(BeforeAllCase.class)).containsExactly("BeforeAllCase.html");
    assertThat(page("BeforeAllCase.html")).content().contains("churn-1");
    assertThat(told(AfterAllCase.class)).containsExactly("AfterAllCase.html");
    assertThat(told(OuterCase.class)).containsExactly("OuterCase.Inside.html");
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class OneFailsCase {
    @Test
    void fails(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle();
      throw new IllegalStateException("mine");
    }

    @Test
    void passes() {}
  }

  @Test
  void a_class_is_not_blamed_for_what_a_failed_test_left() throws Exception {
    assertThat(told(OneFailsCase.class)).containsExactly("OneFailsCase.fails.html");
    assertThat(failures(Runs.run(OneFailsCase.class))).containsExactly("mine");
  }

  @MlSimulator(start = "tomorrow", world = MlSimulator.Scope.PER_CLASS)
  static class MistakenCase {
    @BeforeAll
    static void does_not_run(Simulator sim) {}

    @Test
    void does_not_run() {}
  }

  @Test
  void a_world_that_could_not_be_made_is_told_once() throws Exception {
    assertThat(told(MistakenCase.class)).isEmpty();
    assertThat(failures(Runs.run(MistakenCase.class)))
        .singleElement()
        .asString()
        .contains("@MlSimulator(start) is an instant");
  }

  @MlSimulator
  static class AbortedCase {
    @Test
    void by_itself(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle();
      Assumptions.abort("not today");
    }

    @Nested
    class Before {
      @BeforeEach
      void abort() {
        Assumptions.abort("not today");
      }

      @Test
      void does_not_run() {}
    }

    @Nested
    @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
    class BeforeAllOfThem {
      @BeforeAll
      static void abort(Simulator sim) {
        Assumptions.abort("not today");
      }

      @Test
      void does_not_run() {}
    }
  }

  @Test
  void of_what_is_aborted_nothing_is_told() throws Exception {
    assertThat(told(AbortedCase.class)).isEmpty();
    assertThat(failures(Runs.run(AbortedCase.class))).isEmpty();
  }

  /** The pages that a run of the class has written, without what all their names begin with. */
  private static List<String> told(Class<?> type) throws IOException {
    for (Path page : pages(type)) {
      Files.delete(page);
    }
    Runs.run(Map.of(MlSimulatorExtension.STORIES, "failed"), type);
    return pages(type).stream()
        .map(page -> page.getFileName().toString().replace("dev.mlsim.junit.StoryTellingTest$", ""))
        .toList();
  }

  private static List<Path> pages(Class<?> type) throws IOException {
    Files.createDirectories(StoryFiles.directory());
    try (Stream<Path> files = Files.list(StoryFiles.directory())) {
      String start = "dev.mlsim.junit.StoryTellingTest$" + type.getSimpleName() + ".";
      return files.filter(f -> f.getFileName().toString().startsWith(start)).sorted().toList();
    }
  }

  private static Path page(String name) {
    return StoryFiles.directory().resolve("dev.mlsim.junit.StoryTellingTest$" + name);
  }
}
