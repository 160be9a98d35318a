package dev.mlsim.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededRandomTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 0x5eed_1d5L})
  void it_draws_what_a_splittable_random_draws(long seed) {
    SeededRandom own = new SeededRandom(seed);
    SplittableRandom model = new SplittableRandom(seed);
    SplittableRandom bounds = new SplittableRandom(~seed);

    for (int i = 0; i < 10_000; i++) {
      int few = 1 + bounds.nextInt(Integer.MAX_VALUE);
      long many = 1 + bounds.nextLong(Long.MAX_VALUE);
      assertThat(own.below(few)).isEqualTo(model.nextInt(few));
      assertThat(own.below(16)).isEqualTo(model.nextInt(16));
      assertThat(own.below(many)).isEqualTo(model.nextLong(many));
      assertThat(own.below(1L << 40)).isEqualTo(model.nextLong(1L << 40));
      assertThat(own.fraction()).isEqualTo(model.nextDouble());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -12345})
  void another_one_goes_on_from_its_position(long seed) {
    SeededRandom one = new SeededRandom(seed);
    one.uuid();
    one.below(7);

    SeededRandom other = new SeededRandom(one.position());

    assertThat(other.uuid()).isEqualTo(one.uuid());
    assertThat(other.hex(12)).isEqualTo(one.hex(12));
    assertThat(other.id(12)).isEqualTo(one.id(12));
    assertThat(other.position()).isEqualTo(one.position());
  }
}
