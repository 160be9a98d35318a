package dev.mlsim.junit;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class AdoptedSimulatorTest {

  @Execution(ExecutionMode.SAME_THREAD)
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static final class AdoptingCase {
    static final Simulator BEAN = Simulator.create();

    @RegisterExtension
    static final MlSimulatorExtension mlsim =
        MlSimulatorExtension.builder().simulator(test -> BEAN).build();

    @Test
    @JobOutcome(resource = "training-job", failAt = "Starting")
    void first_of_all_a_job_is_created(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("a"));

      assertThat(sim).isSameAs(BEAN);
      sim.clock().advance(Duration.ofHours(1));
      assertThat(sim).resource("training-job", "a").isFailed();
    }

    @Test
    void then_it_is_there_and_the_script_is_over(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("b"));

      sim.clock().advance(Duration.ofHours(1));
      assertThat(sim).resource("training-job", "a").isFailed();
      assertThat(sim).resource("training-job", "b").hasStatus("Completed");
    }
  }

  @Test
  void a_simulator_that_exists_goes_on_from_test_to_test() {
    assertThat(Runs.failures(Runs.run(AdoptingCase.class))).isEmpty();
  }

  @MlSimulator(region = "eu-west-1")
  static final class ContradictingCase {
    @RegisterExtension
    static final MlSimulatorExtension mlsim =
        MlSimulatorExtension.builder().simulator(test -> Simulator.create()).build();

    @Test
    void anywhere() {}
  }

  @Test
  void it_is_as_it_was_made() {
    assertThat(Runs.failures(Runs.run(ContradictingCase.class)))
        .containsExactly(
            "mlsim: [AdoptedSimulatorTest$ContradictingCase.anywhere] says of which region, account,"
                + " start, seed or polling its world is, but takes a simulator that exists; say it"
                + " where that one is built");
  }
}
