package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Test classes of all shapes that JUnit allows. */
class StrangeClassesTest {

  @MlSimulator
  record RecordCase(SageMakerClient sageMaker, Simulator sim) {
    @Test
    void is_made_with_what_it_has(Simulator given) {
      sageMaker.createTrainingJob(Jobs.job("a"));

      assertThat(sim).isSameAs(given);
      assertThat(sim.resources().all()).hasSize(1);
    }
  }

  interface Steps {
    @BeforeEach
    default void create(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("before"));
    }
  }

  @MlSimulator
  interface Contract extends Steps {
    @Test
    default void is_kept(Simulator sim) {
      assertThat(sim.resources().all()).hasSize(1);
    }
  }

  static class KeptCase implements Contract {}

  @MlSimulator
  abstract static class OpenCase {
    @Simulated protected SageMakerClient sageMaker;

    OpenCase(Simulator sim) {
      assertThat(sim.resources().all()).isEmpty();
    }

    @Test
    void is_open() {
      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    }
  }

  static class ClosedCase extends OpenCase {
    ClosedCase(Simulator sim) {
      super(sim);
    }
  }

  @MlSimulator
  static class ArgumentsCase {
    static Stream<String> names() {
      return Stream.of("a", "b");
    }

    @ParameterizedTest
    @MethodSource("names")
    void come_before_a_client(String name, SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job(name));

      assertThat(sim.resources().all()).singleElement().matches(r -> r.name().equals(name));
    }

    @RepeatedTest(2)
    void is_new_each_time(Simulator sim, SageMakerClient sageMaker) {
      assertThat(sim.resources().all()).isEmpty();
      sageMaker.createTrainingJob(Jobs.job("a"));
    }
  }

  @Test
  void records_interfaces_and_open_classes_have_worlds() {
    var results = run(RecordCase.class, KeptCase.class, ClosedCase.class, ArgumentsCase.class);

    assertThat(failures(results)).isEmpty();
    results.testEvents().assertStatistics(events -> events.succeeded(7));
  }

  static class InstanceCase {
    @RegisterExtension
    final MlSimulatorExtension mlsim = MlSimulatorExtension.builder().region("eu-west-3").build();

    @Test
    void has_a_world(Simulator sim, SageMakerClient sageMaker) {
      assertThat(sim.region()).isEqualTo("eu-west-3");
      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    }

    @Nested
    class Inside {
      @Test
      void too(Simulator sim) {
        assertThat(sim.region()).isEqualTo("eu-west-3");
      }
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class SharedInstanceCase {
    static final Set<Simulator> MET = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    final MlSimulatorExtension mlsim =
        MlSimulatorExtension.builder().world(MlSimulator.Scope.PER_CLASS).build();

    @RepeatedTest(3)
    void shares_a_world(Simulator sim) {
      MET.add(sim);
      sim.faults().on("StopTrainingJob").throttle();
    }
  }

  @Test
  void an_extension_may_be_registered_for_an_instance() {
    assertThat(failures(run(InstanceCase.class))).isEmpty();
    assertThat(failures(run(SharedInstanceCase.class)))
        .singleElement() // the class is checked
        .asString()
        .contains("[throttle StopTrainingJob] never applied");
    assertThat(SharedInstanceCase.MET).hasSize(1);
  }

  static class TooLateCase {
    @RegisterExtension
    final MlSimulatorExtension mlsim =
        MlSimulatorExtension.builder().world(MlSimulator.Scope.PER_CLASS).build();

    @Test
    void does_not_run() {}
  }

  @Test
  void one_whose_world_is_of_the_class_must_be_registered_for_the_class() {
    assertThat(failures(run(TooLateCase.class)))
        .containsExactly(
            "mlsim: cannot give [StrangeClassesTest$TooLateCase] one world, for the extension is"
                + " registered with each instance of it; make its field static");
  }

  @MlSimulator(account = "111122223333")
  static class TwiceCase {
    static final Queue<String> MET = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    static final MlSimulatorExtension MLSIM =
        MlSimulatorExtension.builder().region("eu-west-3").account("999999999999").build();

    TwiceCase(Simulator sim) {
      MET.add(sim.account());
    }

    @Test
    void is_of_one_world(Simulator sim) {
      MET.add(sim.account() + " in " + sim.region());
    }
  }

  @Test
  void what_an_annotation_says_counts_before_a_registered_extension() {
    assertThat(failures(run(TwiceCase.class))).isEmpty();
    assertThat(TwiceCase.MET).containsExactly("111122223333", "111122223333 in eu-west-3");
  }
}
