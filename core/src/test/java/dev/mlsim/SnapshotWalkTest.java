package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a snapshot is restored, everything goes on as if nobody had ever restored anything. */
class SnapshotWalkTest {
  private static final int BEFORE = 120;
  private static final int AFTER = 120;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void the_same_calls_get_the_same_bytes(long seed) {
    Simulator untouched = Simulator.builder().seed(seed).build();
    Simulator restored = Simulator.builder().seed(seed).build();
    Walk straight = new Walk(untouched).go(BEFORE, seed);
    Walk there = new Walk(restored).go(BEFORE, seed);
    assertThat(there.seen()).isEqualTo(straight.seen());

    Snapshot snapshot = restored.snapshot();
    there.in(restored).go(AFTER, ~seed);
    List<Walk> copies = Stream.of(1, 2).map(i -> there.in(Simulator.of(snapshot))).toList();
    restored.restore(snapshot);

    List<String> expected = straight.in(untouched).go(AFTER, seed + 1).seen();
    assertThat(there.in(restored).go(AFTER, seed + 1).seen()).isEqualTo(expected);
    assertThat(copies.parallelStream().map(walk -> walk.go(AFTER, seed + 1).seen()))
        .allSatisfy(seen -> assertThat(seen).isEqualTo(expected));
    assertThat(there.in(Simulator.of(snapshot)).go(AFTER, seed + 1).seen()).isEqualTo(expected);
  }
}
