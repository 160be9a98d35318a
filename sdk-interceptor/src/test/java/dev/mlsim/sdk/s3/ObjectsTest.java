package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void put(String key, String text) {
    s3.putObject(r -> r.bucket("data").key(key), RequestBody.fromString(text));
  }

  private String get(String key) {
    return s3.getObjectAsBytes(r -> r.bucket("data").key(key)).asUtf8String();
  }

  @Test
  void what_the_code_uploads_is_in_the_store() {
    PutObjectResponse put =
        s3.putObject(
            r ->
                r.bucket("data")
                    .key("in/train.csv")
                    .contentType("text/csv")
                    .metadata(Map.of("Run", "7")),
            RequestBody.fromString("hello"));

    assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(sim.objects().text("s3://data/in/train.csv")).contains("hello");
    assertThat(sim.objects().find("s3://data/in/train.csv").orElseThrow().details())
        .isEqualTo(
            ObjectDetails.none()
                .contentType("text/csv")
                .metadata("run", "7")
                .header("x-amz-checksum-crc32", "NhCmhg=="));
  }

  @Test
  void what_a_test_put_is_read_by_the_code() {
    sim.clock().advance(Duration.ofMillis(1500));
    sim.objects().put("s3://data/model.tar.gz", "weights");

    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(r -> r.bucket("data").key("model.tar.gz"));
    HeadObjectResponse head = s3.headObject(r -> r.bucket("data").key("model.tar.gz"));

    assertThat(got.asUtf8String()).isEqualTo("weights");
    assertThat(got.response().contentType()).isEqualTo("binary/octet-stream");
    assertThat(got.response().lastModified()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    assertThat(got.response().serverSideEncryptionAsString()).isEqualTo("AES256");
    assertThat(got.response().acceptRanges()).isEqualTo("bytes");
    assertThat(head.contentLength()).isEqualTo(7);
    assertThat(head.eTag()).isEqualTo(got.response().eTag());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a b+c", "a/../b", "/a//b/", "é😀", "q?x=1&y#z", "%41", "!*'()$@,;:=", "."})
  void a_key_is_what_it_is(String key) {
    put(key, "x");

    assertThat(sim.objects().list("s3://data/")).containsExactly("s3://data/" + key);
    assertThat(get(key)).isEqualTo("x");
    assertThat(s3.listObjectsV2(r -> r.bucket("data")).contents())
        .extracting(S3Object::key)
        .containsExactly(key);
    s3.copyObject(
        r -> r.sourceBucket("data").sourceKey(key).destinationBucket("data").destinationKey("z"));
    assertThat(get("z")).isEqualTo("x");
    s3.deleteObject(r -> r.bucket("data").key(key));
    assertThat(sim.objects().list("s3://data/")).containsExactly("s3://data/z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "my.bucket.x", "UPPER_case"})
  void a_bucket_may_be_in_the_host_or_in_the_path(String bucket) {
    s3.putObject(r -> r.bucket(bucket).key("k"), RequestBody.fromString("x"));

    assertThat(sim.objects().text("s3://" + bucket + "/k")).contains("x");
  }

  @Test
  void a_missing_key_is_told_as_on_aws() {
    assertThatThrownBy(() -> get("nothing"))
        .isInstanceOf(NoSuchKeyException.class)
        .hasMessageContaining("The specified key does not exist.")
        .satisfies(
            e -> {
              S3Exception error = (S3Exception) e;
              assertThat(error.statusCode()).isEqualTo(404);
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo("NoSuchKey");
              assertThat(error.requestId()).isNotEmpty();
              assertThat(error.extendedRequestId()).isNotEmpty();
            });
    assertThatThrownBy(() -> s3.headObject(r -> r.bucket("data").key("nothing")))
        .isInstanceOf(NoSuchKeyException.class);
    s3.deleteObject(r -> r.bucket("data").key("nothing"));
  }

  @Test
  void many_are_deleted_at_once() {
    put("a", "1");
    put("b", "2");

    List<DeletedObject> deleted =
        s3.deleteObjects(
                r ->
                    r.bucket("data")
                        .delete(d -> d.objects(object("a"), object("b"), object("never"))))
            .deleted();

    assertThat(deleted).extracting(DeletedObject::key).containsExactly("a", "b", "never");
    assertThat(sim.objects().list("s3://data/")).isEmpty();
    assertThat(
            s3.deleteObjects(r -> r.bucket("data").delete(d -> d.quiet(true).objects(object("a"))))
                .deleted())
        .isEmpty();
    assertThatThrownBy(
            () -> s3.deleteObjects(r -> r.bucket("data").delete(d -> d.objects(List.of()))))
        .hasMessageContaining("The XML you provided was not well-formed");
  }

  private static ObjectIdentifier object(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }

  @Test
  void a_copy_keeps_what_was_said_of_it_unless_that_is_replaced() {
    s3.putObject(
        r -> r.bucket("data").key("a").contentType("text/csv").metadata(Map.of("k", "v")),
        RequestBody.fromString("x"));

    s3.copyObject(
        r -> r.sourceBucket("data").sourceKey("a").destinationBucket("data").destinationKey("b"));
    s3.copyObject(
        r ->
            r.sourceBucket("data")
                .sourceKey("a")
                .destinationBucket("data")
                .destinationKey("c")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("k", "w")));

    assertThat(s3.headObject(r -> r.bucket("data").key("b")))
        .satisfies(
            head -> {
              assertThat(head.contentType()).isEqualTo("text/csv");
              assertThat(head.metadata()).isEqualTo(Map.of("k", "v"));
            });
    assertThat(s3.headObject(r -> r.bucket("data").key("c")).metadata())
        .isEqualTo(Map.of("k", "w"));
    assertThatThrownBy(
            () ->
                s3.copyObject(
                    r ->
                        r.sourceBucket("data")
                            .sourceKey("a")
                            .destinationBucket("data")
                            .destinationKey("a")))
        .hasMessageContaining("This copy request is illegal because");
  }
}
