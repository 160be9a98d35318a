package dev.mlsim.clock;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SleepersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Guard lock = new Guard();
  private final VirtualClock clock = new VirtualClock(START, lock);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private void awaitQueued(int waiting) {
    while (lock.getQueueLength() < waiting) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_sleep_moves_time_to_its_target_and_fires_what_is_due() {
    List<Instant> seen = new ArrayList<>();
    clock.schedule(START.plusSeconds(5), "look", () -> seen.add(clock.now()));

    clock.sleep(ofSeconds(5));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(5));
    assertThat(seen).containsExactly(START.plusSeconds(5));
  }

  @Test
  void a_sleep_that_is_over_returns_at_once_also_inside_a_timer() {
    List<String> log = new ArrayList<>();
    clock.schedule(
        START,
        "nap",
        () -> {
          clock.sleep(ZERO);
          clock.sleep(ofSeconds(-1));
          clock.sleepUntil(START.minusSeconds(9));
          log.add("slept");
        });

    clock.advance(ZERO);

    assertThat(log).containsExactly("slept");
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void concurrent_sleepers_overlap_and_time_goes_from_target_to_target() throws Exception {
    List<TimeMoved> moves = Collections.synchronizedList(new ArrayList<>());
    clock.onAdvance(moves::add);
    List<Future<?>> sleepers = new ArrayList<>();

    lock.lock();
    try {
      for (int seconds : new int[] {30, 10, 20, 10}) {
        sleepers.add(threads.submit(() -> clock.sleepUntil(START.plusSeconds(seconds))));
        awaitQueued(sleepers.size());
      }
    } finally {
      lock.unlock();
    }
    for (Future<?> sleeper : sleepers) {
      sleeper.get();
    }

    assertThat(clock.now()).isEqualTo(START.plusSeconds(30));
    assertThat(moves)
        .extracting(TimeMoved::to)
        .containsExactly(START.plusSeconds(10), START.plusSeconds(20), START.plusSeconds(30));
  }

  @Test
  void many_sleepers_leave_time_at_the_last_target() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ConcurrentLinkedQueue<String> early = new ConcurrentLinkedQueue<>();
    List<Future<?>> sleepers = new ArrayList<>();
    for (int i = 1; i <= 16; i++) {
      int seconds = i;
      sleepers.add(
          threads.submit(
              () -> {
                go.await();
                for (int round = 0; round < 100; round++) {
                  Instant target = START.plusSeconds(round * 16L + seconds);
                  clock.sleepUntil(target);
                  if (clock.now().isBefore(target)) {
                    early.add(target + " at " + clock.now());
                  }
                }
                return null;
              }));
    }

    go.countDown();
    for (Future<?> sleeper : sleepers) {
      sleeper.get();
    }

    assertThat(early).isEmpty();
    assertThat(clock.now()).isEqualTo(START.plusSeconds(1600));
  }

  @Test
  void now_answers_while_another_thread_moves_time() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    clock.schedule(
        START.plusSeconds(7),
        "wait",
        () -> {
          inside.countDown();
          awaitUnchecked(asked);
        });
    Future<Advance> advance = threads.submit(() -> clock.advance(ofSeconds(9)));

    inside.await();
    Instant meanwhile = clock.now();
    asked.countDown();

    assertThat(meanwhile).isEqualTo(START.plusSeconds(7));
    assertThat(advance.get().to()).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void concurrent_advances_add_up_and_each_timer_fires_once() throws Exception {
    ConcurrentLinkedQueue<Integer> ran = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 4000; i++) {
      int id = i;
      clock.schedule(START.plusMillis(i), "t" + i, () -> ran.add(id));
    }
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Integer>> advances = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      advances.add(
          threads.submit(
              () -> {
                go.await();
                int fired = 0;
                for (int i = 0; i < 1000; i++) {
                  fired += clock.advance(Duration.ofMillis(1)).fired().size();
                }
                return fired;
              }));
    }

    go.countDown();
    int fired = 0;
    for (Future<Integer> advance : advances) {
      fired += advance.get();
    }

    assertThat(clock.now()).isEqualTo(START.plusSeconds(4));
    assertThat(fired).isEqualTo(4000);
    assertThat(List.copyOf(ran)).isSorted().hasSize(4000);
  }

  @Test
  void timers_and_calls_under_the_lock_never_interleave() throws Exception {
    int[] unguarded = new int[2];
    for (int i = 0; i < 2000; i++) {
      clock.schedule(START.plusMillis(i), "timer", () -> swap(unguarded));
    }
    Future<?> calls =
        threads.submit(
            () -> {
              for (int i = 0; i < 2000; i++) {
                lock.lock();
                try {
                  swap(unguarded);
                } finally {
                  lock.unlock();
                }
              }
            });

    clock.advance(ofHours(1));
    calls.get();

    assertThat(unguarded).containsExactly(4000, 4000);
  }

  private static void swap(int[] pair) {
    int first = pair[0] + 1;
    pair[0] = pair[1] + 1;
    Thread.onSpinWait();
    pair[1] = first;
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
