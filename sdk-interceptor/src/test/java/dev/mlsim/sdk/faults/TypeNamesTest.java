package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class TypeNamesTest {
  private final Simulator sim = Simulator.create();

  @Test
  void a_model_is_sagemakers() {
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      clients
          .create(SageMakerClient.class)
          .createModel(
              r ->
                  r.modelName("churn")
                      .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                      .primaryContainer(
                          c -> c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")));
    }

    assertThat(sim.resources().get("model", "churn").type()).isEqualTo("sagemaker:model");
    assertThat(sim.resources().lifecycle("model"))
        .isSameAs(sim.resources().lifecycle("sagemaker:model"));
  }

  @Test
  void a_dataset_is_personalizes_and_the_others_are_said_in_full() {
    assertThat(sim.resources().lifecycle("dataset"))
        .isSameAs(sim.resources().lifecycle("personalize:dataset"))
        .isNotSameAs(sim.resources().lifecycle("lookoutvision:dataset"));
  }

  @Test
  void a_name_that_no_service_has_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> sim.resources().all("modell"))
        .hasMessageStartingWith("mlsim: there is no resource type [modell]; the nearest are [");
  }
}
