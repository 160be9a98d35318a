package dev.mlsim.clock;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockViewTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<TimeMoved> moves = new ArrayList<>();

  @Test
  void views_show_the_clocks_time() {
    Clock view = clock.asClock(TOKYO);
    InstantSource source = clock.asInstantSource();

    clock.advance(ofMinutes(1));

    assertThat(view.instant()).isEqualTo(START.plusSeconds(60)).isEqualTo(source.instant());
    assertThat(view.millis()).isEqualTo(START.plusSeconds(60).toEpochMilli());
    assertThat(LocalDateTime.now(view)).isEqualTo(LocalDateTime.of(2026, 1, 1, 9, 1));
  }

  @Test
  void a_view_is_its_clock_and_zone() {
    Clock view = clock.asClock(TOKYO);

    assertThat(view.getZone()).isEqualTo(TOKYO);
    assertThat(view.withZone(ZoneOffset.UTC))
        .isEqualTo(clock.asClock(ZoneOffset.UTC))
        .hasSameHashCodeAs(clock.asClock(ZoneOffset.UTC))
        .isNotEqualTo(view)
        .isNotEqualTo(new VirtualClock(START).asClock(ZoneOffset.UTC));
    assertThat(view).hasToString("VirtualClock[Asia/Tokyo]");
  }

  @Test
  void a_sleeper_moves_the_clock() {
    clock.sleeper().sleep(ofSeconds(3));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void a_listener_is_told_each_movement_once_and_why() {
    clock.onAdvance(moves::add);
    clock.schedule(START.plusSeconds(1), "a", () -> assertThat(moves).isEmpty());

    clock.advance(ofSeconds(2));
    clock.sleep(ofSeconds(3));
    clock.advanceTo(clock.now());

    assertThat(moves)
        .containsExactly(
            new TimeMoved(START, START.plusSeconds(2), "advance(PT2S)"),
            new TimeMoved(
                START.plusSeconds(2), START.plusSeconds(5), "sleepUntil(2026-01-01T00:00:05Z)"));
  }

  @Test
  void a_closed_listener_is_told_no_more() {
    Registration first = clock.onAdvance(moves::add);
    clock.onAdvance(moves::add);

    first.close();
    first.close();
    clock.advance(ofSeconds(1));

    assertThat(moves).hasSize(1);
  }

  @Test
  void the_same_listener_twice_is_told_twice_and_closed_one_by_one() {
    java.util.function.Consumer<TimeMoved> listener = moves::add;
    Registration first = clock.onAdvance(listener);
    clock.onAdvance(listener);

    first.close();
    first.close();
    clock.advance(ofSeconds(1));

    assertThat(moves).hasSize(1);
  }

  @Test
  void a_listener_cannot_move_time_and_its_failure_does_not_keep_others_from_hearing() {
    clock.onAdvance(moved -> clock.advance(ofSeconds(1)));
    clock.onAdvance(moves::add);

    assertThatExceptionOfType(TimerFailedException.class)
        .isThrownBy(() -> clock.advance(ofSeconds(1)))
        .havingCause()
        .withMessageContaining(
            "cannot advance(PT1S) from inside [a listener of time]: it runs at one instant");
    assertThat(moves).hasSize(1);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(1));
  }
}
