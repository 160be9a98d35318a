package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** S3 over HTTP, as clients of other processes meet it. */
class LoopbackTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
  private static final int MANY = 20 * 1024 * 1024;
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
  private static final int PART = 25_000_000;
  private static final int PARTS = 4;

  private final Simulator sim = Simulator.create();
  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    endpoint.close();
  }

  private S3Client client(SdkHttpClient over, Region region) {
    return S3Client.builder()
        .endpointOverride(endpoint.uri())
        .region(region)
        .credentialsProvider(KEYS)
        .httpClient(over)
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sync_clients_put_and_get(boolean apache) {
    try (SdkHttpClient over =
            apache ? ApacheHttpClient.create() : UrlConnectionHttpClient.create();
        S3Client s3 = client(over, Region.US_EAST_1)) {
      for (int size : new int[] {0, 5, MANY}) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        s3.putObject(r -> r.bucket("data").key("/x/../y//z é"), RequestBody.fromBytes(content));

        assertThat(sim.objects().get("s3://data//x/../y//z é")).contains(content);
        assertThat(
                s3.getObjectAsBytes(r -> r.bucket("data").key("/x/../y//z é")).asByteArrayUnsafe())
            .isEqualTo(content);
        assertThat(s3.headObject(r -> r.bucket("data").key("/x/../y//z é")).contentLength())
            .isEqualTo(size);
      }
      assertThatThrownBy(() -> s3.headObject(r -> r.bucket("data").key("no")))
          .isInstanceOf(NoSuchKeyException.class);
      assertThatThrownBy(() -> s3.getObject(r -> r.bucket("data").key("no")))
          .isInstanceOf(NoSuchKeyException.class);
      String etag = s3.headObject(r -> r.bucket("data").key("/x/../y//z é")).eTag();
      assertThatThrownBy(
              () -> s3.getObject(r -> r.bucket("data").key("/x/../y//z é").ifNoneMatch(etag)))
          .extracting(e -> ((S3Exception) e).statusCode())
          .isEqualTo(304);
    }
  }

  @ParameterizedTest
  @CsvSource({"false,0", "false,5", "false,20971520", "true,5", "true,20971520"})
  void an_async_client_puts_and_gets(boolean multipart, int size) {
    // Not one in parts that gets nothing: the SDK's future may then never end, a race of its own.
    S3AsyncClient s3 = // not closed: Netty takes two seconds for it
        S3AsyncClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(KEYS)
            .multipartEnabled(multipart)
            .build();
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);

    s3.putObject(r -> r.bucket("data").key("k"), AsyncRequestBody.fromBytes(content)).join();

    assertThat(sim.objects().get("s3://data/k")).contains(content);
    assertThat(
            s3.getObject(r -> r.bucket("data").key("k"), AsyncResponseTransformer.toBytes())
                .join()
                .asByteArrayUnsafe())
        .isEqualTo(content);
    assertThatThrownBy(() -> s3.headObject(r -> r.bucket("data").key("no")).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void an_object_of_a_hundred_megabytes_comes_in_parts() {
    byte[] content = new byte[PART];
    new Random(1).nextBytes(content);
    try (SdkHttpClient over = ApacheHttpClient.create();
        S3Client s3 = client(over, Region.US_EAST_1)) {
      String upload = s3.createMultipartUpload(r -> r.bucket("data").key("k")).uploadId();
      List<CompletedPart> parts = new ArrayList<>();
      for (int i = 1; i <= PARTS; i++) {
        int number = i;
        String etag =
            s3.uploadPart(
                    r -> r.bucket("data").key("k").uploadId(upload).partNumber(number),
                    RequestBody.fromBytes(content))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
      }
      s3.completeMultipartUpload(
          r -> r.bucket("data").key("k").uploadId(upload).multipartUpload(m -> m.parts(parts)));

      assertThat(s3.headObject(r -> r.bucket("data").key("k")).contentLength())
          .isEqualTo(100_000_000);
      assertThat(sim.objects().find("s3://data/k").orElseThrow().etag()).endsWith("-4");
    }
  }

  @Test
  void all_regions_have_the_same_objects() {
    try (SdkHttpClient over = ApacheHttpClient.create();
        S3Client east = client(over, Region.US_EAST_1);
        S3Client west = client(over, Region.EU_WEST_1)) {
      west.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("x"));

      assertThat(east.getObjectAsBytes(r -> r.bucket("data").key("k")).asUtf8String())
          .isEqualTo("x");
      assertThat(sim.objects().text("s3://data/k")).contains("x");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_presigned_link_works_for_who_has_no_sdk(boolean pathStyle) throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(KEYS)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(pathStyle).build())
            .build()) {
      URI put =
          presigner
              .presignPutObject(
                  p ->
                      p.signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(
                              r -> r.bucket("data").key("a b").contentType("text/csv")))
              .url()
              .toURI();
      URI get =
          presigner
              .presignGetObject(
                  p ->
                      p.signatureDuration(Duration.ofMinutes(5))
                          .getObjectRequest(r -> r.bucket("data").key("a b")))
              .url()
              .toURI();

      HttpResponse<String> written =
          http.send(
              HttpRequest.newBuilder(put)
                  .header("Content-Type", "text/csv")
                  .PUT(HttpRequest.BodyPublishers.ofString("1,2"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> read =
          http.send(HttpRequest.newBuilder(get).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
      assertThat(sim.objects().text("s3://data/a b")).contains("1,2");
      assertThat(read.body()).isEqualTo("1,2");
      assertThat(read.headers().firstValue("Content-Type")).contains("text/csv");
    }
  }

  @Test
  void a_bucket_can_be_in_the_name_of_the_host() throws Exception {
    sim.objects().put("s3://data/k", "x");

    assertThat(raw("GET /k HTTP/1.1", "data.localhost")).startsWith("HTTP/1.1 200").endsWith("x");
    assertThat(raw("GET /no HTTP/1.1", "data.localhost"))
        .startsWith("HTTP/1.1 404")
        .contains("<Code>NoSuchKey</Code>");
    assertThat(raw("DELETE /k HTTP/1.1", "data.localhost")).startsWith("HTTP/1.1 403");
    assertThat(sim.objects().text("s3://data/k")).contains("x");
  }

  private String raw(String line, String host) throws Exception {
    int port = endpoint.uri().getPort();
    try (java.net.Socket socket = new java.net.Socket(LOCAL, port)) {
      socket
          .getOutputStream()
          .write(
              (line + "\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return new String(
          socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_anonymous_client_is_told_to_sign() {
    try (SdkHttpClient over = UrlConnectionHttpClient.create();
        S3Client s3 =
            S3Client.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(over)
                .build()) {
      assertThatThrownBy(
              () -> s3.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("x")))
          .isInstanceOf(S3Exception.class)
          .hasMessageContaining("mlsim: the request [PUT /data/k] is not signed")
          .extracting(e -> ((S3Exception) e).statusCode())
          .isEqualTo(403);
    }
  }
}
