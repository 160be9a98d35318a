package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets, and lists of what is in them. */
class BucketsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void put(String... keys) {
    for (String key : keys) {
      sim.objects().put("s3://data/" + key, "x");
    }
  }

  @Test
  void who_expects_another_owner_is_refused() {
    put("a");

    assertThatThrownBy(
            () -> s3.getObject(r -> r.bucket("data").key("a").expectedBucketOwner("999999999999")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            });
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket("data").key("a").expectedBucketOwner("123456789012"))
                .asUtf8String())
        .isEqualTo("x");
  }

  @Test
  void ten_thousand_objects_list_in_pages_in_order() {
    List<String> keys =
        IntStream.range(0, 10_000)
            .mapToObj(i -> String.format(Locale.ROOT, "k-%05d", i * 7_919 % 10_000))
            .toList();
    put(keys.toArray(String[]::new));

    List<String> listed = new ArrayList<>();
    int[] pages = {0};
    s3.listObjectsV2Paginator(r -> r.bucket("data"))
        .forEach(
            page -> {
              pages[0]++;
              assertThat(page.keyCount()).isEqualTo(1000);
              page.contents().forEach(object -> listed.add(object.key()));
            });

    assertThat(pages[0]).isEqualTo(10);
    assertThat(listed).isEqualTo(keys.stream().sorted().toList());
    assertThat(
            s3.listObjectsV2Paginator(r -> r.bucket("data").maxKeys(300)).contents().stream()
                .map(S3Object::key))
        .isEqualTo(listed);
  }

  @Test
  void the_order_is_that_of_bytes() {
    put("😀", "\uFFFD", "é", "z", "Z", "a/", "a-");

    assertThat(s3.listObjectsV2(r -> r.bucket("data")).contents())
        .extracting(S3Object::key)
        .containsExactly("Z", "a-", "a/", "z", "é", "\uFFFD", "😀");
  }

  @Test
  void a_delimiter_rolls_up_what_is_below() {
    put("a.txt", "in/1", "in/2", "in/deep/3", "out/1", "z");

    ListObjectsV2Response root = s3.listObjectsV2(r -> r.bucket("data").delimiter("/"));
    ListObjectsV2Response below =
        s3.listObjectsV2(r -> r.bucket("data").delimiter("/").prefix("in/"));

    assertThat(keys(root)).containsExactly("a.txt", "z");
    assertThat(prefixes(root)).containsExactly("in/", "out/");
    assertThat(root.keyCount()).isEqualTo(4);
    assertThat(keys(below)).containsExactly("in/1", "in/2");
    assertThat(prefixes(below)).containsExactly("in/deep/");
    assertThat(
            s3
                .listObjectsV2Paginator(r -> r.bucket("data").delimiter("/").maxKeys(1))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix))
        .containsExactly("in/", "out/");
    assertThat(
            s3
                .listObjectsV2Paginator(r -> r.bucket("data").delimiter("/").maxKeys(1))
                .contents()
                .stream()
                .map(S3Object::key))
        .containsExactly("a.txt", "z");
  }

  private static List<String> keys(ListObjectsV2Response page) {
    return page.contents().stream().map(S3Object::key).toList();
  }

  private static List<String> prefixes(ListObjectsV2Response page) {
    return page.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
  }

  @Test
  void a_list_begins_after_a_key_or_goes_on_by_a_token() {
    put("a", "b", "c");

    ListObjectsV2Response first =
        s3.listObjectsV2(r -> r.bucket("data").startAfter("a").maxKeys(1).fetchOwner(true));
    ListObjectsV2Response second =
        s3.listObjectsV2(
            r ->
                r.bucket("data")
                    .startAfter("a")
                    .continuationToken(first.nextContinuationToken())
                    .maxKeys(0));

    assertThat(keys(first)).containsExactly("b");
    assertThat(first.isTruncated()).isTrue();
    assertThat(first.contents().get(0).owner().id()).hasSize(64);
    assertThat(first.contents().get(0).eTag()).isEqualTo("\"9dd4e461268c8034f5c8564e155c67a6\"");
    assertThat(first.contents().get(0).size()).isEqualTo(1);
    assertThat(keys(second)).isEmpty();
    assertThat(second.isTruncated()).isFalse();
    assertThat(
            keys(
                s3.listObjectsV2(
                    r -> r.bucket("data").continuationToken(first.nextContinuationToken()))))
        .containsExactly("c");
    assertThatThrownBy(() -> s3.listObjectsV2(r -> r.bucket("data").continuationToken("no token!")))
        .hasMessageContaining("The continuation token provided is incorrect");
  }

  @Test
  void the_first_version_goes_on_by_markers() {
    put("a", "in/1", "in/2", "z");

    ListObjectsResponse first = s3.listObjects(r -> r.bucket("data").delimiter("/").maxKeys(2));
    ListObjectsResponse second =
        s3.listObjects(r -> r.bucket("data").delimiter("/").marker(first.nextMarker()).maxKeys(2));

    assertThat(first.nextMarker()).isEqualTo("in/");
    assertThat(first.contents().get(0).owner()).isNotNull();
    assertThat(second.contents()).extracting(S3Object::key).containsExactly("z");
    assertThat(second.commonPrefixes()).isEmpty();
    assertThat(s3.listObjects(r -> r.bucket("data").maxKeys(2)).nextMarker()).isNull();
  }

  @Test
  void names_are_encoded_for_who_asks() {
    put("a b+é\r", "c");

    assertThat(keys(s3.listObjectsV2(r -> r.bucket("data").encodingType(EncodingType.URL))))
        .containsExactly("a b+é\r", "c");
    assertThat(keys(s3.listObjectsV2(r -> r.bucket("data")))).containsExactly("a b+é\r", "c");
  }

  @Test
  void every_bucket_is_there_until_it_is_deleted() {
    assertThat(s3.headBucket(r -> r.bucket("any")).bucketRegion()).isEqualTo("us-east-1");
    assertThat(s3.listObjectsV2(r -> r.bucket("any")).contents()).isEmpty();

    s3.createBucket(r -> r.bucket("mine"));
    s3.createBucket(r -> r.bucket("mine"));
    put("k");

    assertThat(s3.listBuckets().buckets()).extracting(Bucket::name).containsExactly("data", "mine");
    assertThat(s3.getBucketLocation(r -> r.bucket("mine")).locationConstraintAsString()).isEmpty();
    assertThatThrownBy(() -> s3.deleteBucket(r -> r.bucket("data")))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("The bucket you tried to delete is not empty");
    s3.deleteBucket(r -> r.bucket("mine"));
    assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("mine")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void buckets_can_be_required() {
    sim.objects().requireBuckets();

    assertThatThrownBy(
            () -> s3.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("x")))
        .isInstanceOf(NoSuchBucketException.class)
        .hasMessageContaining("The specified bucket does not exist");
    assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("data")))
        .isInstanceOf(NoSuchBucketException.class);

    s3.createBucket(r -> r.bucket("data"));
    s3.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("x"));

    assertThat(sim.objects().text("s3://data/k")).contains("x");
    assertThat(sim.objects().hasBucket("other")).isFalse();
  }

  @Test
  void in_other_regions_a_bucket_says_where_it_is() {
    Simulator west = Simulator.builder().region("eu-west-1").sharingObjectsOf(sim).build();
    try (SimulatedClients there = SimulatedClients.of(west)) {
      S3Client other = there.create(S3Client.class);
      other.createBucket(r -> r.bucket("mine"));
      other.putObject(r -> r.bucket("mine").key("k"), RequestBody.fromString("x"));

      assertThat(other.getBucketLocation(r -> r.bucket("mine")).locationConstraintAsString())
          .isEqualTo("eu-west-1");
      assertThatThrownBy(() -> other.createBucket(r -> r.bucket("mine")))
          .isInstanceOf(BucketAlreadyOwnedByYouException.class);
      assertThat(s3.getObjectAsBytes(r -> r.bucket("mine").key("k")).asUtf8String()).isEqualTo("x");
    }
  }
}
