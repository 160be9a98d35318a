package dev.mlsim.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentsTest {

  @Test
  void defaults_fill_in_what_is_missing_at_every_depth() {
    assertThat(
            Documents.withDefaults(
                Documents.of("{'a': {'x': 1}}"), Documents.of("{'a': {'x': 9, 'y': 2}, 'b': 3}")))
        .isEqualTo(Documents.of("{'a': {'x': 1, 'y': 2}, 'b': 3}"));
  }

  @Test
  void a_list_of_one_structure_fills_in_each_element_and_is_no_default_itself() {
    var defaults = Documents.of("{'l': [{'c': 'None'}]}");

    assertThat(Documents.withDefaults(Documents.of("{'l': [{'n': 1}, {'c': 'Gzip'}]}"), defaults))
        .isEqualTo(Documents.of("{'l': [{'n': 1, 'c': 'None'}, {'c': 'Gzip'}]}"));
    assertThat(Documents.withDefaults(Documents.empty(), defaults)).isEqualTo(Documents.empty());
  }

  @Test
  void a_structure_with_a_question_mark_fills_in_only_where_there_is_one() {
    var defaults = Documents.of("{'?a': {'x': 1}}");

    assertThat(Documents.withDefaults(Documents.empty(), defaults)).isEqualTo(Documents.empty());
    assertThat(Documents.withDefaults(Documents.of("{'a': {}}"), defaults))
        .isEqualTo(Documents.of("{'a': {'x': 1}}"));
  }

  @Test
  void changes_are_merged_into_structures_and_replace_everything_else() {
    assertThat(
            Documents.merged(
                Documents.of("{'s': {'a': 1, 'b': 2}, 'l': [1, 2]}"),
                Documents.of("{'s': {'b': 3}, 'l': [4]}")))
        .isEqualTo(Documents.of("{'s': {'a': 1, 'b': 3}, 'l': [4]}"));
  }

  @Test
  void a_template_is_filled_in_from_paths_and_the_key() {
    assertThat(Documents.fill("m/{a.b}/job/{key}", Documents.of("{'a': {'b': 'x'}}"), "k"))
        .isEqualTo("m/x/job/k");
  }

  @Test
  void nothing_that_is_given_is_changed() {
    var document = Documents.of("{'a': {'x': 1}}");
    var defaults = Documents.of("{'a': {'y': 2}}");

    Documents.withDefaults(document, defaults);
    Documents.merged(document, defaults);

    assertThat(document).isEqualTo(Documents.of("{'a': {'x': 1}}"));
    assertThat(defaults).isEqualTo(Documents.of("{'a': {'y': 2}}"));
  }
}
