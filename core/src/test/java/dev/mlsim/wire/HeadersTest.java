package dev.mlsim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private final Headers headers =
      Headers.none().and("Accept", "text/html").and("X-Id", "7").and("accept", "text/plain");

  @Test
  void a_name_has_many_values_whatever_its_case() {
    assertThat(headers.all("ACCEPT")).containsExactly("text/html", "text/plain");
    assertThat(headers.first("accept")).contains("text/html");
    assertThat(headers.all("none")).isEmpty();
    assertThat(headers.first("none")).isEmpty();
  }

  @Test
  void a_value_takes_the_place_of_all_others_of_its_name() {
    assertThat(headers.with("ACCEPT", "*/*").all("accept")).containsExactly("*/*");
    assertThat(headers.all("accept")).hasSize(2);
  }

  @Test
  void names_without_values_are_none() {
    assertThat(Headers.ofAll(Map.of("A", List.of(), "B", List.of("1", "2"))).asMap())
        .isEqualTo(Map.of("B", List.of("1", "2")));
    assertThat(Headers.of(Map.of("B", "1"))).isEqualTo(Headers.none().and("B", "1"));
  }
}
