package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.RuleFindings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleConfiguration;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleEvaluationStatus;

class RuleFindingsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final RuleFindings findings = sim.setup(RuleFindings.class);

  private List<DebugRuleEvaluationStatus> rules(String name) {
    return sageMaker
        .describeTrainingJob(r -> r.trainingJobName(name))
        .debugRuleEvaluationStatuses();
  }

  private void trained(String name) {
    sageMaker.createTrainingJob(
        job(name)
            .copy(
                r ->
                    r.debugRuleConfigurations(
                        rule("VanishingGradient"), rule("Overfit"), rule("Quiet"))));
  }

  private static DebugRuleConfiguration rule(String name) {
    return DebugRuleConfiguration.builder()
        .ruleConfigurationName(name)
        .ruleEvaluatorImage("503895931360.dkr.ecr.us-east-1.amazonaws.com/sagemaker-debugger-rules")
        .build();
  }

  @Test
  void a_rule_finds_its_issue_while_the_job_trains_and_keeps_it() {
    findings.job("churn-*").rule("VanishingGradient").findsAfter(Duration.ofMinutes(5));
    findings.job("churn-*").rule("Overfit").breaks();
    trained("churn-1");
    assertThat(rules("churn-1"))
        .extracting(DebugRuleEvaluationStatus::ruleEvaluationStatusAsString)
        .containsExactly("InProgress", "InProgress", "InProgress");

    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(rules("churn-1"))
        .extracting(DebugRuleEvaluationStatus::ruleEvaluationStatusAsString)
        .containsExactly("IssuesFound", "Error", "InProgress");
    assertThat(rules("churn-1").get(0).statusDetails())
        .isEqualTo(
            "RuleEvaluationConditionMet: Evaluation of the rule VanishingGradient at step 300"
                + " resulted in the condition being met\n");

    sim.clock().advance(Duration.ofHours(3));

    assertThat(rules("churn-1"))
        .extracting(DebugRuleEvaluationStatus::ruleEvaluationStatusAsString)
        .containsExactly("IssuesFound", "Error", "NoIssuesFound");
  }

  @Test
  void a_job_that_trains_shorter_has_no_issue() {
    findings.job("*").findsAfter(Duration.ofHours(9));
    trained("churn-1");

    sim.clock().advance(Duration.ofHours(3));

    assertThat(rules("churn-1"))
        .extracting(DebugRuleEvaluationStatus::ruleEvaluationStatusAsString)
        .containsOnly("NoIssuesFound");
    assertThatThrownBy(() -> findings.job("*").findsAfter(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: a rule cannot find something [PT-1S] after training began");
  }
}
