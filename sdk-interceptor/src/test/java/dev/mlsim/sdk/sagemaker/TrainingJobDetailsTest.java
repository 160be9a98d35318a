package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleConfiguration;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleEvaluationStatus;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.InstanceGroup;
import software.amazon.awssdk.services.sagemaker.model.MetricDefinition;
import software.amazon.awssdk.services.sagemaker.model.ProfilerRuleConfiguration;

/** What Describe shows of a training job that nobody gave to Create. */
class TrainingJobDetailsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void what_the_service_fills_in_follows_from_what_it_was_given() {
    sageMaker.createTrainingJob(
        job(
            "grouped",
            r ->
                r.resourceConfig(
                        c ->
                            c.volumeSizeInGB(30)
                                .instanceGroups(
                                    InstanceGroup.builder()
                                        .instanceGroupName("fit")
                                        .instanceType("ml.m5.xlarge")
                                        .instanceCount(2)
                                        .build()))
                    .debugHookConfig(d -> d.s3OutputPath("s3://bucket/debug"))
                    .profilerConfig(p -> p.s3OutputPath("s3://bucket/profile"))
                    .algorithmSpecification(
                        a ->
                            a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                                .trainingInputMode("File")
                                .metricDefinitions(
                                    MetricDefinition.builder()
                                        .name("loss")
                                        .regex("loss=(.*)")
                                        .build()))));
    sageMaker.createTrainingJob(job("plain"));

    DescribeTrainingJobResponse job = describe("grouped");
    assertThat(job.resourceConfig().instanceCount()).isZero();
    assertThat(job.debugHookConfig().hasCollectionConfigurations()).isTrue();
    assertThat(job.debugHookConfig().collectionConfigurations()).isEmpty();
    assertThat(job.profilerConfig().profilingIntervalInMilliseconds()).isEqualTo(500);
    assertThat(job.algorithmSpecification().enableSageMakerMetricsTimeSeries()).isTrue();
    assertThat(describe("plain").algorithmSpecification().enableSageMakerMetricsTimeSeries())
        .isFalse();
    assertThat(describe("plain").profilerConfig()).isNull();
  }

  @Test
  void rules_are_evaluated_for_as_long_as_the_job_runs() {
    String name = "churn-with-a-name-that-is-long";
    sageMaker.createTrainingJob(
        job(
            name,
            r ->
                r.debugRuleConfigurations(
                        DebugRuleConfiguration.builder()
                            .ruleConfigurationName("Overfit")
                            .ruleEvaluatorImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/rule")
                            .build())
                    .profilerRuleConfigurations(
                        ProfilerRuleConfiguration.builder()
                            .ruleConfigurationName("Report")
                            .ruleEvaluatorImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/rule")
                            .build())));

    DescribeTrainingJobResponse early = describe(name);
    assertThat(early.debugRuleConfigurations().get(0).volumeSizeInGB()).isZero();
    assertThat(early.profilerRuleConfigurations().get(0).volumeSizeInGB()).isZero();
    DebugRuleEvaluationStatus rule = early.debugRuleEvaluationStatuses().get(0);
    assertThat(rule.ruleConfigurationName()).isEqualTo("Overfit");
    assertThat(rule.ruleEvaluationStatusAsString()).isEqualTo("InProgress");
    assertThat(rule.ruleEvaluationJobArn())
        .matches(
            "arn:aws:sagemaker:us-east-1:123456789012:processing-job/"
                + "churn-with-a-name-that-is--overfit-[0-9a-f]{8}");
    sim.clock().advance(Duration.ofHours(1));

    DescribeTrainingJobResponse late = describe(name);
    assertThat(late.debugRuleEvaluationStatuses().get(0).ruleEvaluationStatusAsString())
        .isEqualTo("NoIssuesFound");
    assertThat(late.debugRuleEvaluationStatuses().get(0).ruleEvaluationJobArn())
        .isEqualTo(rule.ruleEvaluationJobArn());
    assertThat(late.profilerRuleEvaluationStatuses().get(0).ruleEvaluationStatusAsString())
        .isEqualTo("NoIssuesFound");
    assertThat(late.profilerRuleEvaluationStatuses().get(0).lastModifiedTime())
        .isAfter(late.trainingEndTime());
  }

  @Test
  void a_job_without_rules_has_no_statuses_of_them() {
    sageMaker.createTrainingJob(job("plain"));

    assertThat(describe("plain").hasDebugRuleEvaluationStatuses()).isFalse();
    assertThat(describe("plain").hasProfilerRuleEvaluationStatuses()).isFalse();
  }

  @Test
  void a_reason_is_cut_after_1024_characters() {
    sim.script().resource("training-job").failAt("Training", "x".repeat(1_023) + "\uD83D\uDE00");
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe("churn-1").failureReason()).isEqualTo("x".repeat(1_023));
  }

  private DescribeTrainingJobResponse describe(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }

  @Test
  void profiling_is_enabled_where_the_job_says_where_to_and_can_be_disabled() {
    sageMaker.createTrainingJob(job("plain"));
    sageMaker.createTrainingJob(
        job("profiled").toBuilder()
            .profilerConfig(
                p -> p.s3OutputPath("s3://bucket/profile").profilingIntervalInMilliseconds(500L))
            .build());

    assertThat(profiling("plain")).isEqualTo("Disabled");
    assertThat(profiling("profiled")).isEqualTo("Enabled");
    sageMaker.updateTrainingJob(
        r -> r.trainingJobName("profiled").profilerConfig(p -> p.disableProfiler(true)));
    assertThat(profiling("profiled")).isEqualTo("Disabled");
  }

  private String profiling(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name)).profilingStatusAsString();
  }
}
