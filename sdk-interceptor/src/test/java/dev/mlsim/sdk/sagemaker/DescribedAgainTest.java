package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** A describing operation keeps its answer until something changes; nobody may see it too long. */
class DescribedAgainTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Training";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void what_has_not_changed_is_answered_the_same_again() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    describe("churn-1");
    sim.clock().advance(Duration.ofHours(1));
    describe("churn-1");

    List<JournalEntry.Called> polls = sim.journal().calls("DescribeTrainingJob");
    assertThat(polls.get(1).output()).isEqualTo(polls.get(0).output());
  }

  @Test
  void a_member_that_grows_with_time_grows_from_one_poll_to_the_next() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofMinutes(10));

    int before = describe("churn-1").trainingTimeInSeconds();
    sim.clock().advance(Duration.ofSeconds(7));

    assertThat(describe("churn-1").trainingTimeInSeconds()).isEqualTo(before + 7);
  }

  @Test
  void a_transition_is_seen_at_once() {
    sageMaker.createTrainingJob(job("churn-1"));

    assertThat(describe("churn-1").secondaryStatusAsString()).isEqualTo("Starting");
    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(describe("churn-1").secondaryStatusAsString()).isEqualTo("Training");
  }

  @Test
  void an_update_is_seen_at_once() {
    sageMaker.createNotebookInstance(
        r -> r.notebookInstanceName("lab").roleArn(ROLE).instanceType("ml.t3.medium"));
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(notebook().volumeSizeInGB()).isEqualTo(5);
    sageMaker.updateNotebookInstance(r -> r.notebookInstanceName("lab").volumeSizeInGB(50));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(notebook().volumeSizeInGB()).isEqualTo(50);
  }

  @Test
  void what_is_gone_is_no_longer_shown_and_what_took_its_name_is() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));
    DescribeTrainingJobResponse first = describe("churn-1");

    sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofHours(1));
    assertThatThrownBy(() -> describe("churn-1")).isInstanceOf(SageMakerException.class);
    sageMaker.createTrainingJob(job("churn-1"));

    assertThat(describe("churn-1").creationTime()).isAfter(first.trainingEndTime());
  }

  @Test
  void each_world_shows_its_own() {
    Simulator other = Simulator.builder().region("eu-west-1").build();
    SageMakerClient elsewhere = SimulatedClients.of(other).create(SageMakerClient.class);
    sageMaker.createTrainingJob(job("churn-1"));
    elsewhere.createTrainingJob(Jobs.jobIn("eu-west-1", "churn-1"));

    assertThat(describe("churn-1").trainingJobArn()).contains(":us-east-1:");
    assertThat(elsewhere.describeTrainingJob(r -> r.trainingJobName("churn-1")).trainingJobArn())
        .contains(":eu-west-1:");
  }

  private DescribeTrainingJobResponse describe(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }

  private DescribeNotebookInstanceResponse notebook() {
    return sageMaker.describeNotebookInstance(r -> r.notebookInstanceName("lab"));
  }
}
