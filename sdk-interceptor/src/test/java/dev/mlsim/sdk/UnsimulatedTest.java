package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class UnsimulatedTest {
  private final SimulatedClients clients = SimulatedClients.of(Simulator.create());

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void a_client_of_a_service_that_is_not_simulated_is_not_made() {
    for (Class<?> type : new Class<?>[] {StsClient.class, StsAsyncClient.class}) {
      assertThatThrownBy(
              () -> clients.create(type.asSubclass(software.amazon.awssdk.core.SdkClient.class)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "mlsim: cannot make a client of ["
                  + type.getName()
                  + "]: its service is not simulated, simulated are [")
          .hasMessageContaining("SageMaker");
    }
  }

  @Test
  void a_client_that_speaks_xml_can_read_that_its_service_is_not_simulated() {
    try (StsClient sts = clients.configure(StsClient.builder()).build()) {
      assertThatThrownBy(sts::getCallerIdentity)
          .isInstanceOf(StsException.class)
          .hasMessageContaining("mlsim: no simulated service knows the request [POST ")
          .extracting(e -> ((StsException) e).awsErrorDetails().errorCode())
          .isEqualTo("NotSimulated");
    }
  }

  @Test
  void only_near_operations_are_offered() {
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);

    assertThatThrownBy(
            () ->
                sageMaker.renderUiTemplate(
                    r -> r.uiTemplate(t -> t.content("x")).task(t -> t.input("{}"))))
        .hasMessageContaining("mlsim: operation [RenderUiTemplate] of sagemaker is not simulated;")
        .hasMessageContaining(" are. A fault rule can answer it");
    assertThatThrownBy(() -> sageMaker.listClusters(r -> {}))
        .hasMessageContaining("; the nearest are [List");
  }
}
