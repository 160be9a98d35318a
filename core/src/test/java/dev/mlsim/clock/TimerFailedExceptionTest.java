package dev.mlsim.clock;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerFailedExceptionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<String> log = new ArrayList<>();

  private void failAt(long seconds, String what, Throwable failure) {
    clock.schedule(
        START.plusSeconds(seconds),
        what,
        () -> TimerFailedExceptionTest.<RuntimeException>sneak(failure));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }

  private TimerFailedException failureOf(Runnable movement) {
    return catchThrowableOfType(TimerFailedException.class, movement::run);
  }

  @Test
  void a_timer_that_throws_spoils_nothing_after_it() {
    IllegalStateException boom = new IllegalStateException("boom");
    failAt(1, "train", boom);
    clock.schedule(START.plusSeconds(1), "tie", () -> log.add("tie"));
    clock.schedule(START.plusSeconds(2), "next", () -> log.add("next"));

    assertThatExceptionOfType(TimerFailedException.class)
        .isThrownBy(() -> clock.advance(ofSeconds(10)))
        .withMessage(
            "mlsim: [train] failed at 2026-01-01T00:00:01Z: java.lang.IllegalStateException: boom")
        .withCause(boom);
    assertThat(log).containsExactly("tie", "next");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void further_failures_are_suppressed_in_the_first_in_order() {
    failAt(1, "a", new IllegalStateException("first"));
    failAt(2, "b", new AssertionError("second"));
    failAt(3, "c", new java.io.IOException("third"));

    TimerFailedException failure = failureOf(() -> clock.advance(ofSeconds(10)));

    assertThat(failure).hasMessageContaining("[a] failed at");
    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly(
            "mlsim: [b] failed at 2026-01-01T00:00:02Z: java.lang.AssertionError: second",
            "mlsim: [c] failed at 2026-01-01T00:00:03Z: java.io.IOException: third");
  }

  @Test
  void a_hundred_suppressed_failures_are_shown_and_the_others_counted() {
    for (int i = 0; i < 1101; i++) {
      failAt(1, "t" + i, new IllegalStateException("boom"));
    }

    TimerFailedException failure = failureOf(() -> clock.advance(ofSeconds(10)));

    assertThat(failure.getSuppressed()).hasSize(101);
    assertThat(failure.getSuppressed()[100])
        .hasMessage("mlsim: 1,000 further failures are not shown");
  }

  @Test
  void advanceUntil_goes_on_past_a_failure_and_throws_it_at_the_end() {
    failAt(1, "a", new IllegalStateException("boom"));
    clock.schedule(START.plusSeconds(2), "b", () -> log.add("b"));

    TimerFailedException failure =
        failureOf(() -> clock.advanceUntil(() -> log.contains("b"), ofHours(1)));

    assertThat(failure).hasMessageContaining("[a]");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void a_refusal_after_a_failure_is_suppressed_in_it() {
    failAt(1, "a", new IllegalStateException("boom"));

    TimerFailedException failure =
        failureOf(() -> clock.advanceUntil(() -> log.contains("b"), ofHours(1)));

    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("nothing is pending");
  }

  @Test
  void the_next_movement_starts_afresh() {
    failAt(1, "a", new IllegalStateException("boom"));
    assertThat(failureOf(() -> clock.sleep(ofSeconds(1)))).isNotNull();

    assertThat(clock.advance(ofSeconds(1)).to()).isEqualTo(START.plusSeconds(2));
  }
}
