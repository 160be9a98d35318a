package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnWorldCheckTest {

  static final class ForgottenOnMethodCase {
    @Test
    @Throttle(operation = "CreateTrainingJob")
    void throttled() {}

    @Test
    @InjectFault(operation = "CreateTrainingJob", nth = 1, error = "ResourceInUse")
    @InjectFault(operation = "CreateTrainingJob", nth = 2, error = "ResourceInUse")
    void several() {}

    @Test
    @JobOutcome(resource = "training-job", stuckAt = "Training")
    void stuck() {}

    @Test
    void without_any() {}
  }

  @Quota(name = "ml.m5.xlarge for training job usage", value = 1)
  static final class ForgottenOnClassCase {
    @Test
    void limited() {}
  }

  static final class ForgottenFieldCase {
    @Simulated Simulator sim;

    @Test
    void filled() {}
  }

  @Test
  void annotations_without_a_simulator_are_refused() {
    assertThat(
            Runs.failures(
                Runs.run(
                    ForgottenOnMethodCase.class,
                    ForgottenOnClassCase.class,
                    ForgottenFieldCase.class)))
        .hasSize(5)
        .contains(
            "mlsim: [OwnWorldCheckTest$ForgottenFieldCase.filled] has annotations of mlsim's, such"
                + " as @Throttle or @Simulated, but no simulator; put @MlSimulator on its class,"
                + " or register an MlSimulatorExtension there");
  }

  @ExtendWith(MlSimulatorExtension.class)
  static final class ExtendedCase {
    @Simulated Simulator sim;

    @Test
    void filled() {
      assertThat(sim).isNotNull();
    }
  }

  static final class RegisteredCase {
    @RegisterExtension
    static final MlSimulatorExtension mlsim = MlSimulatorExtension.builder().build();

    @Simulated Simulator sim;

    @Test
    void filled() {
      assertThat(sim).isNotNull();
    }
  }

  @Test
  void an_extension_that_is_there_by_itself_is_enough() {
    assertThat(Runs.failures(Runs.run(ExtendedCase.class, RegisteredCase.class))).isEmpty();
  }
}
