package dev.mlsim.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.service.Documents;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JournalLogTest {
  private static final int FIVE_MB = 5 * 1024 * 1024;

  private final Simulator sim = Simulator.create();

  private WireResponse model(String name, String image) {
    String body =
        "{\"ModelName\": \""
            + name
            + "\", \"ExecutionRoleArn\": \"arn:aws:iam::123456789012:role/R\","
            + " \"PrimaryContainer\": {\"Image\":"
            + " \"123456789012.dkr.ecr.us-east-1.amazonaws.com/serve:1\"}, \"Remark\": \""
            + image
            + "\"}";
    return (WireResponse)
        sim.exchange(
            new WireRequest(
                "POST",
                "/",
                Map.of("X-Amz-Target", "SageMaker.CreateModel"),
                body.getBytes(UTF_8)));
  }

  @Test
  @Tag("large")
  void requests_of_many_megabytes_are_told_in_full_and_then_by_their_digests() {
    String large = "x".repeat(FIVE_MB);
    for (int i = 0; i < 36; i++) {
      assertThat(model("m" + i, large).status()).isEqualTo(200);
      assertThat(sim.exchange(delete("m" + i))).isNotNull();
    }

    List<JournalEntry.Called> calls = sim.journal().calls("CreateModel");
    assertThat(calls).hasSize(36);
    assertThat(calls.get(0).input().path("Remark").asText()).hasSize(FIVE_MB);
    assertThat(calls.get(35).input().path("Remark").asText())
        .isEqualTo(
            "5242880 bytes, SHA-256"
                + " dba67a476fa78973aabb087f214a1010f3bebca053674e0af50dfe5a582112be");
    assertThat(calls.get(35).input().path("ModelName").asText()).isEqualTo("m35");
    assertThat(
            calls.stream().mapToLong(call -> call.input().path("Remark").asText().length()).sum())
        .isLessThanOrEqualTo(JournalLog.BYTES);
    assertThat(sim.journal().dropped()).isZero();
  }

  private static WireRequest delete(String name) {
    return new WireRequest(
        "POST",
        "/",
        Map.of("X-Amz-Target", "SageMaker.DeleteModel"),
        ("{\"ModelName\": \"" + name + "\"}").getBytes(UTF_8));
  }

  private JournalLog log() {
    return new JournalLog(
        sim.clock().guard(),
        () -> {
          throw new IllegalStateException("no story is told here");
        });
  }

  @Test
  void a_large_call_is_kept_by_its_digests_where_it_would_push_others_out() {
    JournalLog log = log();
    JsonNode large = Documents.of("{'Remark': '" + "x".repeat(20_000) + "'}");

    log.add(call(1, large), 20_000);
    log.add(call(2), JournalLog.BYTES - 30_000);
    log.add(call(3, large), 20_000);
    log.add(call(4, large), 20_000);

    assertThat(log.calls())
        .extracting(call -> call.input().path("Remark").asText().length())
        .containsExactly(20_000, 0, 85, 85);
    assertThat(log.dropped()).isZero();
    log.add(call(5), 10_001);
    assertThat(log.dropped()).isEqualTo(1);
  }

  @Test
  void a_small_call_is_kept_whole_and_pushes_the_oldest_out() {
    JournalLog log = log();
    JsonNode small = Documents.of("{'Remark': '" + "x".repeat(2_000) + "'}");

    log.add(call(1), JournalLog.BYTES);
    log.add(call(2, small), 16 * 1024);

    assertThat(log.dropped()).isEqualTo(1);
    assertThat(log.calls())
        .extracting(call -> call.input().path("Remark").asText().length())
        .containsExactly(2_000);
  }

  @Test
  void entries_and_failures_are_bounded_by_count() {
    JournalLog log = log();
    for (int i = 0; i <= 50_000; i++) {
      log.add(new JournalEntry.Noted(Instant.EPOCH, "note " + i));
    }
    for (int i = 0; i <= 100; i++) {
      log.failed("request " + i, new IllegalStateException("failure " + i));
    }
    log.failed("request 7", new IllegalStateException("again"));

    assertThat(log.dropped()).isEqualTo(1);
    assertThat(log.entries()).hasSize(50_000);
    assertThat(log.failure("request 0")).isEmpty();
    assertThat(log.failure("request 7")).get().extracting("message").isEqualTo("again");
    assertThat(log.failure("request 100")).isPresent();
  }

  @Test
  void what_is_cleared_counts_as_dropped_and_takes_no_room() {
    JournalLog log = log();
    log.add(call(log.nextCall()), JournalLog.BYTES);
    log.failed("a", new IllegalStateException("no idea"));

    log.clear();
    log.add(call(log.nextCall()), JournalLog.BYTES);

    assertThat(log.dropped()).isEqualTo(1);
    assertThat(log.calls()).extracting(JournalEntry.Called::number).containsExactly(2L);
    assertThat(log.failure("a")).isEmpty();
    log.restart();
    assertThat(log.dropped()).isZero();
    assertThat(log.nextCall()).isEqualTo(1);
  }

  @Test
  void it_goes_on_from_where_it_was_saved() {
    JournalLog log = log();
    log.add(call(log.nextCall()), JournalLog.BYTES / 2);
    log.add(call(log.nextCall()), JournalLog.BYTES);
    JournalLog.Saved saved = log.save();
    log.add(call(log.nextCall()), 1);

    JournalLog other = log();
    other.restore(saved);

    assertThat(other.calls()).extracting(JournalEntry.Called::number).containsExactly(2L);
    assertThat(other.dropped()).isEqualTo(1);
    assertThat(other.nextCall()).isEqualTo(3);
    other.add(call(3), 1);
    assertThat(other.dropped()).isEqualTo(2);
    other.restore(saved);
    assertThat(other.calls()).hasSize(1);
  }

  @Test
  void the_oldest_entries_go_where_digests_are_not_enough() {
    JournalLog log = log();

    for (int i = 1; i <= 10; i++) {
      log.add(call(i), JournalLog.BYTES / 4);
    }

    assertThat(log.dropped()).isEqualTo(6);
    assertThat(log.calls())
        .extracting(JournalEntry.Called::number)
        .containsExactly(7L, 8L, 9L, 10L);
  }

  private static JournalEntry.Called call(long number) {
    return call(number, Documents.empty());
  }

  private static JournalEntry.Called call(long number, JsonNode input) {
    JsonNode nothing = Documents.empty();
    return new JournalEntry.Called(
        Instant.EPOCH,
        number,
        "sagemaker",
        "ListModels",
        input,
        nothing,
        200,
        "",
        "",
        "",
        Optional.empty());
  }

  @Test
  void what_it_says_cannot_be_changed() {
    model("m", "small");
    JsonNode input = sim.journal().calls().get(0).input();
    JsonNode output = sim.journal().calls().get(0).output();

    assertThatThrownBy(() -> ((ObjectNode) input).put("ModelName", "other"))
        .hasMessageContaining("mlsim: ");
    assertThatThrownBy(() -> ((ObjectNode) output).put("ModelArn", "other"))
        .hasMessageContaining("mlsim: ");
  }
}
