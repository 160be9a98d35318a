package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.names;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassSeedsTest {

  @MlSimulator
  @ClassSeeds({1, 2})
  static class SeededCase {
    private final long seed;

    SeededCase(Simulator sim) {
      seed = sim.seed();
    }

    @Test
    void every_test_of_it(Simulator sim) {
      assertThat(sim.seed()).isEqualTo(seed).isNotEqualTo(2);
    }

    @Seeds({2, 7})
    void and_those_of_a_method_add_up(Simulator sim) {
      assertThat(sim.seed()).isEqualTo(seed);
    }

    @Nested
    class Inside {
      @ParameterizedTest(name = "{index}: {0}")
      @ValueSource(ints = 4)
      void nested_ones_too(int four, Simulator sim) {
        assertThat(sim.seed()).isEqualTo(seed);
      }
    }
  }

  @Test
  void all_tests_of_a_class_run_once_for_each_seed() {
    var results = run(SeededCase.class);

    assertThat(names(results))
        .containsExactly(
            "1: 4",
            "1: 4",
            "every_test_of_it(Simulator)",
            "every_test_of_it(Simulator)",
            "seed 1",
            "seed 2",
            "seed 7");
    assertThat(results.containerEvents().started().stream())
        .map(event -> event.getTestDescriptor().getDisplayName())
        .contains("seed 1", "seed 2");
    assertThat(failures(results)).singleElement().asString().contains("not to be equal to");
    assertThat(names(run(Map.of("mlsim.seed", "9"), SeededCase.class)))
        .containsExactly("1: 4", "every_test_of_it(Simulator)", "seed 9");
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  @ClassSeeds(count = 3)
  static class SharedCase {
    static final Queue<Simulator> MET = new ConcurrentLinkedQueue<>();

    @Test
    void is_of_its_runs_world(Simulator sim) {
      MET.add(sim);
      sim.faults().on("StopTrainingJob").throttle();
    }

    @Test
    void and_so_is_this(Simulator sim) {
      MET.add(sim);
    }
  }

  @Test
  void a_world_of_a_class_is_one_of_a_run_and_checked_after_it() {
    assertThat(failures(run(SharedCase.class)))
        .hasSize(3)
        .allMatch(message -> message.contains("[throttle StopTrainingJob] never applied"));
    assertThat(SharedCase.MET).hasSize(6);
    assertThat(Set.copyOf(SharedCase.MET))
        .extracting(Simulator::seed)
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  @ClassSeeds(1)
  static class TooEarlyCase {
    @BeforeAll
    static void once(Simulator sim) {}

    @Test
    void does_not_run() {}
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class TooLateCase {
    @Seeds(42)
    void does_not_run() {}
  }

  @Test
  void the_class_that_shares_a_world_has_the_seeds() {
    assertThat(failures(run(TooEarlyCase.class)))
        .singleElement()
        .asString()
        .endsWith("or @MlSimulator(world = PER_CLASS) on a class without @ClassSeeds");
    assertThat(failures(run(TooLateCase.class)))
        .containsExactly(
            "mlsim: cannot run [ClassSeedsTest$TooLateCase.does_not_run] with seed 42: it shares a world"
                + " whose seed is 1; put @ClassSeeds on the class that says @MlSimulator(world ="
                + " PER_CLASS)");
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  static class ParameterizedCase {
    static final Queue<Simulator> MET = new ConcurrentLinkedQueue<>();
    @Parameter int number;

    @Test
    void shares_it(Simulator sim) {
      MET.add(sim);
    }
  }

  @Test
  void runs_of_a_class_with_other_parameters_share_its_world() {
    assertThat(failures(run(ParameterizedCase.class))).isEmpty();
    assertThat(ParameterizedCase.MET).hasSize(2);
    assertThat(Set.copyOf(ParameterizedCase.MET)).hasSize(1);
  }

  static class HeirCase extends SeededBaseCase {
    @Test
    void has_the_seeds_too(Simulator sim) {
      assertThat(sim.seed()).isEqualTo(11);
    }
  }

  @MlSimulator
  @ClassSeeds(11)
  abstract static class SeededBaseCase {}

  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @MlSimulator
  @Seeds({4, 6})
  @ClassSeeds({4, 6})
  @interface Twice {}

  @Twice
  static class OfTheUsersCase {
    @Test
    void on_a_class(Simulator sim) {
      assertThat(sim.seed()).isIn(4L, 6L);
    }
  }

  static class OfTheUsersMethodCase {
    @Twice
    void on_a_method(Simulator sim) {
      assertThat(sim.seed()).isIn(4L, 6L);
    }
  }

  @Test
  void seeds_are_inherited_and_stand_on_annotations_of_the_users() {
    var results = run(HeirCase.class, OfTheUsersCase.class, OfTheUsersMethodCase.class);

    assertThat(failures(results)).isEmpty();
    results.testEvents().assertStatistics(events -> events.succeeded(5));
  }

  @MlSimulator
  @ClassSeeds
  static class NoSeedsCase {
    @Test
    void does_not_run() {}
  }

  @Test
  void either_seeds_or_a_count_are_given() {
    assertThat(failures(run(NoSeedsCase.class)))
        .containsExactly(
            "mlsim: cannot run [ClassSeedsTest$NoSeedsCase]: @ClassSeeds has 0 seeds and a count of"
                + " 0; give either seeds, or a count from 1 to 100000");
  }
}
