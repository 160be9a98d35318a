package dev.mlsim.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
  private final ObjectStore store = Simulator.create().objects();

  @Test
  void what_is_put_is_got_and_listed_in_order() {
    store.put("s3://b/two", "2");
    store.put("s3://b/one", "1".getBytes(StandardCharsets.UTF_8));
    store.put("s3://other/one", "x");

    assertThat(store.text("s3://b/one")).contains("1");
    assertThat(store.get("s3://b/three")).isEmpty();
    assertThat(store.list("s3://b/")).containsExactly("s3://b/one", "s3://b/two");
  }

  @Test
  void what_is_given_out_can_be_changed_without_harm() {
    byte[] content = {1};
    store.put("s3://b/one", content);

    content[0] = 2;
    store.get("s3://b/one").orElseThrow()[0] = 3;

    assertThat(store.get("s3://b/one").orElseThrow()).containsExactly(1);
  }

  @Test
  void other_spellings_of_a_location_mean_the_same_object() {
    store.put("https://bucket.s3.eu-west-1.amazonaws.com/in/a.csv", "a");

    assertThat(store.text("s3://bucket/in/a.csv")).contains("a");
    assertThat(store.text("https://s3.eu-west-1.amazonaws.com/bucket/in/a.csv")).contains("a");
    assertThat(store.text("https://bucket.s3.amazonaws.com/in/a.csv")).contains("a");
    assertThat(store.list("https://s3-eu-west-1.amazonaws.com/bucket/in/"))
        .containsExactly("s3://bucket/in/a.csv");
    assertThat(ObjectStore.located("https://example.com/bucket/a")).isEmpty();
  }

  @Test
  void a_job_reads_one_object_or_a_folder_but_no_neighbour() {
    store.put("s3://b/in/1", "1");
    store.put("s3://b/in/2", "2");
    store.put("s3://b/in.json", "3");

    assertThat(store.inputs("s3://b/in")).containsExactly("s3://b/in/1", "s3://b/in/2");
    assertThat(store.inputs("s3://b/in/")).containsExactly("s3://b/in/1", "s3://b/in/2");
    assertThat(store.inputs("s3://b/in/1")).containsExactly("s3://b/in/1");
    assertThat(store.inputs("s3://b/none")).isEmpty();
  }

  @Test
  void inputs_are_assumed_until_they_are_required() {
    assertThat(store.isReadable("s3://b/in")).isTrue();

    store.requireInputs();
    assertThat(store.isReadable("s3://b/in")).isFalse();
    store.put("s3://b/in/1", "1");
    assertThat(store.isReadable("s3://b/in")).isTrue();
    assertThat(store.remove("s3://b/in/1")).isTrue();
    assertThat(store.remove("s3://b/in/1")).isFalse();
    assertThat(store.isReadable("s3://b/in")).isFalse();
    store.assumeInputs();
    assertThat(store.isReadable("s3://b/in")).isTrue();
  }

  @Test
  void clearing_forgets_everything() {
    store.requireInputs();
    store.put("s3://b/one", "1");

    store.clear();

    assertThat(store.list("")).isEmpty();
    assertThat(store.inputsAreRequired()).isFalse();
  }

  @Test
  void a_location_outside_s3_is_refused_in_words() {
    assertThatThrownBy(() -> store.put("file:///tmp/a", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: an object's location is [s3://bucket/key], but this is [file:///tmp/a]");
  }

  @Test
  void what_has_no_bucket_or_no_key_is_no_object() {
    for (String location : new String[] {"s3://", "s3://bucket", "s3://bucket/", "s3:///key"}) {
      assertThatThrownBy(() -> store.put(location, "a"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "mlsim: cannot put ["
                  + location
                  + "]: an object has a bucket and a key, s3://bucket/key");
    }
    assertThat(store.list("")).isEmpty();
  }
}
