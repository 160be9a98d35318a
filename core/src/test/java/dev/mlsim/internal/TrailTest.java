package dev.mlsim.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrailTest {
  @Test
  void who_holds_an_older_one_keeps_what_was() {
    Trail<String> one = Trail.<String>empty().and("a");
    Trail<String> two = one.and("b");
    Trail<String> other = one.and("c");

    assertThat(Trail.empty().toList()).isEmpty();
    assertThat(one.toList()).containsExactly("a");
    assertThat(two.toList()).containsExactly("a", "b");
    assertThat(other.toList()).containsExactly("a", "c");
    assertThat(two.size()).isEqualTo(2);
  }
}
