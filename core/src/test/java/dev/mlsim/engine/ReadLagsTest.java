package dev.mlsim.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.ReadLags.Reading;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadLagsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ReadLags lags = lags(1);

  private static ReadLags lags(long seed) {
    return new ReadLags(new VirtualClock(START).guard(), type -> "full:" + type, seed);
  }

  private boolean isSeen(String type, String name, Reading reading, Duration later) {
    return lags.isSeen(resource(type, name), START, reading, START.plus(later));
  }

  private static Resource resource(String type, String name) {
    return new Resource(
        type, name, name, "", Lifecycle.STATELESS, JsonNodeFactory.instance.objectNode(), START);
  }

  /** After how long it is seen, in milliseconds. */
  private static int lag(ReadLags lags, String name, Reading reading) {
    int millis = 0;
    while (!lags.isSeen(resource("toy", name), START, reading, START.plusMillis(millis))) {
      millis++;
    }
    return millis;
  }

  @Test
  void nothing_lags_by_default() {
    assertThat(lags.isImmediate()).isTrue();
    assertThat(isSeen("toy", "one", Reading.LIST, Duration.ZERO)).isTrue();
  }

  @Test
  void a_change_is_seen_when_the_lag_is_over() {
    lags.lag(ofSeconds(2));

    assertThat(lags.isImmediate()).isFalse();
    assertThat(isSeen("toy", "one", Reading.LIST, ofMillis(1999))).isFalse();
    assertThat(isSeen("toy", "one", Reading.DESCRIBE, ofMillis(1999))).isFalse();
    assertThat(isSeen("toy", "one", Reading.LIST, ofSeconds(2))).isTrue();
    lags.clear();
    assertThat(isSeen("toy", "one", Reading.LIST, Duration.ZERO)).isTrue();
  }

  @Test
  void what_lags_is_of_a_type_and_name_and_seen_in_some_way() {
    lags.of("toy").named("o*").inLists().lag(ofSeconds(1));

    assertThat(isSeen("full:toy", "one", Reading.LIST, Duration.ZERO)).isFalse();
    assertThat(isSeen("full:toy", "one", Reading.DESCRIBE, Duration.ZERO)).isTrue();
    assertThat(isSeen("full:toy", "two", Reading.LIST, Duration.ZERO)).isTrue();
    assertThat(isSeen("full:doll", "one", Reading.LIST, Duration.ZERO)).isTrue();

    lags.ofAll().inDescribes().lag(ofSeconds(1));
    assertThat(isSeen("full:doll", "one", Reading.DESCRIBE, Duration.ZERO)).isFalse();
    assertThat(isSeen("full:doll", "one", Reading.LIST, Duration.ZERO)).isTrue();
  }

  @Test
  void the_latest_word_counts() {
    lags.lag(ofSeconds(5));
    lags.of("toy").lag(ofSeconds(1));

    assertThat(isSeen("full:toy", "one", Reading.LIST, ofSeconds(1))).isTrue();
    assertThat(isSeen("full:doll", "one", Reading.LIST, ofSeconds(1))).isFalse();
  }

  @Test
  void a_lag_up_to_something_comes_from_the_seed_and_the_resource() {
    lags.lagUpTo(ofMillis(3));
    ReadLags other = lags(2);
    other.lagUpTo(ofMillis(3));
    StringBuilder drawn = new StringBuilder();
    StringBuilder drawnThere = new StringBuilder();
    Set<Integer> all = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      int lag = lag(lags, "toy-" + i, Reading.LIST);
      all.add(lag);
      drawn.append(lag);
      drawnThere.append(lag(other, "toy-" + i, Reading.LIST));
    }

    assertThat(all).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(lag(lags, "toy-0", Reading.DESCRIBE)).isEqualTo(drawn.charAt(0) - '0');
    assertThat(drawnThere.toString()).isNotEqualTo(drawn.toString());
  }

  @Test
  void lags_go_on_from_where_they_were_saved() {
    lags.lag(ofSeconds(1));
    ReadLags.Saved saved = lags.save();
    lags.lag(ofSeconds(2));
    lags.restore(saved);

    assertThat(isSeen("toy", "one", Reading.LIST, ofSeconds(1))).isTrue();
    assertThat(isSeen("toy", "one", Reading.LIST, Duration.ZERO)).isFalse();
    lags.restore(lags(1).save());
    assertThat(lags.isImmediate()).isTrue();
  }

  @Test
  void a_lag_is_zero_or_more_and_no_longer_than_anything_takes() {
    lags.lag(Duration.ZERO);
    assertThatThrownBy(() -> lags.lag(ofSeconds(-1)))
        .hasMessage("mlsim: reading cannot lag by [PT-1S]; a lag is zero or more");
    assertThatThrownBy(() -> lags.lagUpTo(TimeBounds.LONGEST.plusSeconds(1)))
        .hasMessageStartingWith("mlsim: reading cannot lag by [");
  }

  @Test
  void lags_are_bounded() {
    for (int i = 0; i < 10_000; i++) {
      lags.lag(Duration.ZERO);
    }

    assertThatThrownBy(() -> lags.lag(Duration.ZERO))
        .hasMessage("mlsim: lags are bounded at 10000");
  }
}
