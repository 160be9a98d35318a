package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListTrainingJobsResponse;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

class TrainingJobListTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private void createJobs(int count) {
    for (int i = 1; i <= count; i++) {
      sageMaker.createTrainingJob(job("job-" + i));
      sim.clock().advance(Duration.ofMinutes(1));
    }
  }

  private List<String> names(Consumer<ListTrainingJobsRequest.Builder> query) {
    return names(sageMaker.listTrainingJobs(query));
  }

  private static List<String> names(ListTrainingJobsResponse page) {
    return page.trainingJobSummaries().stream().map(TrainingJobSummary::trainingJobName).toList();
  }

  @Test
  void the_newest_ten_come_first_where_nothing_is_said() {
    createJobs(12);

    ListTrainingJobsResponse page = sageMaker.listTrainingJobs();

    assertThat(names(page)).hasSize(10).startsWith("job-12", "job-11").endsWith("job-3");
    assertThat(page.nextToken()).isNotBlank();
    ListTrainingJobsResponse rest = sageMaker.listTrainingJobs(r -> r.nextToken(page.nextToken()));
    assertThat(names(rest)).containsExactly("job-2", "job-1");
    assertThat(rest.nextToken()).isNull();
  }

  @Test
  void a_job_created_between_two_pages_moves_nothing() {
    createJobs(4);
    ListTrainingJobsResponse page = sageMaker.listTrainingJobs(r -> r.maxResults(2));

    sageMaker.createTrainingJob(job("late"));

    assertThat(names(r -> r.maxResults(2).nextToken(page.nextToken())))
        .containsExactly("job-2", "job-1");
  }

  @Test
  void jobs_are_sorted_as_asked() {
    createJobs(3);
    sageMaker.stopTrainingJob(r -> r.trainingJobName("job-2"));

    assertThat(names(r -> r.sortBy("Name").sortOrder(SortOrder.ASCENDING)))
        .containsExactly("job-1", "job-2", "job-3");
    assertThat(names(r -> r.sortBy("CreationTime").sortOrder(SortOrder.ASCENDING)))
        .containsExactly("job-1", "job-2", "job-3");
    assertThat(names(r -> r.sortBy("Status").sortOrder(SortOrder.DESCENDING)))
        .containsExactly("job-2", "job-3", "job-1");
  }

  @Test
  void jobs_are_sorted_upwards_where_it_is_said_by_what_only() {
    createJobs(3);

    assertThat(names(r -> r.sortBy("CreationTime"))).containsExactly("job-1", "job-2", "job-3");
    assertThat(names(r -> r.sortOrder(SortOrder.ASCENDING)))
        .containsExactly("job-1", "job-2", "job-3");
    assertThat(names(r -> r.statusEquals("InProgress"))).containsExactly("job-3", "job-2", "job-1");
  }

  @Test
  void a_time_of_creation_that_no_job_has_ends_at_once() {
    createJobs(12);
    Instant now = sim.clock().now();

    ListTrainingJobsResponse none = sageMaker.listTrainingJobs(r -> r.creationTimeAfter(now));
    ListTrainingJobsResponse oldest =
        sageMaker.listTrainingJobs(
            r -> r.maxResults(2).creationTimeBefore(now.minus(Duration.ofMinutes(9))));

    assertThat(names(none)).isEmpty();
    assertThat(none.nextToken()).isNull();
    assertThat(names(oldest)).containsExactly("job-3", "job-2");
    assertThat(
            names(
                sageMaker.listTrainingJobs(
                    r ->
                        r.maxResults(2)
                            .creationTimeBefore(now.minus(Duration.ofMinutes(9)))
                            .nextToken(oldest.nextToken()))))
        .containsExactly("job-1");
  }

  @Test
  void each_filter_lets_pass_what_it_says() {
    Instant start = sim.clock().now();
    createJobs(3);
    sageMaker.stopTrainingJob(r -> r.trainingJobName("job-2"));

    assertThat(names(r -> r.nameContains("b-3"))).containsExactly("job-3");
    assertThat(names(r -> r.statusEquals("Stopping"))).containsExactly("job-2");
    assertThat(names(r -> r.creationTimeAfter(start))).containsExactly("job-3", "job-2");
    assertThat(names(r -> r.creationTimeBefore(start.plusSeconds(60)))).containsExactly("job-1");
    assertThat(names(r -> r.lastModifiedTimeAfter(sim.clock().now().minusMillis(1))))
        .contains("job-2");
    assertThat(names(r -> r.lastModifiedTimeBefore(start))).isEmpty();
    assertThat(names(r -> r.warmPoolStatusEquals("Available"))).isEmpty();
    assertThat(
            names(
                r ->
                    r.trainingPlanArnEquals(
                        "arn:aws:sagemaker:us-east-1:123456789012:training-plan/p")))
        .isEmpty();
  }

  @Test
  void a_page_is_cut_before_it_is_filtered() {
    createJobs(4);

    ListTrainingJobsResponse page =
        sageMaker.listTrainingJobs(r -> r.maxResults(2).nameContains("job-1"));

    assertThat(page.trainingJobSummaries()).isEmpty();
    assertThat(page.nextToken()).isNotBlank();
    assertThat(sageMaker.listTrainingJobsPaginator(r -> r.maxResults(2).nameContains("job-1")))
        .flatExtracting(ListTrainingJobsResponse::trainingJobSummaries)
        .hasSize(1);
  }

  @Test
  void list_and_describe_agree() {
    createJobs(1);
    sim.clock().advance(Duration.ofHours(1));

    TrainingJobSummary summary = sageMaker.listTrainingJobs().trainingJobSummaries().get(0);
    var described = sageMaker.describeTrainingJob(r -> r.trainingJobName("job-1"));

    assertThat(summary.trainingJobArn()).isEqualTo(described.trainingJobArn());
    assertThat(summary.trainingJobStatus()).isEqualTo(described.trainingJobStatus());
    assertThat(summary.creationTime()).isEqualTo(described.creationTime());
    assertThat(summary.trainingEndTime()).isEqualTo(described.trainingEndTime());
    assertThat(summary.lastModifiedTime()).isEqualTo(described.lastModifiedTime());
  }

  @Test
  void a_token_of_another_query_or_none_or_an_old_one_is_refused() {
    createJobs(4);
    String token = sageMaker.listTrainingJobs(r -> r.maxResults(2)).nextToken();

    assertThatThrownBy(() -> names(r -> r.nextToken(token).nameContains("job")))
        .hasMessageContaining("Invalid pagination token.");
    assertThatThrownBy(() -> names(r -> r.nextToken("bm90IG91cnM=")))
        .hasMessageContaining("Invalid pagination token.");
    assertThat(names(r -> r.nextToken(token))).hasSize(2);
    sim.clock().advance(Duration.ofDays(2));
    assertThatThrownBy(() -> names(r -> r.nextToken(token)))
        .hasMessageContaining("Invalid pagination token.");
  }
}
