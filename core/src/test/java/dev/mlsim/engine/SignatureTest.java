package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.wire.WireRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For which service a request is meant, as far as its signature or its host tells. */
class SignatureTest {

  private static Signature of(String path, String header, String value) {
    return Signature.of(new WireRequest("GET", path, Map.of(header, value), new byte[0]));
  }

  private static Signature signed(String credential) {
    return of("/", "Authorization", "AWS4-HMAC-SHA256 Credential=" + credential);
  }

  @Test
  void a_signed_request_names_its_key_and_its_service() {
    assertThat(signed("AKID/20260101/us-east-1/sagemaker/aws4_request, SignedHeaders=host"))
        .isEqualTo(new Signature("AKID", "sagemaker"));
    assertThat(signed("AKID/20260101/us-east-1/sagemaker")).isEqualTo(new Signature("AKID", ""));
    assertThat(signed("AKID/20260101/us-east-1")).isEqualTo(new Signature("", ""));
    assertThat(signed("")).isEqualTo(new Signature("", ""));
  }

  @Test
  void a_link_is_signed_in_its_query() {
    assertThat(
            of(
                "/b/k?x=1&X-Amz-Credential=AKID%2F20260101%2Fus-east-1%2Fs3%2Faws4_request",
                "A", ""))
        .isEqualTo(new Signature("AKID", "s3"));
    assertThat(of("/b/k?X-Amz-Credential=AKID/20260101/us-east-1/s3/aws4_request", "A", ""))
        .isEqualTo(new Signature("AKID", "s3"));
  }

  @Test
  void what_is_not_signed_may_be_for_s3_by_its_host() {
    assertThat(of("/", "Host", "bucket.s3.us-east-1.amazonaws.com").service()).isEqualTo("s3");
    assertThat(of("/", "Host", "s3-fips.amazonaws.com").service()).isEqualTo("s3");
    assertThat(of("/", "Host", "bucket.localhost:4566").service()).isEqualTo("s3");
    assertThat(of("/", "Host", "localhost:4566").service()).isEmpty();
    assertThat(of("/", "Host", "tools3.amazonaws.com").service()).isEmpty();
    assertThat(of("/", "A", "").service()).isEmpty();
  }
}
