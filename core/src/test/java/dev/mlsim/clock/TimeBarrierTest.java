package dev.mlsim.clock;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeBarrierTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Guard lock = new Guard();
  private final VirtualClock clock = new VirtualClock(START, lock);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  /** Waits, without time, until that many parties are blocked in a sleep. */
  private void awaitAsleep(int sleepers) {
    while (true) {
      lock.lock();
      try {
        if (lock.getWaitQueueLength(clock.timeline().moved()) == sleepers) {
          return;
        }
      } finally {
        lock.unlock();
      }
      Thread.onSpinWait();
    }
  }

  private Callable<Instant> sleeping(long seconds) {
    return () -> {
      clock.sleep(ofSeconds(seconds));
      return clock.now();
    };
  }

  @Test
  void parties_end_with_the_longest_and_not_with_the_sum() throws Exception {
    try (TimeBarrier barrier = clock.barrier(3)) {
      Future<Instant> ten = threads.submit(barrier.party(sleeping(10)));
      awaitAsleep(1);
      Future<Instant> thirty = threads.submit(barrier.party(sleeping(30)));
      awaitAsleep(2);
      Future<Instant> twenty = threads.submit(barrier.party(sleeping(20)));

      assertThat(ten.get()).isEqualTo(START.plusSeconds(10));
      assertThat(twenty.get()).isEqualTo(START.plusSeconds(20));
      assertThat(thirty.get()).isEqualTo(START.plusSeconds(30));
    }
    assertThat(clock.now()).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void pollers_that_never_meet_end_each_at_a_time_of_its_own() throws Exception {
    long seed = 42;
    SplittableRandom random = new SplittableRandom(seed);
    List<Future<?>> pollers = new ArrayList<>();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    try (TimeBarrier barrier = clock.barrier(8)) {
      for (int i = 0; i < 8; i++) {
        int step = 1 + random.nextInt(20);
        pollers.add(
            threads.submit(
                barrier.party(
                    () -> {
                      for (int poll = 1; poll <= 50; poll++) {
                        clock.sleep(ofSeconds(step));
                        if (!clock.now().equals(START.plusSeconds((long) poll * step))) {
                          wrong.add("step " + step + ", poll " + poll + " at " + clock.now());
                        }
                      }
                      return null;
                    })));
      }
      for (Future<?> poller : pollers) {
        poller.get();
      }
    }
    assertThat(wrong).as("seed %d", seed).isEmpty();
  }

  @Test
  void timers_fire_before_the_sleeper_wakes() throws Exception {
    List<String> log = new ArrayList<>();
    clock.schedule(START.plusSeconds(10), "job", () -> log.add("job done"));
    try (TimeBarrier barrier = clock.barrier(1)) {
      threads.submit(barrier.party(sleeping(10))).get();
    }

    assertThat(log).containsExactly("job done");
  }

  @Test
  void a_party_that_throws_leaves_and_keeps_nobody() throws Exception {
    try (TimeBarrier barrier = clock.barrier(2)) {
      Future<Instant> sleeper = threads.submit(barrier.party(sleeping(10)));
      awaitAsleep(1);
      Future<Object> failing =
          threads.submit(
              barrier.party(
                  () -> {
                    throw new IllegalStateException("boom");
                  }));

      assertThatExceptionOfType(ExecutionException.class).isThrownBy(failing::get);
      assertThat(sleeper.get()).isEqualTo(START.plusSeconds(10));
    }
  }

  @Test
  void closing_the_barrier_wakes_all_and_their_sleeps_end_like_anyones() throws Exception {
    TimeBarrier barrier = clock.barrier(3);
    Future<Instant> one = threads.submit(barrier.party(sleeping(10)));
    Future<Instant> two = threads.submit(barrier.party(sleeping(20)));
    awaitAsleep(2);
    assertThat(clock.now()).isEqualTo(START);

    barrier.close();
    barrier.close();

    assertThat(one.get()).isAfterOrEqualTo(START.plusSeconds(10));
    assertThat(two.get()).isEqualTo(START.plusSeconds(20));
  }

  @Test
  void whoever_is_no_party_moves_time_as_ever_and_wakes_those_it_reaches() throws Exception {
    try (TimeBarrier barrier = clock.barrier(2)) {
      CountDownLatch go = new CountDownLatch(1);
      Future<Instant> sleeper = threads.submit(barrier.party(sleeping(10)));
      Future<Instant> busy =
          threads.submit(
              barrier.party(
                  () -> {
                    go.await();
                    return clock.now();
                  }));
      awaitAsleep(1);

      clock.advance(ofMinutes(1));

      assertThat(sleeper.get()).isEqualTo(START.plusSeconds(60));
      go.countDown();
      assertThat(busy.get()).isEqualTo(START.plusSeconds(60));
    }
  }

  @Test
  void a_failing_timer_reaches_one_sleeper_and_the_others_go_on() throws Exception {
    clock.schedule(
        START.plusSeconds(5),
        "train",
        () -> {
          throw new IllegalStateException("boom");
        });
    int failed = 0;
    try (TimeBarrier barrier = clock.barrier(2)) {
      List<Future<Instant>> sleepers =
          List.of(
              threads.submit(barrier.party(sleeping(10))),
              threads.submit(barrier.party(sleeping(10))));
      for (Future<Instant> sleeper : sleepers) {
        try {
          assertThat(sleeper.get()).isEqualTo(START.plusSeconds(10));
        } catch (ExecutionException failure) {
          assertThat(failure).hasCauseInstanceOf(TimerFailedException.class);
          failed++;
        }
      }
    }
    assertThat(failed).isEqualTo(1);
  }

  @Test
  void an_interrupted_sleeper_leaves_and_throws() throws Exception {
    try (TimeBarrier barrier = clock.barrier(2)) {
      ConcurrentLinkedQueue<Thread> interruptible = new ConcurrentLinkedQueue<>();
      CountDownLatch woken = new CountDownLatch(1);
      CountDownLatch othersEnded = new CountDownLatch(1);
      Future<Boolean> interrupted =
          threads.submit(
              barrier.party(
                  () -> {
                    interruptible.add(Thread.currentThread());
                    assertThatIllegalStateException()
                        .isThrownBy(() -> clock.sleep(ofSeconds(10)))
                        .withMessage(
                            "mlsim: interrupted at 2026-01-01T00:00:00Z while asleep until"
                                + " 2026-01-01T00:00:10Z; the party has left the time barrier");
                    woken.countDown();
                    boolean stillSet = Thread.interrupted();
                    othersEnded.await();
                    return stillSet;
                  }));
      awaitAsleep(1);
      interruptible.element().interrupt();
      // Else the other one may bring time on while it is still asleep.
      assertThat(woken.await(10, SECONDS)).isTrue();

      assertThat(threads.submit(barrier.party(sleeping(5))).get()).isEqualTo(START.plusSeconds(5));
      othersEnded.countDown();
      assertThat(interrupted.get()).isTrue();
    }
  }

  @Test
  @SuppressWarnings("try")
  void a_thread_that_has_left_sleeps_alone() {
    try (TimeBarrier barrier = clock.barrier(2)) {
      TimeBarrier.Party party = barrier.join();
      party.close();
      party.close();

      clock.sleep(ofSeconds(3));
    }
    assertThat(clock.now()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  @SuppressWarnings("try")
  void misuse_is_refused_in_words() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.barrier(0))
        .withMessage("mlsim: cannot make a time barrier for [0] parties: it takes at least one");
    TimeBarrier barrier = clock.barrier(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> clock.barrier(1))
        .withMessage(
            "mlsim: cannot make a second time barrier: the clock has one, which is not closed yet");
    try (TimeBarrier.Party party = barrier.join()) {
      assertThatIllegalStateException()
          .isThrownBy(barrier::join)
          .withMessageMatching(
              "mlsim: cannot join the time barrier: thread \\[.+] is one of its parties already");
      lock.lock();
      try {
        assertThatIllegalStateException()
            .isThrownBy(() -> clock.sleep(ofSeconds(1)))
            .withMessage(
                "mlsim: cannot sleep until 2026-01-01T00:00:01Z as a party of a time barrier: this"
                    + " thread holds the simulator's lock, so the other parties could never fall"
                    + " asleep; sleep outside it");
      } finally {
        lock.unlock();
      }
    }
    assertThatIllegalStateException()
        .isThrownBy(barrier::join)
        .withMessage("mlsim: cannot join the time barrier: all its 1 parties have joined");
    barrier.close();
    assertThatIllegalStateException()
        .isThrownBy(barrier::join)
        .withMessage("mlsim: cannot join the time barrier: it is closed");
    clock.barrier(1).close();
  }
}
