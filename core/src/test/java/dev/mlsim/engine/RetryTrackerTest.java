package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How retries are told from first attempts, by what SDKs send along. */
class RetryTrackerTest {
  private final Simulator sim = Simulator.create();
  private final JournalLog journal =
      new JournalLog(
          sim.clock().guard(),
          () -> {
            throw new AssertionError();
          });

  private static WireRequest request(String... headers) {
    Map<String, String> all = new HashMap<>();
    all.put("X-Amz-Target", "SageMaker.DescribeModel");
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new WireRequest(
        "POST", "/", all, "{\"ModelName\":\"m\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static WireRequest attempt(String invocation, String counts) {
    return request("amz-sdk-invocation-id", invocation, "amz-sdk-request", counts);
  }

  @Test
  void an_attempt_is_counted_by_what_its_client_says() {
    assertThat(RetryTracker.attempt(request())).isEqualTo(1);
    assertThat(RetryTracker.attempt(attempt("a", "attempt=1; max=4"))).isEqualTo(1);
    assertThat(RetryTracker.attempt(attempt("a", "ttl=1; attempt=3; max=4"))).isEqualTo(3);
    assertThat(RetryTracker.attempt(attempt("a", "attempt=0; max=4"))).isEqualTo(1);
    assertThat(RetryTracker.attempt(attempt("a", "nonsense"))).isEqualTo(1);
    assertThat(RetryTracker.invocation(request())).isEmpty();
    assertThat(RetryTracker.invocation(attempt("a", "x"))).isEqualTo("a");
  }

  @Test
  void a_retry_is_written_down_with_the_time_since_its_failure() {
    sim.faults().on("DescribeModel").first(2).throttle();
    sim.exchange(attempt("a", "attempt=1; max=4"));
    sim.clock().advance(Duration.ofMillis(250));
    sim.exchange(attempt("a", "attempt=2; max=4"));
    sim.exchange(attempt("b", "attempt=2"));

    assertThat(sim.journal().text())
        .contains("retry of sagemaker:DescribeModel, attempt 2 of 4, after PT0.25S")
        .contains("retry of sagemaker:DescribeModel, attempt 2, after PT0S");
  }

  @Test
  void all_attempts_at_a_call_lead_to_its_first() {
    RetryTracker tracker = new RetryTracker(journal);
    WireReply failed = new WireResponse(400, Map.of(), new byte[0]);
    WireReply well = new WireResponse(399, Map.of(), new byte[0]);
    WireReply broken = new ConnectionFailure(ConnectionFailure.Kind.RESET, "");

    assertThat(answered(tracker, attempt("a", "attempt=1; max=4"), 1, failed)).isEqualTo(1);
    assertThat(answered(tracker, attempt("a", "attempt=2; max=4"), 2, broken)).isEqualTo(1);
    assertThat(answered(tracker, attempt("b", "attempt=2; max=4"), 3, failed)).isEqualTo(3);
    assertThat(answered(tracker, attempt("a", "attempt=3; max=4"), 4, well)).isEqualTo(1);
    assertThat(answered(tracker, attempt("a", "attempt=4; max=4"), 5, well)).isEqualTo(5);
    assertThat(tracker.save()).containsOnlyKeys("b");
  }

  @Test
  void what_tells_nothing_of_its_call_is_not_remembered() {
    RetryTracker tracker = new RetryTracker(journal);
    answered(tracker, request(), 1, new WireResponse(500, Map.of(), new byte[0]));

    assertThat(tracker.save()).isEmpty();
  }

  @Test
  void the_latest_thousand_failures_are_remembered() {
    RetryTracker tracker = new RetryTracker(journal);
    for (int i = 0; i <= 1000; i++) {
      answered(
          tracker,
          attempt("call-" + i, "attempt=1; max=4"),
          i,
          new WireResponse(500, Map.of(), new byte[0]));
    }

    assertThat(tracker.save()).hasSize(1000).doesNotContainKey("call-0").containsKey("call-1000");
    RetryTracker other = new RetryTracker(journal);
    other.restore(tracker.save());
    assertThat(other.first(attempt("call-7", "attempt=2; max=4"), 2000)).isEqualTo(7);
  }

  private long answered(RetryTracker tracker, WireRequest request, long number, WireReply reply) {
    long first = tracker.first(request, number);
    tracker.end(request, reply, sim.clock().now());
    return first;
  }
}
