package dev.mlsim.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void what_was_probably_meant_comes_first() {
    assertThat(Nearest.to("creatModel", List.of("DeleteModel", "ListTags", "CreateModel")))
        .containsExactly("CreateModel", "DeleteModel", "ListTags");
    assertThat(Nearest.hint("x", List.of())).isEqualTo("; there are none");
  }

  /** What it costs grows with both lengths, and a request can say anything. */
  @Test
  void no_more_than_200_characters_are_compared() {
    String same = "n".repeat(200);

    assertThat(Nearest.to(same + "z".repeat(20_000), List.of(same + "z", same + "a")))
        .containsExactly(same + "a", same + "z");
  }
}
