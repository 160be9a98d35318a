package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

class UnsimulatedTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);

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

  /** What an SDK reads that is newer than the contract. */
  private String unknown(String operation) {
    return new String(
        ((WireResponse)
                sim.exchange(
                    new WireRequest(
                        "POST",
                        "/",
                        Map.of("X-Amz-Target", "SageMaker." + operation),
                        "{}".getBytes(StandardCharsets.UTF_8))))
            .body(),
        StandardCharsets.UTF_8);
  }

  @Test
  void only_near_operations_are_offered() {
    assertThat(unknown("ListClusterz"))
        .contains("mlsim: no simulated service knows the request [")
        .contains("; the nearest are [ListClusters");
    assertThat(unknown("Tango")).contains("]; simulated are ").doesNotContain("nearest");
  }
}
