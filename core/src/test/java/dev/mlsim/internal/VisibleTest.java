package dev.mlsim.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void what_can_be_seen_stays() {
    String text = "caf\u00e9 \u4e2d \ud83d\ude00 <&> ...";

    assertThat(Visible.line(text)).isSameAs(text);
  }

  @Test
  void what_a_console_would_act_on_is_escaped() {
    assertThat(Visible.line("a\u001b[31mred\u001b[0m\r\nnext\tx\u0000\u007f\u009b"))
        .isEqualTo("a\\u001b[31mred\\u001b[0m\\r\\nnext\\tx\\u0000\\u007f\\u009b");
  }

  @Test
  void what_turns_or_breaks_lines_is_escaped() {
    assertThat(Visible.line("a\u202eb\u2028c\u2029d\ufeff"))
        .isEqualTo("a\\u202eb\\u2028c\\u2029d\\ufeff");
  }

  @Test
  void half_of_a_pair_is_escaped() {
    assertThat(Visible.line("\ud83d")).isEqualTo("\\ud83d");
    assertThat(Visible.lines("\ude00x\ud83d\ud83d\ude00")).isEqualTo("\\ude00x\\ud83d\ud83d\ude00");
  }

  @Test
  void lines_may_end_where_there_are_more() {
    assertThat(Visible.lines("a\n\tb\u001b")).isEqualTo("a\n\tb\\u001b");
  }
}
