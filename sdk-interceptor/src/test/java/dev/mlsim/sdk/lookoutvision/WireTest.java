package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and where worlds end. */
class WireTest {
  private final Factory factory = new Factory();

  @Test
  void timestamps_are_numbers_of_seconds_and_members_begin_with_a_capital()
      throws JsonProcessingException {
    factory.advance(Duration.ofMillis(1234)).project(CIRCUITS);

    JsonNode time =
        new ObjectMapper()
            .readTree(get("/2020-11-20/projects/circuits"))
            .path("ProjectDescription")
            .path("CreationTimestamp");

    assertThat(time.isNumber()).isTrue();
    assertThat(time.asDouble()).isEqualTo(1767225601.234);
  }

  @Test
  void worlds_do_not_meet() {
    factory.project(CIRCUITS);

    Factory other = new Factory();

    assertThat(other.lookout.listProjects(r -> {}).projects()).isEmpty();
    other.project(CIRCUITS);
  }

  private String get(String path) {
    WireRequest request = new WireRequest("GET", path, Map.of(), new byte[0]);
    WireResponse response = (WireResponse) factory.sim.exchange(request);
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
