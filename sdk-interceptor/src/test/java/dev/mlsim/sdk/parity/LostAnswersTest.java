package dev.mlsim.sdk.parity;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.parity.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.recording.RecordedRun;
import dev.mlsim.sdk.Recording;
import dev.mlsim.sdk.SimulatedClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What AWS didn't say, or said of what isn't in the recording. */
@Isolated("a recording sees every client of the JVM")
class LostAnswersTest {
  @TempDir Path folder;

  private static Consumer<Simulator> calling(Consumer<SageMakerClient> program) {
    return sim -> program.accept(SimulatedClients.of(sim).create(SageMakerClient.class));
  }

  private static void describeTwice(SageMakerClient sageMaker) {
    sageMaker.describeTrainingJob(r -> r.trainingJobName("night"));
    sageMaker.describeTrainingJob(r -> r.trainingJobName("night"));
  }

  @Test
  void a_lost_answer_is_asked_if_the_retry_tells_that_aws_had_heard_it() {
    ParityReport report =
        Recorded.report(
            folder,
            aws -> aws.faults().on("CreateTrainingJob").once().loseAnswer(),
            calling(
                sageMaker -> {
                  Recorded.refused(() -> sageMaker.createTrainingJob(job("night")));
                  describeTwice(sageMaker);
                }));

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.NOT_REPLAYED)).as(report.text()).isEqualTo(1);
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(3);
    assertThat(report.text()).contains("its answer was lost, and AWS had heard it");
  }

  @Test
  void a_call_whose_answers_are_all_lost_is_judged_by_what_is_shown_later() {
    ParityReport report =
        Recorded.report(
            folder,
            aws -> aws.faults().on("CreateTrainingJob").loseAnswer(),
            calling(
                sageMaker -> {
                  try {
                    sageMaker.createTrainingJob(job("night"));
                  } catch (SdkException expected) {
                    // nobody knows
                  }
                  describeTwice(sageMaker);
                }));

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void a_connection_that_broke_before_aws_heard_anything_is_not_replayed() {
    Path file =
        Recorded.of(
            folder.resolve("run.jsonl"),
            aws -> aws.faults().on("CreateTrainingJob").once().resetConnection(),
            calling(
                sageMaker -> {
                  sageMaker.createTrainingJob(job("night"));
                  describeTwice(sageMaker);
                }));

    ParityReport report = Parity.of(file).run();

    assertThat(report.findings()).as(report.text()).isEmpty();
    RecordedAttempt first = RecordedRun.read(file).attempts().get(0);
    RecordedAttempt second = RecordedRun.read(file).attempts().get(1);
    assertThat(first.lost()).isNotEmpty();
    assertThat(second.call()).isEqualTo(first.call());
    assertThat(second.attempt()).isEqualTo(2);
  }

  @Test
  void what_was_there_before_is_unknown_and_no_difference() {
    Simulator aws = Simulator.builder().seed(4711).build();
    SageMakerClient sageMaker = SimulatedClients.of(aws).create(SageMakerClient.class);
    sageMaker.createTrainingJob(job("night"));
    aws.clock().advance(Duration.ofHours(3));
    Path file = folder.resolve("run.jsonl");
    try (Recording recording = Recording.to(file, aws.clock()::now)) {
      assertThat(recording).isNotNull();
      describeTwice(sageMaker);
      sageMaker.listTrainingJobs();
      Recorded.refused(() -> sageMaker.createTrainingJob(job("night")));
    }

    ParityReport report = Parity.of(file).run();

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.UNKNOWN)).as(report.text()).isEqualTo(3);
  }

  @Test
  void throttles_server_errors_and_the_accounts_own_limits_are_weather() {
    ParityReport report =
        Recorded.report(
            folder,
            aws -> {
              aws.faults().on("DescribeTrainingJob").nth(1).throttle();
              aws.faults().on("DescribeTrainingJob").nth(3).serverError();
              aws.faults().on("CreateModel").accessDenied();
            },
            calling(
                sageMaker -> {
                  sageMaker.createTrainingJob(job("night"));
                  describeTwice(sageMaker);
                  Recorded.refused(
                      () ->
                          sageMaker.createModel(
                              r ->
                                  r.modelName("churn")
                                      .executionRoleArn("arn:aws:iam::123456789012:role/R")));
                }));

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.NOT_REPLAYED)).as(report.text()).isEqualTo(2);
    assertThat(report.count(Verdict.UNKNOWN)).as(report.text()).isEqualTo(1);
  }
}
