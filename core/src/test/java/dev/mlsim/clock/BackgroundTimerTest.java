package dev.mlsim.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTimerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<String> fired = new ArrayList<>();

  @Test
  void it_fires_when_time_gets_there() {
    clock.scheduleInBackground(START.plusSeconds(60), "expiry", () -> fired.add("expiry"));

    clock.advance(Duration.ofMinutes(1));

    assertThat(fired).containsExactly("expiry");
  }

  @Test
  void nothing_goes_there_for_its_sake() {
    clock.scheduleInBackground(START.plusSeconds(60), "expiry", () -> fired.add("expiry"));
    clock.schedule(START.plusSeconds(90), "job", () -> fired.add("job"));
    clock.scheduleInBackground(START.plusSeconds(120), "late", () -> fired.add("late"));

    Instant next = clock.nextDue().orElseThrow();
    clock.runUntilIdle(Duration.ofDays(1));

    assertThat(next).isEqualTo(START.plusSeconds(90));
    assertThat(fired).containsExactly("expiry", "job");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(90));
    assertThat(clock.pending()).isEmpty();
    assertThatThrownBy(clock::advanceToNext).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_condition_can_wait_for_it() {
    clock.scheduleInBackground(START.plusSeconds(60), "expiry", () -> fired.add("expiry"));

    clock.advanceUntil(() -> !fired.isEmpty(), Duration.ofHours(1));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void a_cancelled_one_never_fires() {
    Timer timer =
        clock.scheduleInBackground(START.plusSeconds(60), "expiry", () -> fired.add("expiry"));

    assertThat(timer.cancel()).isTrue();
    assertThat(timer.cancel()).isFalse();
    clock.advance(Duration.ofHours(1));

    assertThat(fired).isEmpty();
  }

  @Test
  void of_several_behind_it_the_first_is_awaited() {
    clock.scheduleInBackground(START.plusSeconds(1), "expiry", () -> {});
    for (int second : new int[] {7, 5, 9, 5, 6}) {
      clock.schedule(START.plusSeconds(second), "job " + second, () -> {});
    }

    assertThat(clock.nextDue()).contains(START.plusSeconds(5));
  }

  @Test
  void ties_run_in_order_of_registration_whatever_waits_for_them() {
    for (String name : new String[] {"a", "b", "c"}) {
      clock.scheduleInBackground(START.plusSeconds(1), name, () -> fired.add(name));
      clock.schedule(START.plusSeconds(1), name, () -> fired.add(name + "'"));
    }

    clock.advance(Duration.ofSeconds(1));

    assertThat(fired).containsExactly("a", "a'", "b", "b'", "c", "c'");
  }
}
