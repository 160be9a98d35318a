package dev.mlsim.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void a_star_stands_for_any_run_and_a_question_mark_for_one() {
    assertThat(Glob.of("Create*Job").matches("CreateTrainingJob")).isTrue();
    assertThat(Glob.of("Create*Job").matches("CreateJob")).isTrue();
    assertThat(Glob.of("Create*Job").matches("CreateJobs")).isFalse();
    assertThat(Glob.of("job-?").matches("job-7")).isTrue();
    assertThat(Glob.of("job-?").matches("job-")).isFalse();
    assertThat(Glob.stars("really?").matches("really!")).isFalse();
    assertThat(Glob.of("").matches("")).isTrue();
  }

  @Test
  void a_name_fits_if_and_only_if_the_same_regular_expression_does() {
    SplittableRandom chance = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      String glob = word(chance, "ab*?");
      String name = word(chance, "ab\n");
      boolean expected = name.matches("(?s)" + glob.replace("*", ".*").replace('?', '.'));
      assertThat(Glob.of(glob).matches(name)).as("%s %s", glob, name).isEqualTo(expected);
    }
  }

  private static String word(SplittableRandom chance, String letters) {
    StringBuilder word = new StringBuilder();
    for (int length = chance.nextInt(8); length > 0; length--) {
      word.append(letters.charAt(chance.nextInt(letters.length())));
    }
    return word.toString();
  }
}
