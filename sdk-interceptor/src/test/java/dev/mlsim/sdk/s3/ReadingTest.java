package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Ranges, conditions, headers, tags and attributes. */
class ReadingTest {
  private static final String ETAG = "\"5d41402abc4b2a76b9719d911017c592\"";
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:01:00Z");

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @BeforeEach
  void put() {
    sim.clock().advance(Duration.ofMillis(60_500));
    sim.objects().put("s3://data/k", "hello");
  }

  @AfterEach
  void close() {
    clients.close();
  }

  private ResponseBytes<GetObjectResponse> get(Consumer<GetObjectRequest.Builder> more) {
    return s3.getObjectAsBytes(r -> more.accept(r.bucket("data").key("k")));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=1-3,ell,bytes 1-3/5",
    "bytes=1-,ello,bytes 1-4/5",
    "bytes=-2,lo,bytes 3-4/5",
    "bytes=-9,hello,bytes 0-4/5",
    "bytes=3-99,lo,bytes 3-4/5",
    "'bytes=0-1,3-4',hello,",
    "bytes=3-1,hello,",
    "lines=1-2,hello,"
  })
  void a_range_is_a_part_of_the_object(String range, String text, String contentRange) {
    ResponseBytes<GetObjectResponse> got = get(r -> r.range(range));

    assertThat(got.asUtf8String()).isEqualTo(text);
    assertThat(got.response().contentRange()).isEqualTo(contentRange);
    assertThat(got.response().contentLength()).isEqualTo(text.length());
    assertThat(got.response().sdkHttpResponse().statusCode())
        .isEqualTo(contentRange == null ? 200 : 206);
    assertThat(s3.headObject(r -> r.bucket("data").key("k").range(range)).contentLength())
        .isEqualTo(text.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-", "bytes=-0", "bytes=7-9"})
  void a_range_outside_the_object_is_refused(String range) {
    assertThatThrownBy(() -> get(r -> r.range(range)))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("The requested range is not satisfiable")
        .satisfies(e -> assertThat(code(e)).isEqualTo("416 InvalidRange"));
  }

  private static String code(Throwable e) {
    S3Exception error = (S3Exception) e;
    return error.statusCode() + " " + error.awsErrorDetails().errorCode();
  }

  @Test
  void the_first_part_is_the_whole() {
    assertThat(get(r -> r.partNumber(1)).response())
        .satisfies(
            r -> {
              assertThat(r.contentRange()).isEqualTo("bytes 0-4/5");
              assertThat(r.partsCount()).isNull();
            });
    assertThatThrownBy(() -> get(r -> r.partNumber(2)))
        .satisfies(e -> assertThat(code(e)).isEqualTo("416 InvalidPartNumber"));
  }

  @Test
  void conditions_that_hold_let_pass() {
    assertThat(get(r -> r.ifMatch(ETAG)).asUtf8String()).isEqualTo("hello");
    assertThat(get(r -> r.ifMatch("*")).asUtf8String()).isEqualTo("hello");
    assertThat(get(r -> r.ifNoneMatch("\"other\"")).asUtf8String()).isEqualTo("hello");
    assertThat(get(r -> r.ifModifiedSince(WRITTEN.minusSeconds(1))).asUtf8String())
        .isEqualTo("hello");
    assertThat(get(r -> r.ifUnmodifiedSince(WRITTEN)).asUtf8String()).isEqualTo("hello");
    assertThat(get(r -> r.ifMatch(ETAG).ifUnmodifiedSince(WRITTEN.minusSeconds(9))).asUtf8String())
        .isEqualTo("hello");
  }

  @Test
  void what_is_not_modified_is_not_sent() {
    assertThatThrownBy(() -> get(r -> r.ifNoneMatch(ETAG)))
        .isInstanceOf(S3Exception.class)
        .satisfies(e -> assertThat(code(e)).isEqualTo("304 null"));
    assertThatThrownBy(() -> get(r -> r.ifModifiedSince(WRITTEN)))
        .satisfies(e -> assertThat(code(e)).isEqualTo("304 null"));
    assertThatThrownBy(() -> s3.headObject(r -> r.bucket("data").key("k").ifNoneMatch(ETAG)))
        .satisfies(e -> assertThat(((S3Exception) e).statusCode()).isEqualTo(304));
  }

  @Test
  void a_condition_that_does_not_hold_refuses() {
    assertThatThrownBy(() -> get(r -> r.ifMatch("\"other\"")))
        .hasMessageContaining("At least one of the pre-conditions you specified did not hold")
        .satisfies(e -> assertThat(code(e)).isEqualTo("412 PreconditionFailed"));
    assertThatThrownBy(() -> get(r -> r.ifUnmodifiedSince(WRITTEN.minusSeconds(1))))
        .satisfies(e -> assertThat(code(e)).isEqualTo("412 PreconditionFailed"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("data").key("k").ifNoneMatch("*"), RequestBody.fromString("x")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("412 PreconditionFailed"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("data").key("k").ifMatch("\"o\""), RequestBody.fromString("x")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("412 PreconditionFailed"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    r -> r.bucket("data").key("no").ifMatch(ETAG), RequestBody.fromString("x")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(
            () ->
                s3.copyObject(
                    r ->
                        r.sourceBucket("data")
                            .sourceKey("k")
                            .copySourceIfNoneMatch(ETAG)
                            .destinationBucket("data")
                            .destinationKey("l")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("412 PreconditionFailed"));
    assertThat(sim.objects().text("s3://data/k")).contains("hello");
  }

  @Test
  void what_it_is_served_with_comes_back_and_can_be_overridden() {
    s3.putObject(
        r ->
            r.bucket("data")
                .key("k")
                .contentType("text/csv")
                .cacheControl("no-cache")
                .contentDisposition("attachment")
                .contentLanguage("de")
                .expires(Instant.parse("2027-01-01T00:00:00Z"))
                .storageClass("STANDARD_IA")
                .metadata(Map.of("Colour", "blue", "b", "2")),
        RequestBody.fromString("x"));

    GetObjectResponse got =
        get(r -> r.responseContentType("text/plain").responseExpires(WRITTEN)).response();

    assertThat(got.contentType()).isEqualTo("text/plain");
    assertThat(got.expiresString()).isEqualTo("Thu, 01 Jan 2026 00:01:00 GMT");
    assertThat(got.cacheControl()).isEqualTo("no-cache");
    assertThat(got.contentDisposition()).isEqualTo("attachment");
    assertThat(got.contentLanguage()).isEqualTo("de");
    assertThat(got.storageClassAsString()).isEqualTo("STANDARD_IA");
    assertThat(got.metadata()).isEqualTo(Map.of("colour", "blue", "b", "2"));
    assertThat(get(r -> {}).response().expiresString()).isEqualTo("Fri, 01 Jan 2027 00:00:00 GMT");
  }

  @Test
  void tags_are_put_read_and_taken_away() {
    s3.putObject(
        r -> r.bucket("data").key("k").tagging("team=a%20b&x="), RequestBody.fromString("x"));
    assertThat(tags()).isEqualTo(Map.of("team", "a b", "x", ""));
    assertThat(get(r -> {}).response().tagCount()).isEqualTo(2);
    Instant before = sim.objects().find("s3://data/k").orElseThrow().lastModified();
    sim.clock().advance(Duration.ofSeconds(5));

    s3.putObjectTagging(
        r -> r.bucket("data").key("k").tagging(t -> t.tagSet(tag("env", "test"), tag("q", "<&>"))));

    assertThat(tags()).isEqualTo(Map.of("env", "test", "q", "<&>"));
    assertThat(sim.objects().find("s3://data/k").orElseThrow().lastModified()).isEqualTo(before);
    s3.deleteObjectTagging(r -> r.bucket("data").key("k"));
    assertThat(tags()).isEmpty();
    assertThatThrownBy(
            () ->
                s3.putObjectTagging(
                    r ->
                        r.bucket("data")
                            .key("k")
                            .tagging(t -> t.tagSet(tag("a", ""), tag("a", "")))))
        .hasMessageContaining("Cannot provide multiple Tags with the same key")
        .satisfies(e -> assertThat(code(e)).isEqualTo("400 InvalidTag"));
    assertThatThrownBy(() -> s3.getObjectTagging(r -> r.bucket("data").key("no")))
        .isInstanceOf(NoSuchKeyException.class);
  }

  private Map<String, String> tags() {
    return s3.getObjectTagging(r -> r.bucket("data").key("k")).tagSet().stream()
        .collect(java.util.stream.Collectors.toMap(Tag::key, Tag::value));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void attributes_are_those_asked_for() {
    s3.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("hello"));

    GetObjectAttributesResponse all =
        s3.getObjectAttributes(
            r ->
                r.bucket("data")
                    .key("k")
                    .objectAttributes(
                        ObjectAttributes.E_TAG,
                        ObjectAttributes.OBJECT_SIZE,
                        ObjectAttributes.STORAGE_CLASS,
                        ObjectAttributes.CHECKSUM));

    assertThat(all.eTag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(all.objectSize()).isEqualTo(5);
    assertThat(all.storageClassAsString()).isEqualTo("STANDARD");
    assertThat(all.checksum().checksumCRC32()).isEqualTo("NhCmhg==");
    assertThat(
            s3.getObjectAttributes(
                    r -> r.bucket("data").key("k").objectAttributes(ObjectAttributes.OBJECT_SIZE))
                .eTag())
        .isNull();
  }

  @Test
  void what_is_beyond_is_refused_in_words_that_every_client_can_read() {
    assertThatThrownBy(() -> get(r -> r.versionId("v1")))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining(
            "mlsim: GetObject was called with VersionId [v1], and versions of objects are not"
                + " simulated")
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
    assertThatThrownBy(
            () ->
                s3.deleteObjects(
                    r -> r.bucket("data").delete(d -> d.objects(o -> o.key("k").versionId("v1")))))
        .hasMessageContaining("mlsim: DeleteObjects was called with VersionId [v1], and versions")
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
    assertThatThrownBy(() -> s3.getObjectAcl(r -> r.bucket("data").key("k")))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("mlsim: no simulated service knows the request [GET /k?acl]")
        .hasMessageContaining("not versions, access control, policies")
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
    assertThatThrownBy(() -> s3.putBucketPolicy(r -> r.bucket("data").policy("{}")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
    assertThatThrownBy(() -> s3.listObjectVersions(r -> r.bucket("data")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
    assertThatThrownBy(() -> s3.getBucketVersioning(r -> r.bucket("data")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
    assertThatThrownBy(() -> s3.headObject(r -> r.bucket("ex--use1-az4--x-s3").key("k")))
        .hasMessageContaining("not versions, access control");
    assertThatThrownBy(
            () ->
                s3.getObject(
                    r -> r.bucket("arn:aws:s3:us-east-1:123456789012:accesspoint/ap").key("k")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("501 NotSimulated"));
  }
}
