package dev.mlsim.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schedules, cancellations and movements against a sorted list that does the same. */
class VirtualClockModelTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** What the clock should do, without a heap. */
  private static final class Model {
    record Entry(Instant due, int id, int children) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Fired> fired = new ArrayList<>();
    private Instant now = START;
    private int ids;

    int schedule(Instant due, int children) {
      entries.add(new Entry(due, ids, children));
      entries.sort(Comparator.comparing(Entry::due).thenComparing(Entry::id));
      return ids++;
    }

    boolean cancel(int id) {
      return entries.removeIf(entry -> entry.id() == id);
    }

    void advanceTo(Instant target) {
      while (!entries.isEmpty() && !entries.get(0).due().isAfter(target)) {
        Entry next = entries.remove(0);
        now = next.due();
        fired.add(new Fired(now, "t" + next.id()));
        if (next.children() > 0) {
          schedule(now.plusSeconds(next.id() % 5), next.children() - 1);
        }
      }
      now = target;
    }

    List<Pending> pending() {
      return entries.stream().map(e -> new Pending(e.due(), "t" + e.id())).toList();
    }
  }

  private final VirtualClock clock = new VirtualClock(START);
  private final Model model = new Model();
  private final List<Timer> timers = new ArrayList<>();

  private void schedule(Instant due, int children) {
    int id = timers.size();
    timers.add(
        clock.schedule(
            due,
            "t" + id,
            () -> {
              if (children > 0) {
                schedule(clock.now().plusSeconds(id % 5), children - 1);
              }
            }));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20260101, -77})
  void behaves_like_a_sorted_list(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Fired> fired = new ArrayList<>();

    for (int step = 0; step < 2000; step++) {
      String where = "seed " + seed + ", step " + step;
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3, 4 -> {
          Instant due = clock.now().plusSeconds(random.nextInt(60));
          int children = random.nextInt(4);
          schedule(due, children);
          assertThat(model.schedule(due, children)).as(where).isEqualTo(timers.size() - 1);
        }
        case 5, 6 -> {
          if (!timers.isEmpty()) {
            int id = random.nextInt(timers.size());
            assertThat(timers.get(id).isPending()).as(where).isEqualTo(timers.get(id).cancel());
            model.cancel(id);
          }
        }
        case 7 -> {
          if (!clock.pending().isEmpty()) {
            model.advanceTo(model.entries.get(0).due());
            fired.addAll(clock.advanceToNext().fired());
          }
        }
        default -> {
          Duration duration = Duration.ofSeconds(random.nextInt(20));
          model.advanceTo(model.now.plus(duration));
          fired.addAll(clock.advance(duration).fired());
        }
      }
      assertThat(clock.now()).as(where).isEqualTo(model.now);
      assertThat(clock.pending()).as(where).isEqualTo(model.pending());
      assertThat(timers).as(where).hasSize(model.ids);
    }
    assertThat(fired).as("seed " + seed).isEqualTo(model.fired);
  }
}
