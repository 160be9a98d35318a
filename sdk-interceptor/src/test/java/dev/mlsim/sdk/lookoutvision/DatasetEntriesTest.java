package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static dev.mlsim.sdk.lookoutvision.Factory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ListDatasetEntriesRequest;
import software.amazon.awssdk.services.lookoutvision.model.ListDatasetEntriesResponse;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class DatasetEntriesTest {
  private static final String GOOD = line("front/1.jpg", "normal");
  private static final String BAD = line("front/2.jpg", "anomaly");
  private static final String BARE = "{\"source-ref\":\"s3://images/back/3.jpg\"}";

  private final Factory factory = new Factory().project(CIRCUITS).emptyDataset(CIRCUITS, "train");

  @Test
  void rows_are_listed_as_they_were_given_in_order_of_insertion() {
    fill(GOOD, BAD, BARE);

    assertThat(list(r -> {})).containsExactly(GOOD, BAD, BARE);
  }

  @Test
  void rows_are_filtered_by_label_class_and_image() {
    fill(GOOD, BAD, BARE);

    assertThat(list(r -> r.labeled(true))).containsExactly(GOOD, BAD);
    assertThat(list(r -> r.labeled(false))).containsExactly(BARE);
    assertThat(list(r -> r.anomalyClass("anomaly"))).containsExactly(BAD);
    assertThat(list(r -> r.anomalyClass("normal"))).containsExactly(GOOD);
    assertThat(list(r -> r.sourceRefContains("front"))).containsExactly(GOOD, BAD);
    assertThat(list(r -> r.sourceRefContains("front").anomalyClass("normal")))
        .containsExactly(GOOD);
  }

  @Test
  void rows_are_filtered_by_the_time_they_came() {
    fill(GOOD);
    Instant between = factory.sim.clock().now();
    factory.advance(Duration.ofMinutes(1));
    fill(BAD);

    assertThat(list(r -> r.afterCreationDate(between))).containsExactly(BAD);
    assertThat(list(r -> r.beforeCreationDate(between))).containsExactly(GOOD);
  }

  @Test
  void a_class_of_neither_kind_is_refused() {
    assertThatThrownBy(() -> list(r -> r.anomalyClass("odd")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'anomalyClass' failed to satisfy constraint");
  }

  @Test
  void pages_are_cut_after_filtering() {
    fill(GOOD, BARE, BAD);

    ListDatasetEntriesResponse first =
        factory.lookout.listDatasetEntries(
            r -> r.projectName(CIRCUITS).datasetType("train").labeled(true).maxResults(1));

    assertThat(first.datasetEntries()).containsExactly(GOOD);
    ListDatasetEntriesResponse second =
        factory.lookout.listDatasetEntries(
            r ->
                r.projectName(CIRCUITS)
                    .datasetType("train")
                    .labeled(true)
                    .maxResults(1)
                    .nextToken(first.nextToken()));
    assertThat(second.datasetEntries()).containsExactly(BAD);
    assertThat(second.nextToken()).isNull();
    assertThatThrownBy(() -> list(r -> r.nextToken(first.nextToken())))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void the_paginator_of_the_sdk_sees_every_row() {
    factory.dataset(CIRCUITS, "test");

    long rows =
        factory
            .lookout
            .listDatasetEntriesPaginator(
                r -> r.projectName(CIRCUITS).datasetType("test").maxResults(7))
            .stream()
            .flatMap(page -> page.datasetEntries().stream())
            .distinct()
            .count();

    assertThat(rows).isEqualTo(50);
  }

  private void fill(String... lines) {
    factory.update(CIRCUITS, "train", lines);
    factory.advance(Duration.ofMinutes(1));
  }

  private List<String> list(Consumer<ListDatasetEntriesRequest.Builder> filter) {
    return factory
        .lookout
        .listDatasetEntries(r -> filter.accept(r.projectName(CIRCUITS).datasetType("train")))
        .datasetEntries();
  }
}
