package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.json.Json;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an SDK sends that is newer than the one of these tests. Documents have single quotes for
 * double ones.
 */
record NewerSdk(Simulator sim) {

  /** The output of a call that succeeds. */
  ObjectNode call(String operation, String input) {
    WireResponse response = answer(operation, input);
    assertThat(response.status()).as("%s", response).isEqualTo(200);
    return response.body().length == 0
        ? Json.frozen((ObjectNode) Json.read("{}"))
        : (ObjectNode) Json.read(response.body());
  }

  /** The code and message of a call that is refused. */
  String refusal(String operation, String input) {
    WireResponse response = answer(operation, input);
    assertThat(response.status()).as("%s", response).isEqualTo(400);
    ObjectNode error = (ObjectNode) Json.read(response.body());
    return error.path("__type").asText() + ": " + error.path("message").asText();
  }

  private WireResponse answer(String operation, String input) {
    return (WireResponse)
        sim.exchange(
            new WireRequest(
                "POST",
                "/",
                Map.of("X-Amz-Target", "SageMaker." + operation),
                input.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
