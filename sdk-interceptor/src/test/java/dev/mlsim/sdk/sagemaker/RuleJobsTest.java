package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.RuleFindings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleConfiguration;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleEvaluationStatus;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ProcessingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class RuleJobsTest {
  private static final String IMAGE =
      "503895931360.dkr.ecr.us-east-1.amazonaws.com/sagemaker-debugger-rules:latest";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final RuleFindings findings = sim.setup(RuleFindings.class);

  private static DebugRuleConfiguration rule(String name) {
    return DebugRuleConfiguration.builder()
        .ruleConfigurationName(name)
        .ruleEvaluatorImage(IMAGE)
        .ruleParameters(Map.of("rule_to_invoke", name, "not a variable", "1"))
        .build();
  }

  private void trains(String name, String... rules) {
    sageMaker.createTrainingJob(
        job(name)
            .copy(
                r ->
                    r.debugRuleConfigurations(
                        List.of(rules).stream().map(RuleJobsTest::rule).toList())));
  }

  private DebugRuleEvaluationStatus status(String job) {
    return sageMaker
        .describeTrainingJob(r -> r.trainingJobName(job))
        .debugRuleEvaluationStatuses()
        .get(0);
  }

  private DescribeProcessingJobResponse ruleJob(String job) {
    String arn = status(job).ruleEvaluationJobArn();
    return sageMaker.describeProcessingJob(
        r -> r.processingJobName(arn.substring(arn.lastIndexOf('/') + 1)));
  }

  @Test
  void a_rule_is_a_processing_job_that_ends_after_its_training_job() {
    trains("sagemaker-debugger-mnist-built-in", "Overfit");

    DescribeProcessingJobResponse job = ruleJob("sagemaker-debugger-mnist-built-in");

    assertThat(job.processingJobName()).matches("sagemaker-debugger-mnist-b-overfit-[0-9a-f]{8}");
    assertThat(job.trainingJobArn()).endsWith(":training-job/sagemaker-debugger-mnist-built-in");
    assertThat(job.processingJobStatusAsString()).isEqualTo("InProgress");
    assertThat(job.appSpecification().imageUri()).isEqualTo(IMAGE);
    assertThat(job.environment()).containsExactly(Map.entry("rule_to_invoke", "Overfit"));
    assertThat(sageMaker.listProcessingJobs(r -> {}).processingJobSummaries())
        .extracting(ProcessingJobSummary::processingJobArn)
        .containsExactly(status("sagemaker-debugger-mnist-built-in").ruleEvaluationJobArn());

    sageMaker
        .waiter()
        .waitUntilTrainingJobCompletedOrStopped(
            r -> r.trainingJobName("sagemaker-debugger-mnist-built-in"));
    assertThat(status("sagemaker-debugger-mnist-built-in").ruleEvaluationStatusAsString())
        .isEqualTo("InProgress");

    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(status("sagemaker-debugger-mnist-built-in").ruleEvaluationStatusAsString())
        .isEqualTo("NoIssuesFound");
    assertThat(ruleJob("sagemaker-debugger-mnist-built-in").processingJobStatusAsString())
        .isEqualTo("Completed");
    assertThat(sim.billing().hours("ml.t3.medium")).isZero();
  }

  @Test
  void an_issue_ends_the_rule_s_job_and_is_told_by_both_events() {
    findings.job("*").rule("Overfit").findsAfter(Duration.ofMinutes(5));
    trains("churn-1", "Overfit");

    sim.clock().advance(Duration.ofMinutes(12));

    DescribeProcessingJobResponse job = ruleJob("churn-1");
    assertThat(job.processingJobStatusAsString()).isEqualTo("Completed");
    assertThat(job.exitMessage()).startsWith("RuleEvaluationConditionMet: Evaluation of the rule");
    assertThat(status("churn-1").statusDetails()).isEqualTo(job.exitMessage());
    assertThat(status("churn-1").lastModifiedTime()).isEqualTo(job.processingEndTime());
    Event ofRule = last("SageMaker Processing Job State Change");
    assertThat(ofRule.detail().path("ProcessingJobStatus").asText()).isEqualTo("Completed");
    assertThat(ofRule.detail().path("ExitMessage").asText()).isEqualTo(job.exitMessage());
    assertThat(ofRule.detail().path("TrainingJobArn").asText()).endsWith("/churn-1");
    Event ofTraining = last("SageMaker Training Job State Change");
    assertThat(ofTraining.detail().path("TrainingJobStatus").asText()).isEqualTo("InProgress");
    assertThat(
            ofTraining.detail().at("/DebugRuleEvaluationStatuses/0/RuleEvaluationStatus").asText())
        .isEqualTo("IssuesFound");
  }

  private Event last(String detailType) {
    List<Event> events = sim.events().list(detailType);
    return events.get(events.size() - 1);
  }

  @Test
  void a_stopped_training_job_stops_its_rules() {
    trains("churn-1", "Overfit");
    sim.clock().advance(Duration.ofMinutes(5));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(status("churn-1").ruleEvaluationStatusAsString()).isEqualTo("Stopping");
    assertThat(ruleJob("churn-1").processingJobStatusAsString()).isEqualTo("Stopping");
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(status("churn-1").ruleEvaluationStatusAsString()).isEqualTo("Stopped");
    assertThat(ruleJob("churn-1").processingJobStatusAsString()).isEqualTo("Stopped");
  }

  @Test
  void a_rule_whose_job_is_stopped_or_fails_says_so_and_the_training_goes_on() {
    sim.script().resource("processing-job").named("*-loss-*").failAt("Evaluating", "no tensors");
    trains("churn-1", "Overfit", "Loss");
    sim.clock().advance(Duration.ofMinutes(5));

    sageMaker.stopProcessingJob(r -> r.processingJobName(ruleJob("churn-1").processingJobName()));
    sim.clock().advance(Duration.ofHours(2));

    assertThat(
            sageMaker
                .describeTrainingJob(r -> r.trainingJobName("churn-1"))
                .debugRuleEvaluationStatuses())
        .extracting(
            DebugRuleEvaluationStatus::ruleEvaluationStatusAsString,
            DebugRuleEvaluationStatus::statusDetails)
        .containsExactly(tuple("Stopped", null), tuple("Error", "no tensors"));
    assertThat(
            sageMaker
                .describeTrainingJob(r -> r.trainingJobName("churn-1"))
                .trainingJobStatusAsString())
        .isEqualTo("Completed");
  }

  @Test
  void rules_hold_processing_instances_until_they_have_ended_themselves() {
    sim.quotas().set("Number of instances across all processing jobs", 1);
    findings.job("churn-1").findsAfter(Duration.ofMinutes(1));
    assertThatThrownBy(() -> trains("churn-0", "A", "B"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("current utilization of 0 Instances and a request delta of 2");
    trains("churn-1", "A");
    assertThatThrownBy(() -> trains("churn-2", "A"))
        .isInstanceOf(ResourceLimitExceededException.class);

    sim.clock().advance(Duration.ofMinutes(5));

    trains("churn-2", "A");
    assertThat(sim.journal().text()).contains("churn-2");
  }

  @Test
  void other_profiler_rules_replace_those_that_run() {
    sageMaker.createTrainingJob(
        job("churn-1")
            .copy(
                r ->
                    r.profilerRuleConfigurations(
                        p -> p.ruleConfigurationName("Cpu").ruleEvaluatorImage(IMAGE))));
    sim.clock().advance(Duration.ofMinutes(5));
    findings.job("churn-1").rule("Gpu").breaks();

    sageMaker.updateTrainingJob(
        r ->
            r.trainingJobName("churn-1")
                .profilerRuleConfigurations(
                    p -> p.ruleConfigurationName("Gpu").ruleEvaluatorImage(IMAGE)));
    sim.clock().advance(Duration.ofMinutes(2));

    assertThat(
            sageMaker
                .describeTrainingJob(r -> r.trainingJobName("churn-1"))
                .profilerRuleEvaluationStatuses())
        .extracting(s -> s.ruleEvaluationStatusAsString())
        .containsExactly("Error");
    assertThat(sageMaker.listProcessingJobs(r -> {}).processingJobSummaries())
        .extracting(ProcessingJobSummary::processingJobStatusAsString)
        .containsExactly("Failed", "Stopped");
  }

  @Test
  void an_update_cannot_give_a_rule_the_name_of_another() {
    trains("churn-1", "A");

    assertThatThrownBy(
            () ->
                sageMaker.updateTrainingJob(
                    r ->
                        r.trainingJobName("churn-1")
                            .profilerRuleConfigurations(
                                p -> p.ruleConfigurationName("A").ruleEvaluatorImage(IMAGE))))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Rule configuration names must be unique: [A]");

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
  }

  @Test
  void two_rules_of_one_name_are_refused_and_odd_names_make_valid_job_names() {
    assertThatThrownBy(() -> trains("churn-1", "A", "A"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Rule configuration names must be unique: [A]");

    trains("churn-1", "My rule_of.".repeat(20));

    assertThat(ruleJob("churn-1").processingJobName())
        .hasSizeLessThanOrEqualTo(63)
        .matches("[a-zA-Z0-9](-*[a-zA-Z0-9])*");
  }
}
