package dev.mlsim.assertj;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class MlSimSoftAssertionsTest {
  private final Simulator sim = Simulator.create();

  @BeforeEach
  void create_a_job() {
    SimulatedClients.of(sim).create(SageMakerClient.class).createTrainingJob(Jobs.job("churn-1"));
  }

  @Test
  void every_failure_is_told() {
    assertThat(
            failures(
                softly -> {
                  softly.assertThat(sim).resource("training-job", "churn-1").isFailed().isAtRest();
                  softly.assertThat(sim).hasNothingBilling().hasNothingInProgress();
                  softly
                      .assertThat(sim)
                      .called("CreateTrainingJob")
                      .times(2)
                      .apartAtLeast(Duration.ofHours(1));
                  softly.assertThat(sim.resources().get("training-job", "churn-1")).isStuck();
                  softly.assertThat(1 + 1).isEqualTo(3);
                }))
        .isEqualTo(8);
  }

  @Test
  void so_are_those_of_assertjs_own_assertions() {
    assertThat(
            failures(
                softly -> {
                  softly.assertThat(sim).isNull();
                  softly.assertThat(sim).satisfies(s -> assertThat(s.region()).isEmpty());
                  softly
                      .assertThat(sim)
                      .resource("training-job", "churn-1")
                      .isEqualTo("this")
                      .asString()
                      .isNotEmpty()
                      .isEqualTo("that");
                  softly.assertThat(sim).called("CreateTrainingJob").isNull();
                  softly
                      .assertThat(sim)
                      .called("CreateTrainingJob")
                      .requests(CreateTrainingJobRequest.class)
                      .hasSize(3)
                      .isEmpty();
                  softly.assertThat(sim).resources("training-job").hasSize(2).isEmpty();
                }))
        .isEqualTo(9);
  }

  @Test
  void what_is_missing_is_told_once() {
    assertThat(
            failures(
                softly -> {
                  softly.assertThat(sim).resource("training-job", "other").isFailed().isNotNull();
                  softly
                      .assertThat(sim)
                      .called("StopTrainingJob")
                      .times(2)
                      .failing("ThrottlingException")
                      .requests(CreateTrainingJobRequest.class)
                      .hasSize(1);
                  softly.assertThat(sim).called("CreateTrainingJob").failing().times(1).isNull();
                }))
        .isEqualTo(3);
  }

  @Test
  void a_description_is_told_with_each() {
    assertThatThrownBy(
            () ->
                MlSimSoftAssertions.assertAllOf(
                    softly ->
                        softly
                            .assertThat(sim)
                            .as("the night")
                            .resource("training-job", "churn-1")
                            .isFailed()))
        .hasMessageContaining("[the night]")
        .hasMessageContaining("Expecting training-job [churn-1]\nto be\n  failed");
  }

  private static int failures(Consumer<MlSimSoftAssertions> assertions) {
    MlSimSoftAssertions softly = new MlSimSoftAssertions();
    assertions.accept(softly);
    return softly.assertionErrorsCollected().size();
  }
}
