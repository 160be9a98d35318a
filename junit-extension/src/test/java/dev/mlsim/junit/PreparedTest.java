package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class PreparedTest {
  private static final Map<Class<?>, AtomicInteger> RUNS = new ConcurrentHashMap<>();
  private static final Set<Simulator> WORLDS = ConcurrentHashMap.newKeySet();

  private static void count(Class<?> type) {
    RUNS.computeIfAbsent(type, t -> new AtomicInteger()).incrementAndGet();
  }

  private static String status(SageMakerClient sageMaker, String job) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(job)).trainingJobStatusAsString();
  }

  @MlSimulator
  @Throttle(operation = "CreateTrainingJob", first = 1)
  static class TrainedCase {
    @Prepared
    static void trained(SageMakerClient sageMaker, Simulator sim, VirtualClock clock) {
      count(TrainedCase.class);
      sim.faults().on("StopTrainingJob").throttle();
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
      clock.advance(Duration.ofHours(2));
      sageMaker.createTrainingJob(Jobs.job("churn-2"));
      sim.journal().clear();
    }

    @RepeatedTest(6)
    void each_starts_from_there(SageMakerClient sageMaker, Simulator sim) {
      WORLDS.add(sim);
      assertThat(sim.clock().now()).isEqualTo(sim.startedAt().plus(Duration.ofHours(2)));
      assertThat(sim.journal().calls()).isEmpty();
      assertThat(status(sageMaker, "churn-1")).isEqualTo("Completed");
      assertThat(status(sageMaker, "churn-2")).isEqualTo("InProgress");
      sageMaker.createTrainingJob(Jobs.job("churn-3"));
      assertThat(sim.journal().retries("CreateTrainingJob")).hasSize(1);
    }
  }

  @Test
  void it_runs_once_and_each_test_has_a_world_of_its_own() {
    assertThat(failures(run(TrainedCase.class))).isEmpty();

    assertThat(RUNS.get(TrainedCase.class)).hasValue(1);
    assertThat(WORLDS).hasSize(6);
  }

  @MlSimulator
  static class OuterCase {
    @Prepared
    static void one(SageMakerClient sageMaker) {
      count(OuterCase.class);
      sageMaker.createTrainingJob(Jobs.job("one"));
    }

    @Test
    void has_one(Simulator sim) {
      assertThat(sim.resources().all("training-job")).hasSize(1);
    }

    @Nested
    class InnerCase {
      @BeforeEach
      void adds_another(SageMakerClient sageMaker) {
        sageMaker.createTrainingJob(Jobs.job("each"));
      }

      @Test
      void goes_on_from_the_outer_one(Simulator sim) {
        assertThat(sim.resources().all("training-job")).hasSize(2);
      }

      @Test
      @MlSimulator(seed = 7)
      void has_its_own_with_another_seed(Simulator sim) {
        assertThat(sim.seed()).isEqualTo(7);
        assertThat(sim.resources().all("training-job")).hasSize(2);
      }
    }
  }

  @Test
  void nested_classes_go_on_from_it_and_other_settings_have_it_run_again() {
    assertThat(failures(run(OuterCase.class))).isEmpty();

    assertThat(RUNS.get(OuterCase.class)).hasValueBetween(2, 3);
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class SharingCase {
    @Prepared
    static void one(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("one"));
    }

    @Test
    void a_shared_world_starts_from_it(Simulator sim) {
      assertThat(sim.resources().find("training-job", "one")).isPresent();
    }
  }

  @Test
  void a_shared_world_starts_from_it_too() {
    assertThat(failures(run(SharingCase.class))).isEmpty();
  }

  @MlSimulator
  static class PendingCase {
    @Prepared
    static void timer(Simulator sim) {
      sim.clock().schedule(sim.clock().now().plusSeconds(1), "lunch", () -> {});
    }

    @Test
    void never_starts() {}
  }

  @MlSimulator
  static class InstanceCase {
    @Prepared
    void notStatic() {}

    @Test
    void never_starts() {}
  }

  @MlSimulator
  static class TwoCase {
    @Prepared
    static void one() {}

    @Prepared
    static void two() {}

    @Test
    void never_starts() {}
  }

  @MlSimulator
  static class StrangerCase {
    @Prepared
    static void strange(String what) {}

    @Test
    void never_starts() {}
  }

  @MlSimulator
  static class BrokenCase {
    @Prepared
    @SuppressWarnings("DoNotCallSuggester") // it is called, to throw
    static void breaks() {
      throw new IllegalStateException("not today");
    }

    @Test
    void never_starts() {}
  }

  @Test
  void what_cannot_be_prepared_is_told_by_the_test() {
    assertThat(failures(run(PendingCase.class)))
        .singleElement()
        .asString()
        .contains("cannot prepare tests by [PendingCase.timer]: mlsim: cannot take a snapshot")
        .contains("[lunch] is to happen");
    assertThat(failures(run(InstanceCase.class)))
        .singleElement()
        .asString()
        .contains("[InstanceCase.notStatic]: it is run once for all tests; make it static");
    assertThat(failures(run(TwoCase.class)))
        .singleElement()
        .asString()
        .contains("its class has another one");
    assertThat(failures(run(StrangerCase.class)))
        .singleElement()
        .asString()
        .contains("nobody knows [java.lang.String");
    assertThat(failures(run(BrokenCase.class))).singleElement().asString().contains("not today");
  }
}
