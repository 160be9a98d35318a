package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrialComponentResponse;
import software.amazon.awssdk.services.sagemaker.model.ExperimentSummary;
import software.amazon.awssdk.services.sagemaker.model.ListTrialComponentsRequest;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentArtifact;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentParameterValue;
import software.amazon.awssdk.services.sagemaker.model.TrialComponentSummary;
import software.amazon.awssdk.services.sagemaker.model.TrialSummary;

class ExperimentTest {
  private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
  private static final Duration DAY = Duration.ofDays(1);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_job_with_a_run_name_is_part_of_the_trials_of_that_run() {
    sageMaker.createExperiment(r -> r.experimentName("churn"));
    sageMaker.createTrial(r -> r.experimentName("churn").trialName("Default-Run-Group-churn"));
    sageMaker.createTrialComponent(r -> r.trialComponentName("churn-run-1"));
    sageMaker.associateTrialComponent(
        r -> r.trialName("Default-Run-Group-churn").trialComponentName("churn-run-1"));

    sageMaker.createTrainingJob(
        Jobs.job("train-1")
            .copy(r -> r.experimentConfig(e -> e.experimentName("churn").runName("run-1"))));
    sageMaker.createTrainingJob(
        Jobs.job("train-2")
            .copy(r -> r.experimentConfig(e -> e.experimentName("churn").runName("run-2"))));

    assertThat(
            sageMaker
                .listTrialComponents(r -> r.trialName("Default-Run-Group-churn"))
                .trialComponentSummaries())
        .extracting(c -> c.trialComponentName())
        .containsExactlyInAnyOrder("churn-run-1", "train-1-aws-training-job");
    assertThat(sageMaker.listTrials(r -> r.experimentName("churn")).trialSummaries())
        .extracting(t -> t.trialName())
        .containsExactlyInAnyOrder("Default-Run-Group-churn", "train-2-aws-trial");
    assertThat(sageMaker.describeTrial(r -> r.trialName("train-2-aws-trial")).source().sourceType())
        .isEqualTo("SageMakerTrainingJob");
  }

  @Test
  void names_differ_by_more_than_case() {
    assertThat(sageMaker.createExperiment(r -> r.experimentName("Churn")).experimentArn())
        .isEqualTo(ARN + "experiment/Churn");

    assertThat(sageMaker.describeExperiment(r -> r.experimentName("churn")).displayName())
        .isEqualTo("Churn");
    assertThatThrownBy(() -> sageMaker.createExperiment(r -> r.experimentName("CHURN")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "Experiment names must be unique within an AWS account and region. Experiment with"
                + " name (Churn) already exists.");
    assertThatThrownBy(() -> sageMaker.describeExperiment(r -> r.experimentName("none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Experiment '" + ARN + "experiment/none' does not exist.");
  }

  @Test
  void an_update_changes_what_it_names() {
    sageMaker.createExperiment(r -> r.experimentName("churn").description("first"));
    sim.clock().advance(DAY);

    sageMaker.updateExperiment(r -> r.experimentName("churn").displayName("Churn-2"));

    assertThat(sageMaker.describeExperiment(r -> r.experimentName("churn")))
        .satisfies(
            shown -> {
              assertThat(shown.displayName()).isEqualTo("Churn-2");
              assertThat(shown.description()).isEqualTo("first");
              assertThat(shown.lastModifiedTime()).isEqualTo(sim.clock().now());
              assertThat(shown.creationTime()).isEqualTo(sim.clock().now().minus(DAY));
              assertThat(shown.createdBy()).isNotNull();
            });
  }

  @Test
  void what_is_part_of_another_goes_first() {
    story();

    refused(
        () -> sageMaker.deleteExperiment(r -> r.experimentName("churn")),
        "Experiment '"
            + ARN
            + "experiment/churn' has 1 or more trials associated and cannot be"
            + " deleted.");
    refused(
        () -> sageMaker.deleteTrial(r -> r.trialName("night")),
        "Trial '"
            + ARN
            + "experiment-trial/night' has 1 or more trial components associated and"
            + " cannot be deleted.");
    refused(
        () -> sageMaker.deleteTrialComponent(r -> r.trialComponentName("prepare")),
        "TrialComponent '"
            + ARN
            + "experiment-trial-component/prepare' is linked to 1 or more trials and cannot be"
            + " deleted.");

    sageMaker.disassociateTrialComponent(r -> r.trialComponentName("prepare").trialName("night"));
    sageMaker.deleteTrialComponent(r -> r.trialComponentName("prepare"));
    assertThat(sageMaker.deleteTrial(r -> r.trialName("night")).trialArn())
        .isEqualTo(ARN + "experiment-trial/night");
    sageMaker.deleteExperiment(r -> r.experimentName("churn"));
    assertThat(sageMaker.listExperiments(r -> {}).experimentSummaries()).isEmpty();
  }

  @Test
  void a_component_is_part_of_many_trials_and_lists_follow() {
    story();
    sageMaker.createTrial(r -> r.trialName("day").experimentName("CHURN"));
    sageMaker.associateTrialComponent(r -> r.trialComponentName("PREPARE").trialName("day"));
    sageMaker.associateTrialComponent(r -> r.trialComponentName("prepare").trialName("day"));

    assertThat(sageMaker.listTrials(r -> r.trialComponentName("prepare")).trialSummaries())
        .extracting(TrialSummary::trialName)
        .containsExactly("day", "night");
    assertThat(sageMaker.listTrials(r -> r.experimentName("Churn")).trialSummaries()).hasSize(2);
    assertThat(sageMaker.describeTrial(r -> r.trialName("day")).experimentName())
        .isEqualTo("churn");
    assertThat(components(r -> r.trialName("DAY"))).containsExactly("prepare");
    assertThat(components(r -> r.experimentName("churn"))).containsExactly("prepare");
    refused(
        () -> components(r -> r.experimentName("churn").trialName("day")),
        "Only one of ExperimentName, TrialName, SourceArn can be specified");
    assertThatThrownBy(() -> components(r -> r.trialName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                sageMaker.disassociateTrialComponent(
                    r -> r.trialComponentName("none").trialName("day")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void an_update_of_a_component_merges_by_key_and_takes_away() {
    sageMaker.createTrialComponent(
        r ->
            r.trialComponentName("fit")
                .parameters(Map.of("rate", number(0.1), "kind", text("small")))
                .outputArtifacts(Map.of("model", artifact("s3://out/1"))));

    sageMaker.updateTrialComponent(
        r ->
            r.trialComponentName("fit")
                .parameters(Map.of("rate", text("high"), "depth", number(3.0)))
                .parametersToRemove("kind")
                .outputArtifactsToRemove("model")
                .status(s -> s.primaryStatus("Completed").message("done")));

    DescribeTrialComponentResponse shown = component(ARN + "experiment-trial-component/fit");
    assertThat(shown.parameters()).isEqualTo(Map.of("rate", text("high"), "depth", number(3.0)));
    assertThat(shown.hasOutputArtifacts()).isFalse();
    assertThat(shown.status().primaryStatusAsString()).isEqualTo("Completed");
    assertThat(shown.lineageGroupArn())
        .isEqualTo(ARN + "lineage-group/sagemaker-default-lineage-group");
  }

  @Test
  void a_job_makes_a_component_that_follows_it() {
    sageMaker.createTrainingJob(
        job("Churn-1").toBuilder().hyperParameters(Map.of("depth", "3", "kind", "small")).build());

    DescribeTrialComponentResponse running = component("churn-1-AWS-training-job");
    assertThat(running.trialComponentName()).isEqualTo("Churn-1-aws-training-job");
    assertThat(running.source().sourceArn()).isEqualTo(ARN + "training-job/Churn-1");
    assertThat(running.source().sourceType()).isEqualTo("SageMakerTrainingJob");
    assertThat(running.status().primaryStatusAsString()).isEqualTo("InProgress");
    assertThat(running.endTime()).isNull();
    assertThat(running.parameters())
        .containsEntry("depth", number(3.0))
        .containsEntry("kind", text("small"))
        .containsKeys("SageMaker.InstanceType", "SageMaker.InstanceCount");
    assertThat(running.inputArtifacts()).containsKey("SageMaker.ImageUri");

    sageMaker.updateTrialComponent(
        r -> r.trialComponentName("Churn-1-aws-training-job").parameters(Map.of("own", text("a"))));
    sim.clock().advance(DAY);
    DescribeTrialComponentResponse done = component("Churn-1-aws-training-job");
    assertThat(done.status().primaryStatusAsString()).isEqualTo("Completed");
    assertThat(done.status().message())
        .isEqualTo("Status: Completed, secondary status: Completed, failure reason: .");
    assertThat(done.endTime()).isNotNull();
    assertThat(done.parameters()).containsEntry("own", text("a"));
    assertThat(done.outputArtifacts()).containsKey("SageMaker.ModelArtifact");
    assertThat(
            components(r -> r.sourceArn((ARN + "training-job/Churn-1").toLowerCase(Locale.ROOT))))
        .containsExactly("Churn-1-aws-training-job");

    sageMaker.deleteTrialComponent(r -> r.trialComponentName("Churn-1-aws-training-job"));
    assertThat(components(r -> {})).isEmpty();
  }

  @Test
  void a_job_is_put_into_the_trial_that_it_names_or_makes_one() {
    story();
    sageMaker.createTrainingJob(
        job("a").toBuilder()
            .experimentConfig(e -> e.trialName("NIGHT").trialComponentDisplayName("Fit"))
            .build());
    sageMaker.createTrainingJob(
        job("b").toBuilder().experimentConfig(e -> e.experimentName("churn")).build());

    assertThat(components(r -> r.trialName("night")))
        .containsExactly("a-aws-training-job", "prepare");
    assertThat(component("a-aws-training-job").displayName()).isEqualTo("Fit");
    assertThat(sageMaker.listTrials(r -> r.experimentName("churn")).trialSummaries())
        .extracting(TrialSummary::trialName)
        .contains("b-aws-trial");
    assertThat(components(r -> r.trialName("b-aws-trial"))).containsExactly("b-aws-training-job");
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    job("c").toBuilder().experimentConfig(e -> e.trialName("none")).build()))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Trial '" + ARN + "experiment-trial/none' does not exist.");
  }

  @Test
  void a_component_made_late_is_of_a_job_that_is_done() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(DAY);

    assertThat(component("churn-1-aws-training-job").status().primaryStatusAsString())
        .isEqualTo("Completed");
    assertThat(component("churn-1-aws-training-job").creationTime())
        .isEqualTo(sim.clock().now().minus(DAY));
  }

  @Test
  void times_of_creation_are_inclusive_and_quotas_hold() {
    sageMaker.createExperiment(r -> r.experimentName("a"));
    sim.clock().advance(DAY);
    sageMaker.createExperiment(r -> r.experimentName("b"));

    assertThat(
            sageMaker.listExperiments(r -> r.createdAfter(sim.clock().now())).experimentSummaries())
        .extracting(ExperimentSummary::experimentName)
        .containsExactly("b");
    assertThat(
            sageMaker
                .listExperiments(r -> r.createdBefore(sim.clock().now().minus(DAY)))
                .experimentSummaries())
        .extracting(ExperimentSummary::experimentName)
        .containsExactly("a");
    sim.quotas()
        .set(
            "Total number of experiments allowed, excluding those automatically created by"
                + " SageMaker",
            2);
    assertThatThrownBy(() -> sageMaker.createExperiment(r -> r.experimentName("c")))
        .isInstanceOf(ResourceLimitExceededException.class);
  }

  private void story() {
    sageMaker.createExperiment(r -> r.experimentName("churn"));
    sageMaker.createTrial(r -> r.trialName("night").experimentName("churn"));
    sageMaker.createTrialComponent(r -> r.trialComponentName("prepare"));
    sageMaker.associateTrialComponent(r -> r.trialComponentName("prepare").trialName("night"));
  }

  private static CreateTrainingJobRequest job(String name) {
    return Jobs.job(name);
  }

  private static void refused(ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOf(SageMakerException.class).hasMessageContaining(why);
  }

  private List<String> components(Consumer<ListTrialComponentsRequest.Builder> filter) {
    return sageMaker.listTrialComponents(filter).trialComponentSummaries().stream()
        .map(TrialComponentSummary::trialComponentName)
        .toList();
  }

  private DescribeTrialComponentResponse component(String name) {
    return sageMaker.describeTrialComponent(r -> r.trialComponentName(name));
  }

  private static TrialComponentParameterValue number(double value) {
    return TrialComponentParameterValue.builder().numberValue(value).build();
  }

  private static TrialComponentParameterValue text(String value) {
    return TrialComponentParameterValue.builder().stringValue(value).build();
  }

  private static TrialComponentArtifact artifact(String uri) {
    return TrialComponentArtifact.builder().value(uri).build();
  }
}
