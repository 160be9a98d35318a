package dev.mlsim.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
  private static final String[] TEXTS = {
    "",
    "a",
    "aa",
    "ab",
    "b",
    "\u00e4",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "\ud800\udc00",
    "\ud83d\ude00",
    "\ud83d\ude01",
    "\udbff\udfff",
    "a\uffff",
    "a\ud83d\ude00"
  };

  @Test
  void texts_are_in_the_order_of_their_bytes() {
    for (String one : TEXTS) {
      for (String other : TEXTS) {
        assertThat(Integer.signum(Utf8Order.compare(one, other)))
            .as("[%s] and [%s]", one, other)
            .isEqualTo(
                Integer.signum(Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8))));
      }
    }
  }
}
