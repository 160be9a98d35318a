package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.names;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @MlSimulator(seed = 77)
  static class SeedsCase {
    static final Set<Long> MET = ConcurrentHashMap.newKeySet();
    private final long seed;

    SeedsCase(Simulator sim) {
      seed = sim.seed();
    }

    @Seeds({3, 5, 8})
    void runs_once_for_each(Simulator sim) {
      assertThat(sim.seed()).isEqualTo(seed);
      MET.add(sim.seed());
      assertThat(sim.seed()).isNotEqualTo(5);
    }

    @Seeds(count = 4)
    void or_counts(Simulator sim) {
      assertThat(sim.seed()).isEqualTo(seed);
    }
  }

  @Test
  void a_test_runs_once_for_each_seed_and_the_failing_one_is_named() {
    var results = run(SeedsCase.class);

    assertThat(names(results))
        .containsExactly("seed 1", "seed 2", "seed 3", "seed 3", "seed 4", "seed 5", "seed 8");
    assertThat(results.testEvents().failed().stream())
        .singleElement()
        .extracting(event -> event.getTestDescriptor().getDisplayName())
        .isEqualTo("seed 5");
    assertThat(SeedsCase.MET).contains(3L, 5L, 8L);
  }

  @Test
  void a_seed_from_outside_repeats_one_run() {
    var results = run(Map.of("mlsim.seed", "8"), SeedsCase.class);

    assertThat(names(results)).containsExactly("seed 8", "seed 8");
    assertThat(failures(results)).isEmpty();
    assertThat(failures(run(Map.of("mlsim.seed", "x"), SeedsCase.class)))
        .contains("mlsim: the configuration parameter mlsim.seed is [x]; it is a whole number");
  }

  @MlSimulator
  static class TwoWaysCase {
    @Seeds(value = 1, count = 2)
    void does_not_run() {}
  }

  @Test
  void either_seeds_or_a_count_are_given() {
    assertThat(failures(run(TwoWaysCase.class)))
        .containsExactly(
            "mlsim: cannot run [SeedsTest$TwoWaysCase.does_not_run]: @Seeds has 1 seeds and a count"
                + " of 2; give either seeds, or a count from 1 to 100000");
  }
}
