package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPatternTest {

  @Test
  void a_value_matches_as_a_whole() {
    ModelPattern pattern = new ModelPattern("^[a-z]+");

    assertThat(pattern.matches("ab")).isTrue();
    assertThat(pattern.matches("a b")).isFalse();
    assertThat(pattern.matches("ab\n")).isFalse();
  }

  @Test
  void a_bounded_group_is_judged_at_any_length() {
    ModelPattern pattern = new ModelPattern("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");

    assertThat(pattern.matches("a".repeat(63))).isTrue();
    assertThat(pattern.matches("a".repeat(64))).isFalse();
    assertThat(pattern.matches("a".repeat(1_000_000))).isFalse();
    assertThat(pattern.matches("-".repeat(1_000_000))).isFalse();
  }

  @Test
  void an_unbounded_group_is_judged_to_the_length_where_it_could_overflow_the_stack() {
    ModelPattern pattern = new ModelPattern("[a-zA-Z0-9](-*[a-zA-Z0-9])*");

    assertThat(pattern.matches("a".repeat(1_023) + "_")).isFalse();
    assertThat(pattern.matches("a".repeat(1_000_000) + "_")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1024,false", "128,true"})
  void the_judged_length_fits_a_usual_stack_and_a_small_one_does_no_harm(
      int kilobytes, boolean expected) throws InterruptedException {
    ModelPattern pattern = new ModelPattern("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");
    String value = "a" + " a".repeat(510) + "\"";
    AtomicReference<Boolean> matched = new AtomicReference<>();

    Thread thread =
        new Thread(null, () -> matched.set(pattern.matches(value)), "", kilobytes * 1024L);
    thread.start();
    thread.join();

    assertThat(matched).hasValue(expected);
  }

  @Test
  void costly_backtracking_is_given_up() {
    ModelPattern pattern = new ModelPattern(".*.*.*.*.*.*b");

    assertThat(pattern.matches("a".repeat(200))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sagemaker", "personalize", "cleanroomsml", "lookoutvision"})
  void every_pattern_of_the_models_compiles_and_survives_long_values(String service) {
    Contract contract = Contract.load(service);
    List<ModelPattern> patterns =
        contract.shapeNames().stream()
            .map(name -> contract.shape(name).orElseThrow())
            .filter(StringShape.class::isInstance)
            .flatMap(shape -> ((StringShape) shape).pattern().stream())
            .toList();

    assertThat(patterns).isNotEmpty();
    for (ModelPattern pattern : patterns) {
      assertThatCode(() -> Pattern.compile(pattern.text())).doesNotThrowAnyException();
      for (int length : new int[] {1_000, 50_000}) {
        assertThatCode(() -> pattern.matches("a".repeat(length))).doesNotThrowAnyException();
        assertThatCode(() -> pattern.matches("-".repeat(length))).doesNotThrowAnyException();
        assertThatCode(() -> pattern.matches("{\n".repeat(length))).doesNotThrowAnyException();
        assertThatCode(() -> pattern.matches("https://" + "a/".repeat(length)))
            .doesNotThrowAnyException();
      }
    }
  }
}
