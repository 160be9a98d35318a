package dev.mlsim.sdk.parity;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.parity.Difference;
import dev.mlsim.parity.Finding;
import dev.mlsim.parity.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;
import dev.mlsim.sdk.Recording;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Recordings of mlsim itself, with differences planted where AWS would differ. */
@Isolated("a recording sees every client of the JVM")
class ParityTest {
  @TempDir Path folder;

  /** A night: a job that is polled, its model, mistakes, lists, and a clean-up. */
  private static void night(Simulator sim) {
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    sageMaker.createTrainingJob(job("churn-secret-customer-1"));
    for (int i = 0; i < 12; i++) {
      sim.clock().advance(Duration.ofSeconds(197));
      sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-secret-customer-1"));
    }
    refused(() -> sageMaker.createTrainingJob(job("churn-secret-customer-1")));
    refused(() -> sageMaker.describeTrainingJob(r -> r.trainingJobName("no-such-job")));
    sageMaker.createModel(
        r ->
            r.modelName("churn-secret-customer")
                .executionRoleArn("arn:aws:iam::123456789012:role/SecretRole")
                .primaryContainer(
                    c ->
                        c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/secret-repo:1")
                            .modelDataUrl("s3://secret-bucket/models/model.tar.gz")));
    sageMaker.describeModel(r -> r.modelName("churn-secret-customer"));
    sageMaker.listModels();
    sageMaker.deleteModel(r -> r.modelName("churn-secret-customer"));
    refused(() -> sageMaker.describeModel(r -> r.modelName("churn-secret-customer")));
  }

  private static void refused(Runnable call) {
    try {
      call.run();
    } catch (SageMakerException expected) {
      // it is the answer that is recorded
    }
  }

  private Path recorded(String file, Consumer<Simulator> asAwsWouldDiffer) {
    Simulator aws = Simulator.builder().seed(99).account("123456789012").build();
    asAwsWouldDiffer.accept(aws);
    Path recording = folder.resolve(file);
    try (Recording open = Recording.to(recording, aws.clock()::now)) {
      assertThat(open).isNotNull();
      night(aws);
    }
    return recording;
  }

  private ParityReport report(Consumer<Simulator> asAwsWouldDiffer) {
    return Parity.of(recorded("run.jsonl", asAwsWouldDiffer)).run();
  }

  @Test
  void a_recording_of_the_same_behaviour_has_no_finding() {
    ParityReport report = report(aws -> {});

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(20);
    report.verify();
  }

  @Test
  void nothing_of_the_users_own_is_in_the_file() throws IOException {
    String text = Files.readString(recorded("run.jsonl", aws -> {}));

    assertThat(text)
        .contains("\"op\":\"sagemaker:CreateTrainingJob\"", "ml.", "Completed")
        .doesNotContain("secret", "Secret", "123456789012", "no-such-job");
  }

  @Test
  void a_job_takes_as_long_and_fails_where_it_did_on_aws() {
    ParityReport report =
        report(
            aws ->
                aws.script()
                    .resource("training-job")
                    .takes("Starting", Duration.ofMinutes(4))
                    .takes("Downloading", Duration.ofSeconds(211))
                    .failAt("Training", Duration.ofMinutes(9), "AlgorithmError: loss is NaN"));

    assertThat(report.findings()).as(report.text()).isEmpty();
  }

  @Test
  void a_member_that_only_aws_shows_is_one_finding() {
    ParityReport report =
        report(
            aws ->
                aws.faults()
                    .on("DescribeModel")
                    .amend(
                        output ->
                            output
                                .put("EnableNetworkIsolation", true)
                                .putObject("DeploymentRecommendation")
                                .put("RecommendationStatus", "COMPLETED")));

    assertThat(keys(report))
        .containsExactly(
            "sagemaker:DescribeModel $.EnableNetworkIsolation value",
            "sagemaker:DescribeModel $.DeploymentRecommendation only-on-aws");
  }

  @Test
  void members_types_numbers_and_words_are_told_apart() {
    ParityReport report =
        report(
            aws -> {
              aws.faults().on("DescribeModel").amend(output -> output.remove("ExecutionRoleArn"));
              aws.faults()
                  .on("DescribeTrainingJob")
                  .amend(
                      output -> {
                        output.withObject("/ResourceConfig").put("VolumeSizeInGB", 31);
                        output
                            .withObject("/AlgorithmSpecification")
                            .put("TrainingInputMode", "Pipe");
                      });
            });

    assertThat(keys(report))
        .containsExactly(
            "sagemaker:DescribeTrainingJob $.AlgorithmSpecification.TrainingInputMode value",
            "sagemaker:DescribeTrainingJob $.ResourceConfig.VolumeSizeInGB number",
            "sagemaker:DescribeModel $.ExecutionRoleArn only-here");
    assertThat(report.findings().get(0).differences()).hasSize(12);
    assertThat(report.text())
        .contains(
            "AWS:  Pipe",
            "here: File",
            "after sagemaker:CreateTrainingJob, line 1",
            "sim.faults().on(\"DescribeModel\").amend(output ->"
                + " output.remove(\"ExecutionRoleArn\"));");
  }

  @Test
  void errors_are_compared_by_status_code_and_words() {
    ParityReport report =
        report(
            aws -> {
              aws.faults().on("CreateTrainingJob").after(1).fail("ResourceInUse", "It is there");
              aws.faults()
                  .on("DescribeTrainingJob")
                  .where("TrainingJobName", "no-such-job")
                  .fail("ResourceNotFound", "Requested resource not found.");
            });

    assertThat(keys(report))
        .contains("sagemaker:CreateTrainingJob $ message", "sagemaker:DescribeTrainingJob $ code");
    assertThat(report.text()).contains(".fail(\"ResourceInUse\", \"It is there\");");
  }

  @Test
  void weather_is_not_replayed() {
    ParityReport report = report(aws -> aws.faults().on("DescribeModel").once().throttle());

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.NOT_REPLAYED)).isEqualTo(1);
  }

  @Test
  void what_is_allowed_is_no_finding_and_an_allowance_for_nothing_is_told() {
    Path recording =
        recorded(
            "run.jsonl",
            aws -> aws.faults().on("DescribeModel").amend(o -> o.remove("ExecutionRoleArn")));

    ParityReport report =
        Parity.of(recording)
            .allowing(
                "sagemaker:DescribeModel $.ExecutionRoleArn only-here # we don't read it",
                "sagemaker:DescribeModel $.Containers only-here # no longer true")
            .run();

    assertThat(report.findings()).isEmpty();
    assertThat(report.allowed()).isEqualTo(1);
    assertThat(report.unusedAllowances())
        .containsExactly("sagemaker:DescribeModel $.Containers only-here");
  }

  @Test
  void what_differs_on_aws_itself_is_noise() {
    Path one =
        recorded(
            "one.jsonl",
            aws ->
                aws.faults().on("DescribeModel").amend(o -> o.put("EnableNetworkIsolation", true)));
    Path other = recorded("other.jsonl", aws -> {});

    ParityReport report = Parity.of(one).noiseFrom(other).run();

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.noise()).isEqualTo(1);
  }

  @Test
  void judged_facts_that_it_touches_are_confirmed_or_refuted_by_name() {
    ParityReport report =
        report(
            aws ->
                aws.faults()
                    .on("DescribeTrainingJob")
                    .amend(output -> output.remove("FinalMetricDataList")));

    assertThat(report.facts()).isNotEmpty();
    assertThat(report.text()).contains("confirmed sagemaker [");
  }

  private static List<String> keys(ParityReport report) {
    return report.findings().stream().map(Finding::first).map(Difference::key).toList();
  }
}
