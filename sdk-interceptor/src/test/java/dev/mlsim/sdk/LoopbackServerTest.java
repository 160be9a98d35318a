package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void arguments_say_what_is_served() {
    try (LoopbackEndpoint endpoint =
        open(
            "--region=eu-west-1",
            "--account=210987654321",
            "--starting-at=2030-01-01T00:00:00Z",
            "--seed=7",
            "--polling=tick:PT1M")) {
      Simulator sim = endpoint.simulator("eu-west-1");

      assertThat(sim.account()).isEqualTo("210987654321");
      assertThat(sim.seed()).isEqualTo(7);
      assertThat(sim.clock().now()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
      assertThat(sim.polling()).isEqualTo(Polling.tick(Duration.ofMinutes(1)));
      assertThat(said.toString(StandardCharsets.UTF_8))
          .startsWith("mlsim serves on http://127.0.0.1:" + endpoint.uri().getPort());
    }
  }

  @Test
  void every_polling_policy_can_be_said() {
    try (LoopbackEndpoint settle = open("--polling=settle");
        LoopbackEndpoint scaled = open("--polling=scaled:3600")) {
      assertThat(settle.simulator("us-east-1").polling()).isEqualTo(Polling.settle());
      assertThat(scaled.simulator("us-east-1").polling()).hasToString("scaled by 3600.0");
    }
  }

  @Test
  void senseless_arguments_are_refused_in_words() {
    assertThatThrownBy(() -> open("--prot=1").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mlsim: cannot read [--prot=1]; possible are --port=4571");
    assertThatThrownBy(() -> open("--port=many").close())
        .hasMessageStartingWith("mlsim: cannot read [--port=many]");
    assertThatThrownBy(() -> open("verbose").close())
        .hasMessageStartingWith("mlsim: cannot read [verbose]");
  }

  private LoopbackEndpoint open(String... arguments) {
    return LoopbackServer.open(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
  }
}
