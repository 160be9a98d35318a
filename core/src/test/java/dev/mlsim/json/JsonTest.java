package dev.mlsim.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and written is what Jackson's object mapper would read and write. */
class JsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TREES = 2000;

  @Test
  void a_tree_is_written_as_the_object_mapper_writes_it() throws IOException {
    for (int seed = 0; seed < TREES; seed++) {
      JsonNode tree = new RandomTrees(seed).next();

      assertThat(Json.bytes(tree))
          .as("seed %s", seed)
          .isEqualTo(MAPPER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8));
      assertThat(Json.text(tree)).as("seed %s", seed).isEqualTo(MAPPER.writeValueAsString(tree));
      assertThat(Json.pretty(tree)).as("seed %s", seed).isEqualTo(tree.toPrettyString());
    }
  }

  @Test
  void a_time_in_seconds_is_written_as_java_says_such_a_number() {
    Random random = new Random(1);
    for (int i = 0; i < 20 * TREES; i++) {
      double seconds =
          Math.floor(random.nextDouble() * Math.pow(10, 3 + random.nextInt(13))) / 1000;

      assertThat(Json.text(DoubleNode.valueOf(seconds))).isEqualTo(Double.toString(seconds));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 10, -99, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  void a_whole_number_is_written_digit_by_digit(long number) {
    assertThat(Json.text(LongNode.valueOf(number))).isEqualTo(Long.toString(number));
  }

  @Test
  void a_tree_is_read_as_the_object_mapper_reads_it() throws IOException {
    for (int seed = 0; seed < TREES; seed++) {
      byte[] bytes = MAPPER.writeValueAsBytes(new RandomTrees(seed).next());
      JsonNode expected = MAPPER.readTree(bytes);

      JsonNode read = Json.read(bytes);
      JsonNode readAsText = Json.read(new String(bytes, StandardCharsets.UTF_8));

      assertThat(read).as("seed %s", seed).isEqualTo(expected).isEqualTo(readAsText);
      assertThat(Json.bytes(read))
          .as("seed %s", seed)
          .isEqualTo(MAPPER.writeValueAsString(expected).getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "1.0",
        "1e3",
        "-0.0",
        "1e-400",
        "1e400",
        "3.14159265358979323846",
        "0.1",
        "true",
        "null",
        "\"\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[], {}]"
      })
  void a_value_becomes_the_same_kind_of_node(String json) throws IOException {
    JsonNode expected = MAPPER.readTree(json);

    JsonNode read = Json.read(json);

    assertThat(read).isEqualTo(expected);
    assertThat(read.numberType()).isEqualTo(expected.numberType());
    assertThat(read.getNodeType()).isEqualTo(expected.getNodeType());
  }

  @Test
  void of_members_of_one_name_the_last_counts_where_the_first_stands() {
    assertThat(Json.read("{\"a\": 1, \"b\": 2, \"a\": 3}")).hasToString("{\"a\":3,\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void nothing_but_space_is_a_missing_node(String nothing) {
    assertThat(Json.read(nothing)).isSameAs(MissingNode.getInstance());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|Unexpected end-of-input",
        "{\"a\":1|Unexpected end-of-input",
        "[1,]|Unexpected character",
        "[1}|Unexpected close marker",
        "]|Unexpected close marker",
        "x=1|Unrecognized token 'x'",
        "{} x|Unrecognized token 'x'",
        "{} {}|Trailing token (START_OBJECT) found after the value",
        "NaN|Non-standard token 'NaN'",
        "'a'|Unexpected character",
      })
  void what_is_no_json_is_refused_with_the_parsers_words(String text, String problem) {
    assertThatThrownBy(() -> Json.read(text))
        .isInstanceOfSatisfying(
            MalformedJson.class, e -> assertThat(e.problem()).startsWith(problem))
        .hasMessageStartingWith("mlsim: cannot read this as JSON at line 1, column ");
    assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedJson.class);
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xFF, '"'}))
        .isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> Json.read(new byte[] {0, 0, (byte) 0xFF, (byte) 0xFE, 0, 0, 0, 0}))
        .isInstanceOf(MalformedJson.class);
  }

  @Test
  void how_deep_a_document_is_nested_is_bounded_so_that_each_can_be_written() {
    JsonNode deepest = Json.read(nested(Json.MAX_DEPTH));
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    answer.addArray().addObject().set("inside", deepest);

    assertThat(Json.text(deepest)).isEqualTo(nested(Json.MAX_DEPTH));
    assertThat(Json.text(answer)).contains(nested(Json.MAX_DEPTH));
    assertThat(deepest.deepCopy().hashCode()).isEqualTo(deepest.hashCode());
    assertThatThrownBy(() -> Json.read(nested(Json.MAX_DEPTH + 1)))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("nesting depth (501) exceeds the maximum allowed (500");
  }

  @Test
  void what_is_built_deeper_than_can_be_written_is_refused_in_words() {
    JsonNode deep = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 1000; i++) {
      deep = JsonNodeFactory.instance.arrayNode().add(deep);
    }
    JsonNode tooDeep = deep;

    assertThatThrownBy(() -> Json.bytes(tooDeep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "mlsim: a document is nested too deeply to be written: deeper than 1000 levels, the"
                + " bound");
    assertThatThrownBy(() -> Json.frozen(tooDeep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: a document is nested deeper than 500 levels, the bound");
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void half_of_a_surrogate_pair_is_escaped() throws JsonProcessingException {
    TextNode halves = TextNode.valueOf("a\uD83D b\uDE00 \uD83D\uDE00 \uD83D");
    JsonNode named = JsonNodeFactory.instance.objectNode().put("\uDE00\uD83D", 1);

    assertThat(Json.text(halves)).isEqualTo("\"a\\uD83D b\\uDE00 \uD83D\uDE00 \\uD83D\"");
    assertThat(Json.read(Json.text(halves))).isEqualTo(halves);
    assertThat(Json.bytes(halves)).isEqualTo(Json.text(halves).getBytes(StandardCharsets.UTF_8));
    assertThat(Json.read(Json.bytes(halves))).isEqualTo(halves);
    assertThat(new String(Json.bytes(named), StandardCharsets.UTF_8))
        .isEqualTo("{\"\\uDE00\\uD83D\":1}");
  }

  @Test
  void an_object_of_javas_is_refused_in_words() {
    JsonNode document =
        JsonNodeFactory.instance.objectNode().set("when", new POJONode(Locale.ROOT));

    assertThatThrownBy(() -> Json.bytes(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: a document holds [java.util.Locale], an object of Java's; it can hold what JSON"
                + " can, and bytes");
    assertThatThrownBy(() -> Json.frozen(document)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_number_of_more_digits_than_are_read_is_refused() {
    String digits = BigInteger.TEN.pow(1000).toString();

    assertThatThrownBy(() -> Json.read(digits))
        .isInstanceOf(MalformedJson.class)
        .hasMessageContaining("exceeds the maximum allowed (1000");
  }
}
