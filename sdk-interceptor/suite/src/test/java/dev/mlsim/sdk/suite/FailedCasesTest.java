package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedCasesTest {
  @Test
  void a_case_is_remembered_until_it_passes() {
    assertThat(FailedCases.of("a thing/of:mine")).isEmpty();

    FailedCases.remember("a thing/of:mine", "type 1 2 3");
    assertThat(FailedCases.of("a thing/of:mine")).contains("type 1 2 3");

    FailedCases.forget("a thing/of:mine");
    assertThat(FailedCases.of("a thing/of:mine")).isEmpty();
  }
}
