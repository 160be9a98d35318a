package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.StoredObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a call has done to the objects, when the call fails in the end. */
class ObjectsTakenBackTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KEY = "s3://data/key";

  private final VirtualClock clock = new VirtualClock(START);
  private final Undo undo = new Undo();
  private final StoredObjects objects =
      new StoredObjects(clock.guard(), clock::now, undo, new ObjectShelf());

  @AfterEach
  void nobody_has_the_lock() {
    assertThat(clock.guard().isHeldByCurrentThread()).isFalse();
  }

  private static StoredObject part(int bytes) {
    return new StoredObject("s3://data/u", new byte[bytes], ObjectDetails.none(), START);
  }

  private static MultipartUpload upload(String id) {
    return new MultipartUpload(id, "s3://data/u", ObjectDetails.none(), START, new TreeMap<>());
  }

  private void fill() {
    objects.put(KEY, new byte[1], ObjectDetails.none().tag("a", "1"));
    objects.createBucket("mine");
    objects.uploads().begin(upload("u"));
    objects.uploads().put("u", 1, part(1));
  }

  @TestFactory
  Stream<DynamicTest> a_change_is_taken_back() {
    fill();
    return Stream.of(
        change("a new object", o -> o.put("s3://data/new", "x")),
        change("other bytes of an object", o -> o.put(KEY, "other")),
        change("other tags", o -> o.tag(KEY, Map.of("b", "2"))),
        change("an object goes", o -> o.remove(KEY)),
        change("a new bucket", o -> o.createBucket("new")),
        change("a bucket goes", o -> o.deleteBucket("mine")),
        change("an upload begins", o -> o.uploads().begin(upload("new"))),
        change("a part comes", o -> o.uploads().put("u", 2, part(1))),
        change("a part comes again", o -> o.uploads().put("u", 1, part(2))),
        change("an upload ends", o -> o.uploads().end("u")));
  }

  private DynamicTest change(String what, Consumer<StoredObjects> change) {
    return DynamicTest.dynamicTest(what, () -> takenBack(change));
  }

  private void takenBack(Consumer<StoredObjects> change) {
    ObjectShelf.Saved before = objects.save();

    undo.open();
    change.accept(objects);
    assertThat(objects.save()).isNotEqualTo(before);
    undo.takeBack();

    assertThat(objects.save()).isEqualTo(before);
  }

  @Test
  void what_is_not_there_can_be_removed_and_that_taken_back() {
    undo.open();
    assertThat(objects.remove(KEY)).isFalse();
    undo.takeBack();

    assertThat(objects.find(KEY)).isEmpty();
  }

  @Test
  void parts_that_are_there_again_take_their_room_again() {
    StoredObject large = part((int) (ObjectShelf.BYTES / 16));
    objects.uploads().begin(upload("u"));
    for (int i = 1; i <= 16; i++) {
      objects.uploads().put("u", i, large);
    }

    undo.open();
    objects.uploads().end("u");
    undo.takeBack();

    assertThatThrownBy(() -> objects.put("s3://data/more", "x"))
        .hasMessageContaining("it holds 1073741824, and 1 more were to come");
  }
}
