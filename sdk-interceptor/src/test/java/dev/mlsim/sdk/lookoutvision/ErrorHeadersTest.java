package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ThrottlingException;

class ErrorHeadersTest {
  private final Factory factory = new Factory();

  @Test
  void throttling_says_when_to_come_again_in_a_header() {
    factory.sim.faults().on("ListProjects").first(10).throttle();

    assertThatThrownBy(() -> factory.lookout.listProjects(r -> {}))
        .isInstanceOfSatisfying(
            ThrottlingException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(429);
              assertThat(e.retryAfterSeconds()).isEqualTo(1);
              assertThat(e.serviceCode()).isEqualTo("lookoutvision");
              assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                  .hasValue("1");
              assertThat(e.numAttempts()).isGreaterThan(1);
            });
  }

  @Test
  void a_throttled_call_that_is_retried_has_its_effect_once() {
    factory.sim.faults().on("CreateProject").first(1).throttle();

    factory.project(CIRCUITS);

    assertThat(factory.lookout.listProjects(r -> {}).projects()).hasSize(1);
  }
}
