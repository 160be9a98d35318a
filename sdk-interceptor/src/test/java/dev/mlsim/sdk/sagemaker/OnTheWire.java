package dev.mlsim.sdk.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.json.Json;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Operations that the SDK in use doesn't know yet, called as a newer one would. */
final class OnTheWire {
  private OnTheWire() {}

  /** The answer's body; of an error, too. Single quotes serve for double ones. */
  static JsonNode call(Simulator sim, String operation, String input) {
    WireResponse response =
        (WireResponse)
            sim.exchange(
                new WireRequest(
                    "POST",
                    "/",
                    Map.of("X-Amz-Target", "SageMaker." + operation),
                    input.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    return Json.read(new String(response.body(), StandardCharsets.UTF_8));
  }
}
