package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Every form in which bodies travel, small and large, comes out bare. */
class BodiesTest {
  private static final int FIVE = 5;
  private static final int MANY = 3 * 1024 * 1024 + 1; // several chunks, the last one short

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);

  @AfterEach
  void close() {
    clients.close();
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[number];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  /** How a client can be made so that it sends bodies in another form. */
  @SuppressWarnings("ImmutableEnumChecker") // consumers without state
  private enum Form {
    USUAL(client -> {}, request -> {}),
    PLAIN_HTTP(
        client -> client.endpointOverride(URI.create("http://127.0.0.1:4566")), request -> {}),
    CHECKSUM_GIVEN(
        client -> client.endpointOverride(URI.create("http://127.0.0.1:4566")),
        request -> request.checksumSHA256("given")),
    WHEN_REQUIRED(
        client ->
            client
                .endpointOverride(URI.create("http://127.0.0.1:4566"))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED),
        request -> {}),
    UNCHUNKED(
        client -> client.serviceConfiguration(c -> c.chunkedEncodingEnabled(false)), request -> {}),
    CRC32C(client -> {}, request -> request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C)),
    SHA1(client -> {}, request -> request.checksumAlgorithm(ChecksumAlgorithm.SHA1)),
    SHA256(client -> {}, request -> request.checksumAlgorithm(ChecksumAlgorithm.SHA256)),
    ENCODED(client -> {}, request -> request.contentEncoding("gzip"));

    private final Consumer<S3BaseClientBuilder<?, ?>> client;
    private final Consumer<PutObjectRequest.Builder> request;

    Form(Consumer<S3BaseClientBuilder<?, ?>> client, Consumer<PutObjectRequest.Builder> request) {
      this.client = client;
      this.request = request;
    }

    PutObjectRequest request(byte[] content) {
      PutObjectRequest.Builder put = PutObjectRequest.builder().bucket("data").key("k");
      request.accept(put);
      return this == CHECKSUM_GIVEN ? put.checksumSHA256(sha256(content)).build() : put.build();
    }
  }

  private static String sha256(byte[] content) {
    try {
      return java.util.Base64.getEncoder()
          .encodeToString(java.security.MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Arguments> forms() {
    return Arrays.stream(Form.values())
        .flatMap(form -> Stream.of(0, FIVE, MANY).map(size -> Arguments.of(form, size)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void a_sync_client_puts_what_it_has(Form form, int size) {
    byte[] content = bytes(size);
    try (S3Client s3 =
        clients.create(S3Client.class, b -> form.client.accept((S3BaseClientBuilder<?, ?>) b))) {
      s3.putObject(form.request(content), RequestBody.fromBytes(content));

      assertThat(sim.objects().get("s3://data/k").orElseThrow()).isEqualTo(content);
      assertThat(s3.getObjectAsBytes(r -> r.bucket("data").key("k")).asByteArrayUnsafe())
          .isEqualTo(content);
      assertThat(s3.headObject(r -> r.bucket("data").key("k")).contentEncoding())
          .isEqualTo(form == Form.ENCODED ? "gzip" : null);
      assertThat(s3.headObject(r -> r.bucket("data").key("k")).contentLength()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void an_async_client_puts_what_it_has(Form form, int size) {
    byte[] content = bytes(size);
    try (S3AsyncClient s3 =
        clients.create(
            S3AsyncClient.class, b -> form.client.accept((S3BaseClientBuilder<?, ?>) b))) {
      s3.putObject(form.request(content), AsyncRequestBody.fromBytes(content)).join();

      assertThat(sim.objects().get("s3://data/k").orElseThrow()).isEqualTo(content);
      assertThat(
              s3.getObject(r -> r.bucket("data").key("k"), AsyncResponseTransformer.toBytes())
                  .join()
                  .asByteArrayUnsafe())
          .isEqualTo(content);
      assertThat(s3.headObject(r -> r.bucket("data").key("k")).join().contentLength())
          .isEqualTo(size);
    }
  }

  @Test
  void a_checksum_that_does_not_fit_is_refused() {
    S3Client s3 = clients.create(S3Client.class);

    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("data").key("k").checksumCRC32("AAAAAA=="),
                    RequestBody.fromString("hello")))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("The CRC32 you specified did not match the calculated checksum.")
        .extracting(e -> ((S3Exception) e).awsErrorDetails().errorCode())
        .isEqualTo("BadDigest");
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("data").key("k").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                    RequestBody.fromString("hello")))
        .hasMessageContaining("The Content-MD5 you specified did not match what we received.");
    assertThat(sim.objects().list("s3://data/")).isEmpty();
  }

  @Test
  void a_trailer_that_does_not_fit_is_refused_and_so_is_a_body_that_breaks_off() {
    assertThat(chunked("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")).contains("200");
    assertThat(chunked("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n"))
        .contains("400", "<Code>BadDigest</Code>");
    assertThat(chunked("5\r\nhel")).contains("400", "<Code>IncompleteBody</Code>");
    assertThat(chunked("z\r\nhello\r\n0\r\n\r\n")).contains("<Code>IncompleteBody</Code>");
    assertThat(chunked("")).contains("<Code>IncompleteBody</Code>");
  }

  private String chunked(String body) {
    return sim.exchange(
            new WireRequest(
                "PUT",
                "/data/k",
                Headers.ofAll(
                    Map.of(
                        "Authorization",
                        List.of(
                            "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/s3/aws4_request"),
                        "Host",
                        List.of("127.0.0.1:80"),
                        "x-amz-content-sha256",
                        List.of("STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
                        "x-amz-decoded-content-length",
                        List.of("5"))),
                body.getBytes(StandardCharsets.UTF_8)))
        .toString();
  }

  @Test
  void a_checksum_comes_back_to_who_asks_for_it() {
    S3Client s3 = clients.create(S3Client.class);
    s3.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("hello"));

    assertThat(s3.getObjectAsBytes(r -> r.bucket("data").key("k")).response().checksumCRC32())
        .isNull();
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket("data").key("k").checksumMode("ENABLED"))
                .response()
                .checksumCRC32())
        .isEqualTo("NhCmhg==");
  }
}
