package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.OTHER_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.ListTrainedModelInferenceJobsResponse;
import software.amazon.awssdk.services.cleanroomsml.model.StartTrainedModelInferenceJobRequest;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelInferenceJobSummary;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class InferenceJobListTest {
  private final Studio studio = new Studio();
  private final StartTrainedModelInferenceJobRequest.Builder ready = studio.readyForInference();

  @BeforeEach
  void twelve_jobs() {
    for (int i = 1; i <= 12; i++) {
      studio.ml.startTrainedModelInferenceJob(ready.name("job-" + i).build());
      studio.sim.clock().advance(Duration.ofHours(1));
    }
  }

  @Test
  void a_page_has_ten_jobs_newest_first_and_the_last_has_no_token() {
    ListTrainedModelInferenceJobsResponse first =
        studio.ml.listTrainedModelInferenceJobs(r -> r.membershipIdentifier(MEMBERSHIP));
    ListTrainedModelInferenceJobsResponse second =
        studio.ml.listTrainedModelInferenceJobs(
            r -> r.membershipIdentifier(MEMBERSHIP).nextToken(first.nextToken()));

    assertThat(names(first.trainedModelInferenceJobs()))
        .isEqualTo(
            IntStream.iterate(12, i -> i > 2, i -> i - 1).mapToObj(i -> "job-" + i).toList());
    assertThat(names(second.trainedModelInferenceJobs())).containsExactly("job-2", "job-1");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void the_paginator_goes_through_all_pages() {
    assertThat(
            studio
                .ml
                .listTrainedModelInferenceJobsPaginator(
                    r -> r.membershipIdentifier(MEMBERSHIP).maxResults(5))
                .trainedModelInferenceJobs())
        .hasSize(12);
  }

  @Test
  void a_filter_by_model_and_version_passes_those_that_used_it() {
    String model = ready.build().trainedModelArn();
    String channel = ready.build().dataSource().mlInputChannelArn();
    String association =
        studio
            .ml
            .getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model))
            .configuredModelAlgorithmAssociationArn();
    String version =
        studio
            .ml
            .createTrainedModel(
                Studio.modelOf(association, channel)
                    .incrementalTrainingDataChannels(Studio.earlier("before", model))
                    .build())
            .versionIdentifier();
    studio.sim.clock().advance(Duration.ofHours(1));
    studio.ml.startTrainedModelInferenceJob(
        ready.name("of-version").trainedModelVersionIdentifier(version).build());

    assertThat(
            studio
                .ml
                .listTrainedModelInferenceJobs(
                    r ->
                        r.membershipIdentifier(MEMBERSHIP)
                            .trainedModelArn(model)
                            .trainedModelVersionIdentifier(version))
                .trainedModelInferenceJobs())
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.name()).isEqualTo("of-version");
              assertThat(job.trainedModelVersionIdentifier()).isEqualTo(version);
            });
    assertThat(
            studio
                .ml
                .listTrainedModelInferenceJobs(
                    r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model).maxResults(100))
                .trainedModelInferenceJobs())
        .hasSize(13);
  }

  @Test
  void a_page_is_cut_after_the_filter() {
    String model = ready.build().trainedModelArn();
    String channel = ready.build().dataSource().mlInputChannelArn();
    String association =
        studio
            .ml
            .getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model))
            .configuredModelAlgorithmAssociationArn();
    studio.ml.startTrainedModelInferenceJob(
        ready.name("of-another").trainedModelArn(studio.model(association, channel)).build());

    ListTrainedModelInferenceJobsResponse page =
        studio.ml.listTrainedModelInferenceJobs(
            r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model).maxResults(2));

    assertThat(page.trainedModelInferenceJobs())
        .extracting(job -> job.name())
        .containsExactly("job-12", "job-11");
    assertThat(page.nextToken()).isNotNull();
  }

  @Test
  void a_filter_by_an_unknown_model_passes_nothing() {
    String unknown = ready.build().trainedModelArn().replaceFirst("[^/]+$", "unknown");

    ListTrainedModelInferenceJobsResponse page =
        studio.ml.listTrainedModelInferenceJobs(
            r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(unknown));

    assertThat(page.trainedModelInferenceJobs()).isEmpty();
    assertThat(page.nextToken()).isNull();
  }

  @Test
  void another_memberships_list_is_empty() {
    assertThat(
            studio
                .ml
                .listTrainedModelInferenceJobs(r -> r.membershipIdentifier(OTHER_ID))
                .trainedModelInferenceJobs())
        .isEmpty();
  }

  @Test
  void the_collaborations_list_names_the_creator() {
    assertThat(
            studio
                .ml
                .listCollaborationTrainedModelInferenceJobs(
                    r -> r.collaborationIdentifier(studio.collaboration()).maxResults(100))
                .collaborationTrainedModelInferenceJobs())
        .hasSize(12)
        .allSatisfy(
            job -> {
              assertThat(job.creatorAccountId()).isEqualTo(Studio.ACCOUNT);
              assertThat(job.membershipIdentifier()).isEqualTo(MEMBERSHIP);
            });
  }

  @Test
  void a_token_that_is_none_or_another_querys_is_invalid() {
    String token =
        studio
            .ml
            .listTrainedModelInferenceJobs(r -> r.membershipIdentifier(MEMBERSHIP))
            .nextToken();

    assertThatThrownBy(
            () ->
                studio.ml.listTrainedModelInferenceJobs(
                    r -> r.membershipIdentifier(OTHER_ID).nextToken(token)))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(
            () ->
                studio.ml.listTrainedModelInferenceJobs(
                    r -> r.membershipIdentifier(MEMBERSHIP).nextToken("none")))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void a_page_has_from_one_to_a_hundred_jobs() {
    assertThatThrownBy(
            () ->
                studio.ml.listTrainedModelInferenceJobs(
                    r -> r.membershipIdentifier(MEMBERSHIP).maxResults(101)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at 'maxResults'");
  }

  private static List<String> names(List<TrainedModelInferenceJobSummary> jobs) {
    return jobs.stream().map(TrainedModelInferenceJobSummary::name).toList();
  }
}
