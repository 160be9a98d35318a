package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleConfiguration;
import software.amazon.awssdk.services.sagemaker.model.InstanceGroup;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProfilerRuleConfiguration;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;

/** Quotas by AWS's names, with AWS's sentence. */
class QuotasTest {
  private static final String M5 = "ml.m5.xlarge for training job usage";
  private static final String P5 = "ml.p5.48xlarge";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void an_established_account_is_generous() {
    for (int i = 0; i < 30; i++) {
      create("churn-" + i, P5, 1);
    }

    assertThat(sim.resources().all("training-job")).hasSize(30);
  }

  @Test
  void the_refusal_is_the_sentence_of_aws() {
    sim.quotas().set(M5, 3);
    create("churn-1", "ml.m5.xlarge", 2);

    assertThatThrownBy(() -> create("churn-2", "ml.m5.xlarge", 2))
        .isInstanceOfSatisfying(
            ResourceLimitExceededException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.numAttempts()).isEqualTo(1);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceLimitExceeded");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "The account-level service limit 'ml.m5.xlarge for training job usage' is 3"
                          + " Instances, with current utilization of 2 Instances and a request"
                          + " delta of 2 Instances. Please use AWS Service Quotas to request an"
                          + " increase for this quota. If AWS Service Quotas is not available,"
                          + " contact AWS support to request an increase for this quota.");
            });
  }

  @Test
  void a_job_holds_its_instances_until_it_comes_to_rest() {
    sim.quotas().set(M5, 1);
    create("churn-1", "ml.m5.xlarge", 1);
    assertThatThrownBy(() -> create("churn-2", "ml.m5.xlarge", 1))
        .isInstanceOf(ResourceLimitExceededException.class);

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    assertThatThrownBy(() -> create("churn-2", "ml.m5.xlarge", 1))
        .isInstanceOf(ResourceLimitExceededException.class);
    sim.clock().advance(Duration.ofMinutes(10));

    create("churn-2", "ml.m5.xlarge", 1);
  }

  @Test
  void a_stuck_job_holds_its_instances_for_good() {
    sim.quotas().set(M5, 1);
    sim.script().resource("training-job").stuckAt("Starting");
    create("churn-1", "ml.m5.xlarge", 1);

    sim.clock().advance(Duration.ofDays(3));

    assertThatThrownBy(() -> create("churn-2", "ml.m5.xlarge", 1))
        .isInstanceOf(ResourceLimitExceededException.class);
  }

  @Test
  void other_types_of_instances_have_their_own_quotas() {
    sim.quotas().exhaust(M5);

    create("churn-1", "ml.m5.2xlarge", 1);

    assertThatThrownBy(() -> create("churn-2", "ml.m5.xlarge", 1))
        .hasMessageContaining(
            "is 1000 Instances, with current utilization of 1000 Instances and a request delta of"
                + " 1 Instances");
  }

  @Test
  void spot_jobs_have_quotas_of_their_own() {
    sim.quotas().exhaust(M5);
    Consumer<CreateTrainingJobRequest.Builder> spot =
        b ->
            b.enableManagedSpotTraining(true)
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3600).maxWaitTimeInSeconds(7200));
    sageMaker.createTrainingJob(Jobs.job("churn-1", spot));

    sim.quotas().exhaust("ml.m5.xlarge for spot training job usage");

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-2", spot)))
        .hasMessageContaining("'ml.m5.xlarge for spot training job usage'");
  }

  @Test
  void each_of_several_instance_groups_is_counted() {
    sim.quotas().set("ml.c5.xlarge for training job usage", 3);

    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    Jobs.job(
                        "churn-1",
                        b ->
                            b.resourceConfig(
                                r ->
                                    r.volumeSizeInGB(30)
                                        .instanceGroups(
                                            group("a", "ml.m5.xlarge", 1),
                                            group("b", "ml.c5.xlarge", 2),
                                            group("c", "ml.c5.xlarge", 2))))))
        .hasMessageContaining("'ml.c5.xlarge for training job usage' is 3 Instances")
        .hasMessageContaining("a request delta of 4 Instances");
  }

  @Test
  void rules_of_debugger_and_profiler_count_as_processing_instances() {
    sim.quotas().set("Number of instances across all processing jobs", 4);
    sim.quotas().set("ml.t3.medium for processing job usage", 1);

    sageMaker.createTrainingJob(Jobs.job("churn-1", b -> rules(b, 3)));
    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-2", b -> rules(b, 2))))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Number of instances across all processing jobs' is 4"
                + " Instances, with current utilization of 3 Instances and a request delta of 2"
                + " Instances.");
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    Jobs.job(
                        "churn-3",
                        b ->
                            b.debugRuleConfigurations(
                                rule("a", ProcessingInstanceType.ML_T3_MEDIUM),
                                rule("b", ProcessingInstanceType.ML_T3_MEDIUM)))))
        .hasMessageContaining(
            "'ml.t3.medium for processing job usage' is 1 Instances, with current utilization of 0"
                + " Instances and a request delta of 2 Instances.");
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.createTrainingJob(Jobs.job("churn-2", b -> rules(b, 2)));

    assertThat(sim.resources().all("training-job")).hasSize(2);
  }

  private static DebugRuleConfiguration rule(String name, ProcessingInstanceType type) {
    return DebugRuleConfiguration.builder()
        .ruleConfigurationName(name)
        .ruleEvaluatorImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/rules:1")
        .instanceType(type)
        .build();
  }

  private static void rules(CreateTrainingJobRequest.Builder job, int count) {
    List<ProfilerRuleConfiguration> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(
          ProfilerRuleConfiguration.builder()
              .ruleConfigurationName("rule-" + i)
              .ruleEvaluatorImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/rules:1")
              .build());
    }
    job.profilerRuleConfigurations(rules);
  }

  @Test
  void a_new_account_has_none_of_the_large_instances() {
    sim.quotas().newAccount();
    create("churn-1", "ml.m5.xlarge", 1);

    assertThatThrownBy(() -> create("churn-2", P5, 1))
        .hasMessageContaining(
            "'ml.p5.48xlarge for training job usage' is 0 Instances, with current utilization of 0"
                + " Instances and a request delta of 1 Instances");
    create("churn-3", "ml.m5.large", 3);
    assertThatThrownBy(() -> create("churn-4", "ml.c5.xlarge", 1))
        .hasMessageContaining("'Number of instances across all training jobs' is 4 Instances");
  }

  @Test
  void an_unlimited_account_is_refused_nothing_but_what_is_set() {
    sim.quotas().unlimited();
    create("churn-1", P5, 5_000);

    sim.quotas().set(M5, 0);

    assertThatThrownBy(() -> create("churn-2", "ml.m5.xlarge", 1))
        .hasMessageContaining("is 0 Instances");
  }

  @Test
  void a_quota_can_be_lifted_and_all_can_be_cleared() {
    sim.quotas().newAccount().set(M5, 0);
    sim.quotas().lift(M5);
    create("churn-1", "ml.m5.xlarge", 1);

    sim.quotas().clear();

    create("churn-2", P5, 8);
  }

  @Test
  void the_longest_run_time_is_a_quota_too() {
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    Jobs.job(
                        "churn-1", b -> b.stoppingCondition(s -> s.maxRuntimeInSeconds(432_001)))))
        .hasMessageContaining(
            "'Longest run time for a training job' is 432000 Seconds, with current utilization of"
                + " 0 Seconds and a request delta of 432001 Seconds.");
  }

  @Test
  void one_training_job_asks_for_so_much_at_most() {
    assertThatThrownBy(() -> create("churn-1", "ml.m5.xlarge", 21))
        .hasMessageContaining(
            "'Maximum number of instances per training job' is 20 Instances, with current"
                + " utilization of 0 Instances and a request delta of 21 Instances.");
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    Jobs.job(
                        "churn-1",
                        b ->
                            b.enableManagedSpotTraining(true)
                                .stoppingCondition(
                                    s -> s.maxRuntimeInSeconds(60).maxWaitTimeInSeconds(60))
                                .resourceConfig(
                                    r -> r.instanceType("ml.m5.xlarge").instanceCount(21)))))
        .hasMessageContaining("'Maximum number of instances per spot training job' is 20");
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    Jobs.job(
                        "churn-1",
                        b ->
                            b.resourceConfig(
                                r ->
                                    r.instanceType("ml.m5.xlarge")
                                        .instanceCount(1)
                                        .volumeSizeInGB(1_025)))))
        .hasMessageContaining(
            "The request delta of 1025 GBs for 'Size of EBS volume for a training job instance' is"
                + " greater than the account-level service-limit of 1024 GBs.");
  }

  @Test
  void a_mistyped_name_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> sim.quotas().exhaust("ml.p5.48xlarge for training jobs usage"))
        .hasMessageStartingWith(
            "mlsim: no simulated service has a quota [ml.p5.48xlarge for training jobs usage];"
                + " the nearest are [ml.p5.48xlarge for training job usage,");
    assertThatThrownBy(() -> sim.quotas().set("ml.p9.48xlarge for training job usage", 1))
        .hasMessageContaining("for training job usage");
    assertThatThrownBy(() -> sim.quotas().set("training jobs", 1))
        .hasMessageMatching(
            "mlsim: no simulated service has a quota \\[training jobs]; the nearest are"
                + " \\[.*training job.*, .*training job.*, .*training job.*]");
  }

  private static InstanceGroup group(String name, String type, int count) {
    return InstanceGroup.builder()
        .instanceGroupName(name)
        .instanceType(type)
        .instanceCount(count)
        .build();
  }

  private void create(String name, String type, int count) {
    sageMaker.createTrainingJob(
        Jobs.job(
            name,
            b ->
                b.resourceConfig(
                    r -> r.instanceType(type).instanceCount(count).volumeSizeInGB(30))));
  }
}
