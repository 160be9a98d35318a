package dev.mlsim.sdk.parity;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.parity.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;
import dev.mlsim.sdk.Recording;
import dev.mlsim.sdk.SimulatedClients;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Lists: order, pages, and others' resources on them. */
@Isolated("a recording sees every client of the JVM")
class ListsParityTest {
  private static final String JOBS = "TrainingJobSummaries";

  @TempDir Path folder;

  private static void lists(Simulator sim) {
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    for (String name : new String[] {"one", "two", "three", "four"}) {
      sim.clock().advance(Duration.ofMinutes(1));
      sageMaker.createTrainingJob(job(name));
    }
    sageMaker.listTrainingJobsPaginator(r -> r.maxResults(3)).stream().forEach(page -> {});
    sageMaker.listTrainingJobs(r -> r.nameContains("t"));
  }

  /** Jobs that others made before. */
  private static void others(Simulator aws) {
    SageMakerClient sageMaker = SimulatedClients.of(aws).create(SageMakerClient.class);
    sageMaker.createTrainingJob(job("theirs-1"));
    sageMaker.createTrainingJob(job("theirs-2"));
    aws.clock().advance(Duration.ofHours(9));
  }

  private static void turned(ObjectNode output) {
    ArrayNode jobs = output.withArray(JOBS);
    for (int i = jobs.size() - 1; i >= 0; i--) {
      jobs.add(jobs.remove(i));
    }
  }

  private Path recordedAmongOthers() {
    Simulator aws = Simulator.builder().seed(4711).build();
    others(aws);
    Path file = folder.resolve("shared.jsonl");
    try (Recording recording = Recording.to(file, aws.clock()::now)) {
      assertThat(recording).isNotNull();
      lists(aws);
    }
    return file;
  }

  @Test
  void pages_follow_each_other_by_tokens_of_each_sides_own() {
    ParityReport report = Recorded.report(folder, aws -> {}, ListsParityTest::lists);

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(6);
  }

  @Test
  void another_order_is_one_finding_and_no_item_is() {
    ParityReport report =
        Recorded.report(
            folder,
            aws -> aws.faults().on("ListTrainingJobs").amend(ListsParityTest::turned),
            ListsParityTest::lists);

    assertThat(Recorded.keys(report))
        .as(report.text())
        .containsExactly("sagemaker:ListTrainingJobs $.TrainingJobSummaries order");
  }

  @Test
  void an_item_too_few_is_one_finding() {
    ParityReport report =
        Recorded.report(
            folder,
            aws ->
                aws.faults()
                    .on("ListTrainingJobs")
                    .first(1)
                    .amend(output -> output.withArray(JOBS).remove(0)),
            ListsParityTest::lists);

    assertThat(Recorded.keys(report))
        .as(report.text())
        .containsExactly("sagemaker:ListTrainingJobs $.TrainingJobSummaries size");
  }

  @Test
  void others_resources_on_the_pages_are_no_difference() {
    ParityReport report = Parity.of(recordedAmongOthers()).run();

    assertThat(report.findings()).as(report.text()).isEmpty();
  }

  @Test
  void a_number_that_mlsim_draws_by_lot_is_no_difference_and_a_planted_one_is() {
    ParityReport report =
        Recorded.report(
            folder,
            aws ->
                aws.faults()
                    .on("DescribeTrainingJob")
                    .amend(output -> output.withObject("/ResourceConfig").put("InstanceCount", 2)),
            sim -> {
              SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
              sageMaker.createTrainingJob(job("one"));
              sageMaker.describeTrainingJob(r -> r.trainingJobName("one"));
            });

    assertThat(Recorded.keys(report))
        .containsExactly("sagemaker:DescribeTrainingJob $.ResourceConfig.InstanceCount number");
  }
}
