package dev.mlsim.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Operation;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer of a test's may be, by the output of its operation. */
class KnownMembersTest {
  private static final Contract TOYS =
      Contract.read(
          new ByteArrayInputStream(
              """
              service toys
              protocol awsJson1.1
              operation Describe POST / 200 out=Toy
              operation Count POST / 200 out=Counted
              operation Stop POST / 200
              structure Toy Name=Text Size=Count Ready=Flag Made=Time Bytes=Bytes Parts=Parts Tags=Tags Of=Toy
              structure Counted Size=Count
              list Parts of=Toy
              map Tags key=Text value=Text
              string Text
              double Count
              boolean Flag
              timestamp Time
              blob Bytes
              """
                  .getBytes(StandardCharsets.UTF_8)));

  private static Optional<String> wrong(String answer, String... operations) throws MalformedJson {
    return KnownMembers.wrong(
        Json.read(answer), List.of(operations).stream().map(KnownMembersTest::operation).toList());
  }

  private static Operation operation(String name) {
    return TOYS.operation(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Name\":null}",
        "{\"Name\":\"n\",\"Size\":1.5,\"Ready\":true,\"Made\":1.5,\"Bytes\":\"e30=\"}",
        "{\"Made\":\"2026-01-01T00:00:00Z\"}",
        "{\"Parts\":[{\"Name\":\"n\"},null,{\"Parts\":[]}],\"Tags\":{\"a\":\"b\"}}",
        "{\"Of\":{\"Of\":{\"Tags\":{}}}}"
      })
  void what_the_output_can_be_is_an_answer(String answer) throws MalformedJson {
    assertThat(wrong(answer, "Describe")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "{\"Nme\":1} | the output of [Describe] has no member [Nme]; the nearest are [Name, Made,"
            + " Of]",
        "{\"Name\":1} | [Name] of the output of [Describe] is a text, and not 1",
        "{\"Size\":\"1\"} | [Size] of the output of [Describe] is a number, and not \"1\"",
        "{\"Ready\":1} | [Ready] of the output of [Describe] is a truth value, and not 1",
        "{\"Made\":[]} | [Made] of the output of [Describe] is a single value, and not []",
        "{\"Parts\":{}} | [Parts] of the output of [Describe] is a list, and not {}",
        "{\"Tags\":[]} | [Tags] of the output of [Describe] is an object, and not []",
        "{\"Of\":5} | [Of] of the output of [Describe] is an object, and not 5",
        "{\"Parts\":[{},7]} | [Parts] of the output of [Describe] is an object, and not 7",
        "{\"Tags\":{\"a\":1}} | [Tags] of the output of [Describe] is a text, and not 1",
      })
  void what_it_cannot_be_is_said(String answer, String words) throws MalformedJson {
    assertThat(wrong(answer, "Describe")).contains(words);
  }

  @Test
  void what_is_deep_inside_is_said_with_its_way() throws MalformedJson {
    assertThat(wrong("{\"Of\":{\"Parts\":[{\"Size\":true}]}}", "Describe"))
        .contains(
            "[Size] of [Parts] of [Of] of the output of [Describe] is a number, and not true");
  }

  @Test
  void an_answer_that_one_of_the_operations_can_give_will_do() throws MalformedJson {
    assertThat(wrong("{\"Size\":1}", "Stop", "Count")).isEmpty();
    assertThat(wrong("{\"Name\":\"n\"}", "Stop", "Count"))
        .contains("[Stop] has no output, so its answer is {}");
    assertThat(wrong("{}", "Stop")).isEmpty();
    assertThat(wrong("{\"Name\":1}")).isEmpty();
  }

  @Test
  void bytes_are_a_blob() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("Bytes", BinaryNode.valueOf(new byte[3]));

    assertThat(KnownMembers.wrong(answer, List.of(operation("Describe")))).isEmpty();
  }
}
