package dev.mlsim.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read as the same: requests and answers of services that speak JSON. */
class RoundTripTest {
  private final Contract toys =
      ContractTest.read(
          """
          service toys
          protocol restJson1
          operation Put PUT /boxes/{Box}/toys 200 in=Put out=Toy
          operation Send POST /boxes/{Box} 200 in=Send out=Raw
          operation Stop POST /stop 200
          structure Put Box!@uri:Box=Text Kinds@query:kind=Texts Max@query:max=Count Made@header:x-made=Time Name=Text Tags=Meta
          structure Send Box!@uri:Box=Text Body@payload=Bytes Type@header:Content-Type=Text
          structure Toy Name=Text Made@header:x-made=Time Size=Count
          structure Raw Toy@payload=Toy
          list Texts of=Text
          map Meta key=Text value=Text
          string Text
          integer Count
          timestamp Time
          blob Bytes
          """);

  private Operation operation(String name) {
    return toys.operation(name).orElseThrow();
  }

  private ObjectNode again(String operation, ObjectNode input) {
    WireRequest request = Protocol.REST_JSON.request(operation(operation), input);
    assertThat(toys.route(request)).contains(operation(operation));
    return Protocol.REST_JSON.decode(operation(operation), request);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void a_request_is_read_as_it_was_written_wherever_its_members_travel() {
    ObjectNode input = object().put("Box", "a/b c+d%").put("Max", 5).put("Name", "n");
    input.putArray("Kinds").add("x y").add("z&");
    input.set("Made", Timestamps.of(Instant.parse("2026-01-01T00:00:00Z")));
    input.putObject("Tags").put("k", "v");

    assertThat(again("Put", input)).isEqualTo(input);
    assertThat(again("Put", object().put("Box", "b"))).isEqualTo(object().put("Box", "b"));
  }

  @Test
  void bytes_travel_as_they_are() {
    ObjectNode input = object().put("Box", "b").put("Type", "image/png");
    input.set("Body", BinaryNode.valueOf("PNG".getBytes(UTF_8)));

    assertThat(again("Send", input)).isEqualTo(input);
  }

  @Test
  void an_answer_is_read_as_it_was_written() {
    ObjectNode output = object().put("Name", "n").put("Size", 5);
    output.set("Made", Timestamps.of(Instant.parse("2026-01-01T00:00:00Z")));
    ObjectNode raw = object();
    raw.putObject("Toy").put("Name", "n");

    assertThat(answer("Put", output)).isEqualTo(new Answer(200, output, "", ""));
    assertThat(answer("Send", raw)).isEqualTo(new Answer(200, raw, "", ""));
    assertThat(answer("Stop", object())).isEqualTo(new Answer(200, object(), "", ""));
    assertThat(answer("Put", output).isError()).isFalse();
  }

  private Answer answer(String operation, ObjectNode output) {
    return Answer.of(
        operation(operation), Protocol.REST_JSON.encode(operation(operation), output, "r-1"));
  }

  @Test
  void what_is_of_other_types_than_the_contract_says_is_left_as_it_is() {
    assertThat(answered(200, Map.of(), "{\"Size\":\"many\"}").output())
        .hasToString("{\"Size\":\"many\"}");
    assertThat(answered(200, Map.of(), "no json").output()).isEmpty();
    assertThat(answered(200, Map.of(), "[]").output()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "NoSuchToy | {\"message\":\"gone\"} | NoSuchToy | gone",
        "com.aws#NoSuchToy:http://x | {\"Message\":\"gone\"} | NoSuchToy | gone",
        "^^ | {\"__type\":\"com.aws#NoSuchToy\",\"errorMessage\":\"gone\"} | NoSuchToy | gone",
        "^^ | {\"code\":\"NoSuchToy\"} | NoSuchToy | ^^",
        "^^ | <html/> | ^^ | ^^",
      })
  void an_error_is_known_by_its_code_wherever_it_stands(
      String header, String body, String code, String message) {
    Map<String, String> headers = header.isEmpty() ? Map.of() : Map.of("x-amzn-ErrorType", header);

    assertThat(answered(300, headers, body)).isEqualTo(new Answer(300, object(), code, message));
    assertThat(answered(404, headers, body).isError()).isTrue();
  }

  private Answer answered(int status, Map<String, String> headers, String body) {
    return Answer.of(operation("Put"), new WireResponse(status, headers, body.getBytes(UTF_8)));
  }
}
