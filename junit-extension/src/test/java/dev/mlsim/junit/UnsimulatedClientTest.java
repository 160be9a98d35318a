package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;

class UnsimulatedClientTest {

  @MlSimulator
  static final class InjectedCase {
    @Test
    void wants(StsClient sts) {}
  }

  @MlSimulator
  static final class FieldCase {
    @Simulated StsClient sts;

    @Test
    void wants() {}
  }

  @Test
  void a_client_of_a_service_that_is_not_simulated_is_refused_at_injection() {
    assertThat(Runs.failures(Runs.run(InjectedCase.class, FieldCase.class)))
        .hasSize(2)
        .allMatch(
            message ->
                message.contains(
                        "mlsim: cannot make a client of"
                            + " [software.amazon.awssdk.services.sts.StsClient]: its service is not"
                            + " simulated, simulated are [")
                    && message.contains("possible are a mock"));
  }
}
