package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void an_unbounded_group_is_judged_at_any_length_too() {
    ModelPattern pattern = new ModelPattern("[a-zA-Z0-9](-*[a-zA-Z0-9])*");

    for (int length : new int[] {1_023, 1_025, 1_000_000}) {
      assertThat(pattern.matches("a".repeat(length))).isTrue();
      assertThat(pattern.matches("a".repeat(length) + "_")).isFalse();
      assertThat(pattern.matches("a".repeat(length) + "\n")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 128})
  void a_small_stack_makes_no_difference(int kilobytes) throws InterruptedException {
    ModelPattern pattern = new ModelPattern("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");
    String value = "a" + " a".repeat(510) + "\"";
    AtomicReference<Boolean> matched = new AtomicReference<>();

    Thread thread =
        new Thread(null, () -> matched.set(pattern.matches(value)), "", kilobytes * 1024L);
    thread.start();
    thread.join();

    assertThat(matched).hasValue(false);
  }

  @Test
  void what_costs_much_backtracking_is_judged_in_one_pass() {
    ModelPattern pattern = new ModelPattern(".*.*.*.*.*.*b");

    assertThat(pattern.matches("a".repeat(200))).isFalse();
    assertThat(pattern.matches("a".repeat(200) + "b")).isTrue();
  }

  @Test
  @Tag("large")
  void what_would_cost_too_much_in_one_pass_is_taken_to_match() {
    ModelPattern pattern = new ModelPattern("(a|b|c|d|e|f|g|h)*");

    assertThat(pattern.matches("z".repeat(10_000_000))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "ab|b|",
        "a*b+_?",
        "(?:ab)+",
        "(a|b_)*",
        "a{2}",
        "a{1,}b",
        "a{0,2}?b{1,2}",
        "(a?){2}b",
        "^a.*",
        "a^b",
        "(^|a)b",
        "a$",
        "a$\\s*",
        "(a|$)+\\s?",
        "a$.?",
        ".*",
        "[^a]*",
        "[a_]+",
        "[^\\]a]",
        "[a[b_]]+",
        "[a-b&&[^b]]",
        "\\w+",
        "\\W\\w",
        "\\s\\S",
        "\\d|\\D",
        "\\ba\\b.*",
        "a\\b.*",
        ".*\\b",
        "(?=a).*",
        "(?=.*b)a.*",
        "(?!ab).*",
        "a(?!b).*",
        "(?<!a)b.*",
        "a?(?<!a)b",
        "(?<!_)a|.(?<!_)b",
        "\\p{Alpha}+",
        "\\P{Alpha}",
        "\\pL_",
        "\\u0061b",
        "\\x61b",
        "a\\.|a\\_",
        "\\ta|a\\n|a\\r",
        "\ud83d\ude00a?"
      })
  void one_pass_says_what_java_says_of_each_kind_of_syntax(String text) {
    PatternMachine machine = PatternParser.read(text).orElseThrow();
    Pattern java = Pattern.compile(text);
    List<String> values =
        new ArrayList<>(List.of("", "\ud83d\ude00", "\ud83d\ude00a", "a.", "a5", "\ta"));
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).length() < 4) {
        for (String next : new String[] {"a", "b", "_", " ", "\n", "\r", "\u2028"}) {
          values.add(values.get(i) + next);
        }
      }
    }

    for (String value : values) {
      boolean matches = java.matcher(value).matches();
      assertThat(machine.matches(value)).as("[" + value + "] against " + text).isEqualTo(matches);
      assertThat(looked(machine, value))
          .as("[" + value + "] looked up for " + text)
          .isIn(Optional.empty(), Optional.of(matches));
    }
  }

  private static Optional<Boolean> looked(PatternMachine machine, String value) {
    return machine.table().flatMap(table -> table.matches(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"^a(b|$)", "[a-z]{2,4}", "(?:a-*)+", "", "a?$"})
  void a_table_knows_ascii_in_one_line(String text) {
    PatternMachine machine = PatternParser.read(text).orElseThrow();

    assertThat(looked(machine, "ab")).contains(Pattern.matches(text, "ab"));
    assertThat(looked(machine, "")).contains(Pattern.matches(text, ""));
    assertThat(looked(machine, "a\n")).isEmpty();
    assertThat(looked(machine, "a\u00e9")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(?=a).*", "(?!a).*", "a\\b.*", "(?<!a)b"})
  void what_looks_ahead_or_behind_has_no_table(String text) {
    assertThat(PatternParser.read(text).orElseThrow().table()).isEmpty();
  }

  @Test
  void a_table_gives_up_where_it_would_grow_too_large() {
    PatternMachine machine = PatternParser.read("([a-z]{900}|[a-y]{950}z)").orElseThrow();
    PatternTable table = machine.table().orElseThrow();

    assertThat(table.matches("a".repeat(900))).contains(true);
    assertThat(table.matches("a".repeat(950) + "z")).contains(true);
    assertThat(table.matches("z".repeat(900))).isEmpty();
    assertThat(table.matches("a".repeat(900))).contains(true);
    assertThat(PatternParser.read("[a-z]{1,2000}").orElseThrow().table()).isEmpty();
  }

  @Test
  void what_is_asked_often_says_the_same() {
    ModelPattern pattern = new ModelPattern("[a-z](-*[a-z]){0,62}");

    for (int i = 0; i < 1_000; i++) {
      assertThat(pattern.matches("a-b")).isTrue();
      assertThat(pattern.matches("a-")).isFalse();
      assertThat(pattern.matches("a\n")).isFalse();
      assertThat(pattern.matches("a".repeat(64))).isFalse();
      assertThat(pattern.matches("a\u00e9")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)a",
        "a++",
        "a*+",
        "(?<=a)b",
        "(?<!ab)b",
        "(?<!a*)b",
        "(?>a)",
        "(?<n>a)",
        "\\Qa\\E",
        "(a)\\1",
        "\\Aa",
        "a{x}",
        "a{1,2,3}",
        "a{1",
        "a{}",
        "a{1234567}",
        "(a",
        "a)",
        "[a",
        "[a\\",
        "\\",
        "\\u12",
        "\\x1",
        "\\p{L"
      })
  void what_is_not_known_in_one_pass_is_left_to_java(String text) {
    assertThat(PatternParser.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sagemaker", "personalize", "cleanroomsml", "lookoutvision"})
  void one_pass_says_what_java_says_of_every_pattern_of_the_models(String service) {
    Contract contract = Contract.load(service);
    SplittableRandom random = new SplittableRandom(7);
    int known = 0;
    for (String name : contract.shapeNames()) {
      if (!(contract.shape(name).orElseThrow() instanceof StringShape shape)
          || shape.pattern().isEmpty()) {
        continue;
      }
      String text = shape.pattern().get().text();
      PatternMachine machine = PatternParser.read(text).orElseThrow();
      Pattern java = Pattern.compile(text);
      for (String value : values(text, random)) {
        boolean matches = java.matcher(value).matches();
        assertThat(machine.matches(value)).as("[" + value + "] against " + text).isEqualTo(matches);
        assertThat(looked(machine, value))
            .as("[" + value + "] looked up for " + text)
            .isIn(Optional.empty(), Optional.of(matches));
      }
      known++;
    }
    assertThat(known).isPositive();
  }

  /** Short ones out of what stands in the pattern, and a few that mean something elsewhere. */
  private static List<String> values(String pattern, SplittableRandom random) {
    String letters = pattern.replaceAll("[\\\\()\\[\\]{}|?]", "") + "aZ0-_./: \n\r\t\u00e9";
    List<String> values =
        new ArrayList<>(List.of("", "\n", "a\n", "arn:aws:iam::123456789012:role/R"));
    for (int i = 0; i < 60; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        value.append(letters.charAt(random.nextInt(letters.length())));
      }
      values.add(value.toString());
    }
    String literal = pattern.replaceAll("[\\[(^].*", "");
    values.add(literal + "a");
    values.add(literal + "abc/def\n");
    return values;
  }

  @ParameterizedTest
  @Tag("large")
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
