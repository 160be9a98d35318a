package dev.mlsim.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoredObjectsTest {
  private static final int LARGE = 64 * 1024 * 1024;

  private final Simulator sim = Simulator.create();
  private final ObjectStore objects = sim.objects();

  private StoredObject object(String uri, byte[] content) {
    return new StoredObject(uri, content, ObjectDetails.none(), sim.clock().now());
  }

  @Test
  void an_object_knows_when_it_was_written_and_what_it_is() {
    sim.clock().advance(Duration.ofHours(1));
    objects.put("s3://data/a/b.csv", "hello");

    StoredObject found = objects.find("s3://data/a/b.csv").orElseThrow();

    assertThat(found.bucket()).isEqualTo("data");
    assertThat(found.key()).isEqualTo("a/b.csv");
    assertThat(found.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(found.lastModified()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    assertThat(found.details()).isEqualTo(ObjectDetails.none());
    assertThat(objects.find("https://data.s3.us-east-1.amazonaws.com/a/b.csv")).contains(found);
  }

  @Test
  void other_tags_leave_an_object_what_it_is() {
    objects.put("s3://data/k", new byte[0], ObjectDetails.none().tag("a", "1").contentType("x/y"));
    sim.clock().advance(Duration.ofHours(1));

    objects.tag("s3://data/k", Map.of("b", "2"));
    objects.tag("s3://data/none", Map.of("b", "2"));

    StoredObject found = objects.find("s3://data/k").orElseThrow();
    assertThat(found.details().tags()).isEqualTo(Map.of("b", "2"));
    assertThat(found.details().contentType()).contains("x/y");
    assertThat(found.lastModified()).isEqualTo(sim.startedAt());
    assertThat(objects.list("s3://")).containsExactly("s3://data/k");
  }

  @Test
  void a_store_has_bounds_which_parts_count_to() {
    byte[] content = new byte[LARGE];
    objects
        .uploads()
        .begin(
            new MultipartUpload(
                "u", "s3://data/u", ObjectDetails.none(), sim.clock().now(), new TreeMap<>()));
    for (int i = 1; i <= 8; i++) {
      objects.uploads().put("u", i, object("s3://data/u", content));
      objects.put(object("s3://data/" + i, content));
    }

    assertThatThrownBy(() -> objects.put("s3://data/more", "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mlsim: a store is bounded at 1073741824 bytes, parts of uploads included; it holds"
                + " 1073741824, and 1 more were to come");
    assertThatThrownBy(() -> objects.uploads().put("u", 9, object("s3://data/u", new byte[1])))
        .hasMessageContaining("a store is bounded at 1073741824 bytes");
    objects.put(object("s3://data/1", content));
    objects.uploads().put("u", 1, object("s3://data/u", content));
    assertThat(objects.uploads().end("u")).isTrue();
    assertThat(objects.uploads().end("u")).isFalse();
    objects.put("s3://data/more", "x");
    assertThatThrownBy(() -> objects.uploads().put("u", 1, object("s3://data/u", content)))
        .hasMessage("mlsim: no upload [u] is under way");
  }

  @Test
  void clearing_forgets_what_is_coming_in_parts() {
    objects
        .uploads()
        .begin(
            new MultipartUpload(
                "u", "s3://data/u", ObjectDetails.none(), sim.clock().now(), new TreeMap<>()));

    objects.clear();

    assertThat(objects.uploads().all()).isEmpty();
    assertThatThrownBy(() -> objects.uploads().put("u", 1, object("s3://data/u", new byte[1])))
        .hasMessage("mlsim: no upload [u] is under way");
  }

  @Test
  void buckets_are_assumed_created_deleted_and_required() {
    assertThat(objects.hasBucket("any")).isTrue();
    assertThat(objects.createBucket("mine")).isTrue();
    assertThat(objects.createBucket("mine")).isFalse();
    assertThat(objects.deleteBucket("mine")).isTrue();
    assertThat(objects.hasBucket("mine")).isFalse();
    assertThat(objects.deleteBucket("mine")).isFalse();
    objects.put("s3://data/k", "x");
    objects.requireBuckets();
    assertThat(objects.hasBucket("any")).isFalse();
    assertThat(objects.hasBucket("data")).isTrue();
    assertThatThrownBy(() -> objects.deleteBucket("data"))
        .hasMessage("mlsim: cannot delete the bucket [data]: it has objects; remove them first");
    assertThat(objects.buckets()).extracting(Bucket::name).containsExactly("data");
    objects.assumeBuckets();
    assertThat(objects.hasBucket("any")).isTrue();
    objects.clear();
    assertThat(objects.hasBucket("mine")).isTrue();
  }

  @Test
  void a_snapshot_holds_all_of_it() {
    objects.put("s3://data/k", new byte[] {1}, ObjectDetails.none().metadata("a", "b"));
    objects.createBucket("mine");
    objects.requireBuckets();
    dev.mlsim.Snapshot snapshot = sim.snapshot();
    objects.clear();

    Simulator other = Simulator.of(snapshot);
    sim.restore(snapshot);

    for (ObjectStore store : new ObjectStore[] {objects, other.objects()}) {
      assertThat(store.find("s3://data/k").orElseThrow().details().metadata())
          .isEqualTo(Map.of("a", "b"));
      assertThat(store.hasBucket("mine")).isTrue();
      assertThat(store.hasBucket("other")).isFalse();
    }
    other.objects().remove("s3://data/k");
    assertThat(objects.get("s3://data/k")).isPresent();
  }

  @Test
  void simulators_can_share_their_objects_but_not_their_time() {
    Simulator west = Simulator.builder().region("us-west-2").sharingObjectsOf(sim).build();
    west.clock().advance(Duration.ofDays(1));
    west.objects().put("s3://data/k", "x");

    assertThat(objects.find("s3://data/k").orElseThrow().lastModified())
        .isEqualTo(west.clock().now());
    assertThat(Simulator.create().objects().list("s3://")).isEmpty();
  }
}
