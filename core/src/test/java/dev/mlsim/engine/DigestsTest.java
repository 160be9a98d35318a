package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What the journal keeps of large values. */
class DigestsTest {

  private final Digests digests = new Digests();

  private static ObjectNode holding(JsonNode large) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("Small", "s");
    document.putArray("List").add(1).add(large);
    return document;
  }

  @Test
  void a_document_without_anything_large_is_itself() {
    ObjectNode small = holding(JsonNodeFactory.instance.textNode("x".repeat(1024)));

    assertThat(digests.of(small)).isSameAs(small);
    assertThat(digests.saved()).isZero();
  }

  @Test
  void a_large_text_is_told_by_its_length_and_digest() {
    JsonNode less = digests.of(holding(JsonNodeFactory.instance.textNode("x".repeat(1025))));

    assertThat(less.at("/List/1").asText()).startsWith("1025 bytes, SHA-256 ").hasSize(84);
    assertThat(less.at("/List/0").asInt()).isEqualTo(1);
    assertThat(less.get("Small").asText()).isEqualTo("s");
    assertThat(digests.saved()).isEqualTo(1025);
  }

  @Test
  void texts_are_told_apart_and_known_again() {
    JsonNode one = digests.of(holding(JsonNodeFactory.instance.textNode("x".repeat(2000))));
    JsonNode same = digests.of(holding(JsonNodeFactory.instance.textNode("x".repeat(2000))));
    JsonNode other = digests.of(holding(JsonNodeFactory.instance.textNode("y".repeat(2000))));

    assertThat(one).isEqualTo(same).isNotEqualTo(other);
  }

  @Test
  void a_large_blob_is_counted_as_the_text_that_it_would_be_in_json() {
    JsonNode less = digests.of(holding(BinaryNode.valueOf(new byte[3000])));

    assertThat(less.at("/List/1").asText()).startsWith("3000 bytes, SHA-256 ");
    assertThat(digests.saved()).isEqualTo(4000);
    assertThat(digests.of(BinaryNode.valueOf(new byte[1024])).isBinary()).isTrue();
  }
}
