package dev.mlsim.clock;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TimerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MILLION = 1_000_000;

  private final VirtualClock clock = new VirtualClock(START);
  private final List<String> log = new ArrayList<>();

  @Test
  void tells_when_it_is_due_and_what_for() {
    Timer timer = clock.schedule(START.plusSeconds(1), "train", () -> {});

    assertThat(timer.due()).isEqualTo(START.plusSeconds(1));
    assertThat(timer.what()).isEqualTo("train");
    assertThat(timer.isPending()).isTrue();
    assertThat(timer).hasToString("[train] due 2026-01-01T00:00:01Z");
  }

  @Test
  void timers_of_one_millisecond_fire_by_their_nanoseconds_and_then_in_order_of_registration() {
    int[] nanos = {7, 999_999, 0, 500_000, 7, 1, 999_998, 0};
    for (int i = 0; i < nanos.length; i++) {
      String what = nanos[i] + "#" + i;
      clock.schedule(START.plusSeconds(1).plusNanos(nanos[i]), what, () -> log.add(what));
    }

    clock.advance(ofSeconds(2));

    assertThat(log)
        .containsExactly("0#2", "0#7", "1#5", "7#0", "7#4", "500000#3", "999998#6", "999999#1");
  }

  @Test
  void a_cancelled_timer_does_not_fire() {
    Timer timer = clock.schedule(START.plusSeconds(1), "train", () -> log.add("train"));

    assertThat(timer.cancel()).isTrue();
    assertThat(timer.cancel()).isFalse();
    assertThat(timer.isPending()).isFalse();
    assertThat(clock.pending()).isEmpty();
    assertThat(clock.nextDue()).isEmpty();
    assertThat(clock.advance(ofSeconds(5)).fired()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void a_timer_that_fires_or_has_fired_cannot_be_cancelled() {
    Timer[] self = new Timer[1];
    self[0] =
        clock.schedule(
            START.plusSeconds(1), "train", () -> log.add("cancelled: " + self[0].cancel()));

    clock.advance(ofSeconds(1));

    assertThat(log).containsExactly("cancelled: false");
    assertThat(self[0].isPending()).isFalse();
    assertThat(self[0].cancel()).isFalse();
  }

  @Test
  void a_timer_may_cancel_one_that_is_due_at_the_same_instant() {
    Timer[] second = new Timer[1];
    clock.schedule(START.plusSeconds(1), "first", () -> second[0].cancel());
    second[0] = clock.schedule(START.plusSeconds(1), "second", () -> log.add("second"));

    Advance advance = clock.advance(ofSeconds(1));

    assertThat(advance.fired()).extracting(Fired::what).containsExactly("first");
    assertThat(log).isEmpty();
  }

  @Test
  void pending_is_in_firing_order() {
    clock.schedule(START.plusSeconds(9), "c", () -> {});
    clock.schedule(START.plusSeconds(3), "a", () -> {});
    clock.schedule(START.plusSeconds(5), "gone", () -> {}).cancel();
    clock.schedule(START.plusSeconds(3), "b", () -> {});

    assertThat(clock.pending()).extracting(Pending::what).containsExactly("a", "b", "c");
    assertThat(clock.nextDue()).contains(START.plusSeconds(3));
  }

  @Test
  @Tag("large")
  void a_million_timers_fire_in_order() {
    for (int i = 0; i < MILLION; i++) {
      clock.schedule(START.plusSeconds((i * 7919L) % MILLION), "timer", () -> {});
    }

    Advance advance = clock.advance(ofDays(12));

    assertThat(advance.fired().size()).isEqualTo(MILLION);
    for (int i = 0; i < MILLION; i++) {
      if (!advance.fired().get(i).at().equals(START.plusSeconds(i))) {
        assertThat(advance.fired().get(i).at()).as("firing %d", i).isEqualTo(START.plusSeconds(i));
      }
    }
  }

  @Test
  @Tag("large")
  void cancelled_timers_do_not_pile_up() {
    int highest = 0;
    for (int i = 0; i < MILLION; i++) {
      clock.schedule(START.plusSeconds(i), "timer", () -> {}).cancel();
      highest = Math.max(highest, clock.timeline().footprint());
    }

    assertThat(highest).isLessThanOrEqualTo(64);
  }

  @Test
  @Tag("large")
  void cancelling_most_of_a_million_keeps_the_rest_in_order() {
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < MILLION; i++) {
      timers.add(clock.schedule(START.plusSeconds(i), "timer " + i, () -> {}));
    }
    for (int i = 0; i < MILLION; i++) {
      if (i % 100_000 != 0) {
        timers.get(i).cancel();
      }
    }

    assertThat(clock.timeline().footprint()).isLessThan(100);
    assertThat(clock.runUntilIdle(ofDays(12)).fired())
        .extracting(Fired::what)
        .hasSize(10)
        .startsWith("timer 0", "timer 100000")
        .endsWith("timer 900000");
  }

  @Test
  void cancelling_most_keeps_the_rest_in_order_however_they_came() {
    List<Timer> timers = new ArrayList<>();
    List<Integer> seconds = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      seconds.add(i * 7919 % 1000);
    }
    seconds.forEach(s -> timers.add(clock.schedule(START.plusSeconds(s), "" + s, () -> {})));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      if (i % 10 == 3) {
        kept.add(seconds.get(i));
      } else {
        timers.get(i).cancel();
      }
    }
    Collections.sort(kept);

    assertThat(clock.timeline().footprint()).isBetween(100, 300);
    assertThat(clock.runUntilIdle(ofDays(1)).fired())
        .extracting(Fired::what)
        .containsExactlyElementsOf(kept.stream().map(String::valueOf).toList());
  }

  @Test
  void the_list_of_what_fired_is_immutable_and_independent_of_the_clock() {
    clock.schedule(START, "a", () -> {});
    List<Fired> fired = clock.advance(ofSeconds(1)).fired();
    clock.schedule(START.plusSeconds(1), "b", () -> {});

    clock.advance(ofSeconds(1));

    assertThat(fired).containsExactly(new Fired(START, "a"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> fired.add(new Fired(START, "b")));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> fired.remove(0));
  }
}
