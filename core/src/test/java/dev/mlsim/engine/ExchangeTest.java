package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry.Called;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One request after another, as they come over the wire. */
class ExchangeTest {
  private final Simulator sim = Simulator.create();

  @AfterEach
  void nobody_has_the_lock() {
    assertThat(sim.clock().guard().isHeldByCurrentThread()).isFalse();
  }

  private static WireResponse list(Simulator sim, String body, String attempt) {
    return (WireResponse)
        sim.exchange(
            new WireRequest(
                "POST",
                "/",
                Map.of(
                    "X-Amz-Target",
                    "SageMaker.ListModels",
                    "amz-sdk-invocation-id",
                    "a",
                    "amz-sdk-request",
                    "attempt=" + attempt + "; max=4"),
                body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void after_a_request_that_cannot_be_read_the_next_is_answered() {
    assertThat(list(sim, "{", "1").status()).isEqualTo(400);
    assertThat(list(sim, "{}", "1").status()).isEqualTo(200);
  }

  @Test
  void what_a_function_of_the_test_threw_is_found_by_the_id_of_the_request() {
    sim.faults()
        .onAll()
        .where(
            input -> {
              throw new IllegalStateException("no idea");
            })
        .throttle();

    WireResponse refusal = list(sim, "{}", "1");

    String id = refusal.header("x-amzn-RequestId").orElseThrow();
    assertThat(sim.journal().failure(id).orElseThrow()).rootCause().hasMessage("no idea");
    assertThat(sim.journal().failure("other")).isEmpty();
  }

  @Test
  void a_request_that_names_no_operation_is_written_down_as_it_came() {
    WireRequest request = new WireRequest("GET", "/nowhere", Map.of(), new byte[0]);

    sim.exchange(request);

    assertThat(sim.journal().calls())
        .extracting(Called::operation)
        .containsExactly(request.toString());
  }

  @Test
  void a_retry_leads_to_its_first_attempt_in_a_restored_world_too() {
    sim.faults().onAll().once().throttle();
    list(sim, "{}", "1");
    list(sim, "{}", "1");
    list(sim, "{}", "1");
    sim.faults().onAll().once().throttle();
    list(sim, "{}", "1");

    Simulator restored = Simulator.of(sim.snapshot());
    list(restored, "{}", "2");

    assertThat(restored.journal().calls().get(4).first()).isEqualTo(4);
  }
}
