package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SizedQueueTest {
  private final SizedQueue<Integer> queue = new SizedQueue<>();

  @Test
  void it_is_a_queue_that_knows_how_much_is_in_it() {
    ArrayDeque<Integer> naive = new ArrayDeque<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 5_000; i++) {
      if (naive.isEmpty() || random.nextInt(5) > 1) {
        queue.add(i, i % 7);
        naive.addLast(i);
      } else {
        queue.removeFirst();
        naive.removeFirst();
      }
      assertThat(queue.count()).isEqualTo(naive.size());
      assertThat(queue.total()).isEqualTo(naive.stream().mapToLong(n -> n % 7).sum());
    }
    assertThat(queue.list()).isEqualTo(new ArrayList<>(naive));
  }

  @Test
  void a_copy_goes_its_own_way() {
    queue.add(1, 10);
    SizedQueue<Integer> copy = queue.copy();

    queue.removeFirst();
    copy.add(2, 5);

    assertThat(queue.list()).isEmpty();
    assertThat(queue.total()).isZero();
    assertThat(copy.list()).containsExactly(1, 2);
    assertThat(copy.total()).isEqualTo(15);
  }

  @Test
  void cleared_it_is_empty() {
    queue.add(1, 10);

    queue.clear();

    assertThat(queue.list()).isEmpty();
    assertThat(queue.count()).isZero();
    assertThat(queue.total()).isZero();
  }
}
