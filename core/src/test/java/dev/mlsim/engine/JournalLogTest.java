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
import org.junit.jupiter.api.Test;

class JournalLogTest {
  private static final int FIVE_MB = 5 * 1024 * 1024;

  private final Simulator sim = Simulator.create();

  private WireResponse model(String name, String image) {
    String body =
        "{\"ModelName\": \""
            + name
            + "\", \"ExecutionRoleArn\": \"arn:aws:iam::123456789012:role/R\", \"PrimaryContainer\":"
            + " {\"Image\": \"123456789012.dkr.ecr.us-east-1.amazonaws.com/serve:1\"}, \"Remark\": \""
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

  @Test
  void the_oldest_entries_go_where_digests_are_not_enough() {
    JournalLog log =
        new JournalLog(
            sim.clock().guard(),
            () -> {
              throw new IllegalStateException("no story is told here");
            });

    for (int i = 1; i <= 10; i++) {
      log.add(call(i), JournalLog.BYTES / 4);
    }

    assertThat(log.dropped()).isEqualTo(6);
    assertThat(log.calls())
        .extracting(JournalEntry.Called::number)
        .containsExactly(7L, 8L, 9L, 10L);
  }

  private static JournalEntry.Called call(long number) {
    JsonNode nothing = Documents.empty();
    return new JournalEntry.Called(
        Instant.EPOCH,
        number,
        "sagemaker",
        "ListModels",
        nothing,
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
