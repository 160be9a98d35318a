package dev.mlsim.sdk.personalize;

import static dev.mlsim.sdk.personalize.PersonalizeWorld.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.BatchSegmentJob;
import software.amazon.awssdk.services.personalize.model.BatchSegmentJobSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class BatchSegmentJobTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String version = world.trained("segments", "aws-item-affinity");

  @Test
  void a_job_takes_half_an_hour_and_has_defaults() {
    String arn =
        personalize.createBatchSegmentJob(segment("nightly", version)).batchSegmentJobArn();

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "batch-segment-job/nightly");
    assertThat(job(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(job(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofMinutes(32));
    assertThat(job(arn).status()).isEqualTo("ACTIVE");
    assertThat(job(arn).numResults()).isEqualTo(25);
    assertThat(job(arn).jobInput().s3DataSource().path()).isEqualTo("s3://bucket/in/items.json");
    assertThat(job(arn).jobOutput().s3DataDestination().path()).isEqualTo("s3://bucket/out/");
    assertThat(job(arn).roleArn()).isEqualTo(PersonalizeWorld.ROLE);
    assertThat(
            personalize.listBatchSegmentJobs(r -> r.solutionVersionArn(version)).batchSegmentJobs())
        .extracting(BatchSegmentJobSummary::jobName, BatchSegmentJobSummary::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("nightly", "ACTIVE"));
  }

  @Test
  void only_recipes_of_user_segmentation_make_segments() {
    String other = world.trained("movies");

    assertThatThrownBy(() -> personalize.createBatchSegmentJob(segment("a", other)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("aws-user-personalization")
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void five_million_users_are_the_most() {
    personalize.createBatchSegmentJob(
        segment("a", version).toBuilder().numResults(5_000_000).build());

    assertThatThrownBy(
            () ->
                personalize.createBatchSegmentJob(
                    segment("b", version).toBuilder().numResults(5_000_001).build()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void five_jobs_under_way_are_the_quota_and_names_are_taken_for_good() {
    for (int i = 0; i < 5; i++) {
      personalize.createBatchSegmentJob(segment("job-" + i, version));
    }

    assertThatThrownBy(() -> personalize.createBatchSegmentJob(segment("job-5", version)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 5 resources with PENDING or IN_PROGRESS status.");
    world.pass(Duration.ofDays(1));
    assertThatThrownBy(() -> personalize.createBatchSegmentJob(segment("job-0", version)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
  }

  @Test
  void what_it_names_must_exist_and_be_active() {
    assertThatThrownBy(() -> personalize.createBatchSegmentJob(segment("a", version + "0")))
        .isInstanceOf(ResourceNotFoundException.class);
    String solution = version.substring(0, version.lastIndexOf('/'));
    String young =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
    assertThatThrownBy(() -> personalize.createBatchSegmentJob(segment("a", young)))
        .isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> job(PersonalizeWorld.ARNS + "batch-segment-job/none"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_job_can_fail() {
    world.sim.script().resource("batch-segment-job").failAt("CREATE PENDING", "Internal error");
    String arn = personalize.createBatchSegmentJob(segment("a", version)).batchSegmentJobArn();

    world.pass(Duration.ofHours(1));

    assertThat(job(arn).status()).isEqualTo("CREATE FAILED");
    assertThat(job(arn).failureReason()).isEqualTo("Internal error");
    assertThat(world.sim.objects().list("s3://bucket/out/")).isEmpty();
  }

  private BatchSegmentJob job(String arn) {
    return personalize.describeBatchSegmentJob(r -> r.batchSegmentJobArn(arn)).batchSegmentJob();
  }
}
