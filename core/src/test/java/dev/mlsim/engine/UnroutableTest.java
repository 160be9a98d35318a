package dev.mlsim.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request of a service that nobody simulates is answered in a form that its client can read. */
class UnroutableTest {

  private static WireResponse answer(String contentType, String service) {
    return Unroutable.answer(
        new WireRequest("POST", "/", Map.of("Content-Type", contentType), new byte[0]),
        new Signature("AKID", service),
        501,
        "NotSimulated",
        "a < b & c");
  }

  private static String body(WireResponse response) {
    return new String(response.body(), UTF_8);
  }

  @Test
  void json_is_the_rule() {
    WireResponse json = answer("application/x-amz-json-1.1", "kinesis");

    assertThat(json.status()).isEqualTo(501);
    assertThat(json.header("Content-Type")).contains("application/json");
    assertThat(json.header("x-amzn-ErrorType")).contains("NotSimulated");
    assertThat(body(json)).isEqualTo("{\"__type\":\"NotSimulated\",\"message\":\"a < b & c\"}");
  }

  @Test
  void who_speaks_xml_gets_xml() {
    String error = "<Error><Code>NotSimulated</Code><Message>a &lt; b &amp; c</Message></Error>";

    assertThat(body(answer("", "s3"))).isEqualTo(error);
    assertThat(body(answer("application/x-www-form-urlencoded; charset=utf-8", "sns")))
        .isEqualTo("<ErrorResponse>" + error + "</ErrorResponse>");
    assertThat(body(answer("application/xml", "mturk")))
        .isEqualTo("<ErrorResponse>" + error + "</ErrorResponse>");
    assertThat(body(answer("application/x-www-form-urlencoded", "ec2")))
        .isEqualTo("<Response><Errors>" + error + "</Errors></Response>");
    assertThat(answer("", "route53").header("Content-Type")).contains("text/xml");
    assertThat(answer("", "s3").status()).isEqualTo(501);
  }

  @Test
  void what_there_is_of_s3_is_said() {
    assertThat(Unroutable.beyond(new Signature("", "s3"))).startsWith("; of S3 these are buckets");
    assertThat(Unroutable.beyond(new Signature("", "ec2"))).isEmpty();
  }
}
