package dev.mlsim.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.wire.WirePart;
import dev.mlsim.wire.WireResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values as they travel in paths, queries, headers and streams. */
class TextFormsTest {
  private static final Instant TIME = Instant.parse("2021-02-04T02:12:18.527Z");

  @Test
  void percent_encoding_is_of_bytes_and_a_plus_is_a_blank_in_queries_only() {
    assertThat(Percent.decode("a%2Fb+c%C3%A4", false)).isEqualTo("a/b+c\u00e4");
    assertThat(Percent.decode("a+b%2b", true)).isEqualTo("a b+");
    assertThat(Percent.decode("plain", true)).isEqualTo("plain");
    refused(() -> Percent.decode("%", false), "Invalid percent-encoding '%'");
    refused(() -> Percent.decode("%2", false), "Invalid percent-encoding '%2'");
    refused(() -> Percent.decode("%2G", false), "Invalid percent-encoding '%2G'");
  }

  private static void refused(ThrowingCallable read, String words) {
    assertThatThrownBy(read).isInstanceOf(MalformedInput.class).hasMessage(words);
  }

  @Test
  void a_query_has_its_parameters_in_order_with_all_their_values() {
    assertThat(Percent.query("/p?b=2&a=1&&b=3%263&flag&empty="))
        .hasToString("{b=[2, 3&3], a=[1], flag=[], empty=[]}");
    assertThat(Percent.query("/p?flag")).isEqualTo(Map.of("flag", List.of("")));
    assertThat(Percent.query("/p")).isEmpty();
    assertThat(Percent.pathOnly("/p?x")).isEqualTo("/p");
    assertThat(Percent.pathOnly("?x")).isEmpty();
  }

  @Test
  void a_template_has_literals_labels_and_perhaps_a_rest() {
    UriTemplate template = new UriTemplate("/jobs/{id}/{rest+}?kind=a&flag");

    assertThat(template.query()).isEqualTo(Map.of("kind", "a", "flag", ""));
    assertThat(matches(template, "/jobs/7/a")).isTrue();
    assertThat(matches(template, "/jobs/7/a/b/")).isTrue();
    assertThat(matches(template, "/jobs/7/")).isFalse();
    assertThat(matches(template, "/jobs/7")).isFalse();
    assertThat(matches(template, "/jobs//a")).isFalse();
    assertThat(matches(template, "/joke/7/a")).isFalse();
    assertThat(template.labels(UriTemplate.split("/jobs/x%2Fy/a/b%20c/")))
        .isEqualTo(Map.of("id", "x/y", "rest", "a/b c/"));
    assertThat(template).hasToString("/jobs/{id}/{rest+}?kind=a&flag");
    assertThat(matches(new UriTemplate("/"), "/")).isTrue();
    assertThat(matches(new UriTemplate("/jobs"), "/jobs/7")).isFalse();
  }

  private static boolean matches(UriTemplate template, String path) {
    return template.matches(UriTemplate.split(path));
  }

  @Test
  void a_timestamp_has_a_form_in_each_place() {
    TimestampShape any = new TimestampShape("Time", false, null);

    assertThat(any.formatIn(Location.BODY)).isEqualTo(TimestampFormat.EPOCH_SECONDS);
    assertThat(any.formatIn(Location.QUERY)).isEqualTo(TimestampFormat.ISO_8601);
    assertThat(any.formatIn(Location.HEADER)).isEqualTo(TimestampFormat.HTTP_DATE);
    assertThat(
            new TimestampShape("Time", false, TimestampFormat.ISO_8601).formatIn(Location.HEADER))
        .isEqualTo(TimestampFormat.ISO_8601);
  }

  @Test
  void a_timestamp_is_read_and_written_in_each_form() {
    assertThat(TimestampFormat.EPOCH_SECONDS.text(TIME)).isEqualTo("1.612404738527E9");
    assertThat(TimestampFormat.ISO_8601.text(TIME)).isEqualTo("2021-02-04T02:12:18.527Z");
    assertThat(TimestampFormat.HTTP_DATE.text(TIME)).isEqualTo("Thu, 04 Feb 2021 02:12:18 GMT");
    assertThat(TimestampFormat.HTTP_DATE.text(TIME.plus(Duration.ofDays(10))))
        .isEqualTo("Sun, 14 Feb 2021 02:12:18 GMT");
    assertThat(TimestampFormat.EPOCH_SECONDS.read("1612404738.5"))
        .isEqualTo(DoubleNode.valueOf(1612404738.5));
    assertThat(TimestampFormat.ISO_8601.read("2021-02-04T03:12:18+01:00"))
        .isEqualTo(DoubleNode.valueOf(1612404738));
    assertThat(TimestampFormat.HTTP_DATE.read("Thu, 04 Feb 2021 02:12:18 GMT"))
        .isEqualTo(DoubleNode.valueOf(1612404738));
    for (TimestampFormat format : TimestampFormat.values()) {
      assertThat(TimestampFormat.ofModelName(format.modelName())).isSameAs(format);
      refused(
          () -> format.read("soon"),
          "Invalid timestamp 'soon', the expected format is " + format.modelName());
    }
    assertThatThrownBy(() -> TimestampFormat.ofModelName("roman"))
        .hasMessage("mlsim: unknown timestamp format [roman]");
  }

  @Test
  void a_timestamp_is_of_the_years_1_to_9999() {
    String first = "0001-01-01T00:00:00Z";
    String last = "9999-12-31T23:59:59.999Z";

    assertThat(Timestamps.instant(TimestampFormat.ISO_8601.read(first))).hasToString(first);
    assertThat(Timestamps.instant(TimestampFormat.ISO_8601.read(last))).hasToString(last);
    refused(
        () -> TimestampFormat.ISO_8601.read("0000-12-31T23:59:59Z"),
        "Invalid timestamp '0000-12-31T23:59:59Z', the expected format is iso8601");
    refused(
        () -> TimestampFormat.ISO_8601.read("+10000-01-01T00:00:00Z"),
        "Invalid timestamp '+10000-01-01T00:00:00Z', the expected format is iso8601");
    refused(
        () -> TimestampFormat.EPOCH_SECONDS.read("1e12"),
        "Invalid timestamp '1e12', the expected format is unixTimestamp");
    refused(
        () -> TimestampFormat.EPOCH_SECONDS.read("NaN"),
        "Invalid timestamp 'NaN', the expected format is unixTimestamp");
    assertThatThrownBy(() -> Timestamps.instant(TextNode.valueOf("x")))
        .hasMessage("mlsim: a timestamp is a number of epoch seconds, but this is [\"x\"]");
    assertThat(Timestamps.toTheMillisecond(Timestamps.of(TIME)))
        .isEqualTo("2021-02-04T02:12:18.527Z");
  }

  @Test
  void an_event_is_framed_with_lengths_and_checksums() {
    Contract toy =
        ContractTest.read(
            """
            service toy
            protocol restJson1
            operation Watch GET /toy 200 out=Out
            structure Out Kind@header:x-kind=Text Stream!@payload=Events
            structure Events eventstream Part=Part Note=Note Bad=Bad
            structure Part Bytes@payload=Bytes
            structure Note Text=Text
            error Bad status=400 Message=Text
            string Text
            blob Bytes
            """);
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("Kind", "k");
    output.putArray("Stream");
    output
        .withArray("/Stream")
        .addObject()
        .putObject("Part")
        .set("Bytes", BinaryNode.valueOf("raw".getBytes(UTF_8)));
    output
        .withArray("/Stream")
        .addObject()
        .put("afterMillis", 250)
        .putObject("Note")
        .put("Text", "\u00e4");
    output.withArray("/Stream").addObject().putObject("Bad").put("Message", "no");
    output.withArray("/Stream").addObject().putObject("Part");

    WireResponse response =
        Protocol.REST_JSON.encode(toy.operation("Watch").orElseThrow(), output, "r-1");
    List<WirePart> parts = response.parts();

    assertThat(response.header("x-kind")).contains("k");
    assertThat(response.header("Content-Type")).contains("application/vnd.amazon.eventstream");
    assertThat(parts).hasSize(4);
    assertThat(parts.get(0).after()).isZero();
    assertThat(parts.get(1).after()).isEqualTo(Duration.ofMillis(250));
    assertThat(framed(parts.get(0).bytes()))
        .isEqualTo(
            "{:message-type=event, :event-type=Part, :content-type=application/octet-stream} raw");
    assertThat(framed(parts.get(1).bytes()))
        .isEqualTo(
            "{:message-type=event, :event-type=Note, :content-type=application/json}"
                + " {\"Text\":\"\u00e4\"}");
    assertThat(framed(parts.get(2).bytes()))
        .isEqualTo(
            "{:message-type=exception, :exception-type=Bad, :content-type=application/json}"
                + " {\"Message\":\"no\"}");
    assertThat(framed(parts.get(3).bytes())).endsWith("octet-stream} ");
  }

  /** Reads a message as a client does, its checksums too. */
  private static String framed(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message);
    int total = in.getInt();
    int length = in.getInt();
    assertThat(total).isEqualTo(message.length);
    assertThat(in.getInt()).isEqualTo(checksum(message, 8));
    Map<String, String> headers = new LinkedHashMap<>();
    int end = in.position() + length;
    while (in.position() < end) {
      String name = text(in, in.get());
      assertThat(in.get()).isEqualTo((byte) 7);
      headers.put(name, text(in, in.getShort()));
    }
    String payload = text(in, total - in.position() - 4);
    assertThat(in.getInt()).isEqualTo(checksum(message, total - 4));
    return headers + " " + payload;
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
