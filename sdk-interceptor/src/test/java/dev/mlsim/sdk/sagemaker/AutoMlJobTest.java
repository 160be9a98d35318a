package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AutoMLCandidate;
import software.amazon.awssdk.services.sagemaker.model.AutoMLJobSecondaryStatus;
import software.amazon.awssdk.services.sagemaker.model.AutoMLJobStatus;
import software.amazon.awssdk.services.sagemaker.model.AutoMLMode;
import software.amazon.awssdk.services.sagemaker.model.AutoMLS3DataType;
import software.amazon.awssdk.services.sagemaker.model.CandidateSortBy;
import software.amazon.awssdk.services.sagemaker.model.CandidateStatus;
import software.amazon.awssdk.services.sagemaker.model.CreateAutoMlJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateAutoMlJobV2Request;
import software.amazon.awssdk.services.sagemaker.model.DescribeAutoMlJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeAutoMlJobV2Response;
import software.amazon.awssdk.services.sagemaker.model.DescribeExperimentResponse;
import software.amazon.awssdk.services.sagemaker.model.ProblemType;
import software.amazon.awssdk.services.sagemaker.model.ResourceType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrialSummary;

/** AutoML jobs of both versions, with what they start. */
class AutoMlJobTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Autopilot";
  private static final String OUT = "s3://churn/automl";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void create(Consumer<CreateAutoMlJobRequest.Builder> special) {
    sageMaker.createAutoMLJob(
        r ->
            r.autoMLJobName("automl-churn-28")
                .roleArn(ROLE)
                .outputDataConfig(o -> o.s3OutputPath(OUT + "/"))
                .inputDataConfig(
                    c ->
                        c.targetAttributeName("churned")
                            .dataSource(
                                d ->
                                    d.s3DataSource(
                                        s ->
                                            s.s3DataType(AutoMLS3DataType.S3_PREFIX)
                                                .s3Uri("s3://churn/data/"))))
                .autoMLJobConfig(
                    c ->
                        c.mode(AutoMLMode.HYPERPARAMETER_TUNING)
                            .completionCriteria(m -> m.maxCandidates(4)))
                .applyMutation(special));
  }

  private void createSecond(Consumer<CreateAutoMlJobV2Request.Builder> special) {
    sageMaker.createAutoMLJobV2(
        r ->
            r.autoMLJobName("automl-churn-28")
                .roleArn(ROLE)
                .outputDataConfig(o -> o.s3OutputPath(OUT))
                .autoMLJobInputDataConfig(
                    c ->
                        c.dataSource(
                            d ->
                                d.s3DataSource(
                                    s ->
                                        s.s3DataType(AutoMLS3DataType.S3_PREFIX)
                                            .s3Uri("s3://churn/data/"))))
                .autoMLProblemTypeConfig(
                    p ->
                        p.tabularJobConfig(
                            t -> t.targetAttributeName("churned").mode(AutoMLMode.ENSEMBLING)))
                .applyMutation(special));
  }

  private DescribeAutoMlJobResponse describe() {
    return sageMaker.describeAutoMLJob(r -> r.autoMLJobName("automl-churn-28"));
  }

  private List<AutoMLCandidate> candidates() {
    return sageMaker
        .listCandidatesForAutoMLJob(r -> r.autoMLJobName("automl-churn-28").maxResults(100))
        .candidates();
  }

  private List<String> phases() {
    return sim.resources().get("automl-job", "automl-churn-28").history().stream()
        .filter(move -> !move.to().equals(move.from()))
        .map(move -> move.to().phase())
        .toList();
  }

  private void end() {
    sim.clock().runUntilIdle(Duration.ofDays(2));
  }

  @Test
  void a_job_analyzes_engineers_tunes_and_reports_with_real_jobs() {
    sim.setup(TrainingMetrics.class).job("tuning-job-1-*-003-*").reports("validation:f1", 0.99);
    create(r -> {});
    end();

    assertThat(phases())
        .containsExactly(
            "Starting",
            "AnalyzingData",
            "FeatureEngineering",
            "ModelTuning",
            "GeneratingExplainabilityReport",
            "GeneratingModelInsightsReport",
            "MaxCandidatesReached");
    assertThat(sim.resources().all("processing-job")).hasSize(2);
    assertThat(sim.resources().all("transform-job")).hasSize(1);
    assertThat(sim.resources().all("training-job")).hasSize(5);
    DescribeAutoMlJobResponse job = describe();
    assertThat(job.autoMLJobStatus()).isEqualTo(AutoMLJobStatus.COMPLETED);
    assertThat(job.autoMLJobSecondaryStatus())
        .isEqualTo(AutoMLJobSecondaryStatus.MAX_CANDIDATES_REACHED);
    assertThat(job.resolvedAttributes().problemType()).isEqualTo(ProblemType.BINARY_CLASSIFICATION);
    assertThat(job.autoMLJobArtifacts().dataExplorationNotebookLocation())
        .matches(
            OUT
                + "/automl-churn-28/sagemaker-automl-candidates/pr-1-[0-9a-f]+/notebooks/"
                + "SageMakerAutopilotDataExplorationNotebook.ipynb");
    AutoMLCandidate best = job.bestCandidate();
    assertThat(best.candidateName()).matches("tuning-job-1-[0-9a-f]{18}-003-[0-9a-f]{8}");
    assertThat(best.finalAutoMLJobObjectiveMetric().value()).isEqualTo(0.99f);
    assertThat(best.candidateSteps())
        .extracting(step -> step.candidateStepTypeAsString().replaceAll(".*::", ""))
        .containsExactly("ProcessingJob", "TrainingJob", "TransformJob", "TrainingJob");
    assertThat(best.candidateSteps().get(1).candidateStepName()).startsWith("automl-chu-dpp0-1-");
    assertThat(best.inferenceContainers()).hasSize(3);
    assertThat(candidates()).hasSize(4).allMatch(c -> c.endTime() != null);
    assertThat(
            sageMaker
                .describeTrainingJob(r -> r.trainingJobName(best.candidateName()))
                .autoMLJobArn())
        .isEqualTo(job.autoMLJobArn());
    assertThat(
            sageMaker
                .listCandidatesForAutoMLJob(
                    r ->
                        r.autoMLJobName("automl-churn-28")
                            .sortBy(CandidateSortBy.FINAL_OBJECTIVE_METRIC_VALUE)
                            .sortOrder("Descending"))
                .candidates()
                .get(0)
                .candidateName())
        .isEqualTo(best.candidateName());
  }

  @Test
  void a_job_makes_an_experiment_with_a_trial_for_each_job_that_it_starts() {
    create(r -> {});
    end();

    DescribeExperimentResponse experiment =
        sageMaker.describeExperiment(r -> r.experimentName("automl-churn-28-aws-auto-ml-job"));
    assertThat(experiment.source().sourceArn()).endsWith(":automl-job/automl-churn-28");
    assertThat(sageMaker.listExperiments(r -> {}).experimentSummaries())
        .extracting(e -> e.experimentSource().sourceType())
        .containsExactly("SageMakerAutoMLJob");
    List<String> trials =
        sageMaker
            .listTrialsPaginator(r -> r.experimentName("automl-churn-28-aws-auto-ml-job"))
            .trialSummaries()
            .stream()
            .map(TrialSummary::trialName)
            .toList();
    assertThat(trials).hasSizeGreaterThan(2).anyMatch(name -> name.startsWith("tuning-job-1-"));
    assertThat(
            sageMaker
                .listTrialComponentsPaginator(
                    r -> r.experimentName("automl-churn-28-aws-auto-ml-job"))
                .trialComponentSummaries())
        .hasSizeGreaterThan(trials.size());
    assertThat(sageMaker.search(r -> r.resource(ResourceType.EXPERIMENT)).results()).hasSize(1);
  }

  @Test
  void an_ensemble_trains_a_model_of_each_algorithm_and_can_be_deployed() {
    createSecond(r -> r.modelDeployConfig(d -> d.endpointName("churn")));
    end();

    DescribeAutoMlJobV2Response job =
        sageMaker.describeAutoMLJobV2(r -> r.autoMLJobName("automl-churn-28"));
    assertThat(phases())
        .containsSubsequence("AnalyzingData", "PreTraining", "TrainingModels", "DeployingModel");
    assertThat(job.autoMLJobStatus()).isEqualTo(AutoMLJobStatus.COMPLETED);
    assertThat(job.autoMLProblemTypeConfigNameAsString()).isEqualTo("Tabular");
    assertThat(job.bestCandidate().inferenceContainers()).hasSize(1);
    assertThat(candidates()).hasSize(8);
    assertThat(job.modelDeployResult().endpointName()).isEqualTo("churn");
    assertThat(sageMaker.describeEndpoint(r -> r.endpointName("churn")).endpointStatusAsString())
        .isEqualTo("InService");
    assertThatThrownBy(this::describe)
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Amazon SageMaker can't find an AutoML job called automl-churn-28.");
  }

  @Test
  void the_second_version_shows_jobs_of_the_first() {
    create(r -> r.generateCandidateDefinitionsOnly(true));
    end();

    DescribeAutoMlJobV2Response job =
        sageMaker.describeAutoMLJobV2(r -> r.autoMLJobName("automl-churn-28"));
    assertThat(job.autoMLJobSecondaryStatus())
        .isEqualTo(AutoMLJobSecondaryStatus.CANDIDATE_DEFINITIONS_GENERATED);
    assertThat(job.autoMLProblemTypeConfig().tabularJobConfig().targetAttributeName())
        .isEqualTo("churned");
    assertThat(job.bestCandidate()).isNull();
    assertThat(sageMaker.listAutoMLJobs(r -> {}).autoMLJobSummaries()).hasSize(1);
  }

  @Test
  void a_stop_stops_the_jobs_that_it_has_started() {
    create(r -> {});
    sim.clock().advance(Duration.ofMinutes(5));

    sageMaker.stopAutoMLJob(r -> r.autoMLJobName("automl-churn-28"));

    assertThat(describe().autoMLJobStatus()).isEqualTo(AutoMLJobStatus.STOPPING);
    end();
    assertThat(describe().autoMLJobSecondaryStatus()).isEqualTo(AutoMLJobSecondaryStatus.STOPPED);
    assertThat(sim.resources().all("processing-job").get(0).status()).isEqualTo("Stopped");
    assertThatThrownBy(() -> sageMaker.stopAutoMLJob(r -> r.autoMLJobName("automl-churn-28")))
        .isInstanceOf(SageMakerException.class);
  }

  @Test
  void when_its_time_is_over_it_has_the_candidates_so_far() {
    create(
        r ->
            r.autoMLJobConfig(
                c ->
                    c.mode(AutoMLMode.HYPERPARAMETER_TUNING)
                        .completionCriteria(
                            m -> m.maxCandidates(30).maxAutoMLJobRuntimeInSeconds(9_000))));
    end();

    DescribeAutoMlJobResponse job = describe();
    assertThat(job.autoMLJobSecondaryStatus())
        .isEqualTo(AutoMLJobSecondaryStatus.MAX_AUTO_ML_JOB_RUNTIME_REACHED);
    assertThat(job.endTime()).isEqualTo(Instant.parse("2026-01-01T02:30:00Z"));
    assertThat(job.bestCandidate()).isNotNull();
    assertThat(candidates())
        .extracting(AutoMLCandidate::candidateStatus)
        .contains(CandidateStatus.STOPPED);
  }

  @Test
  void a_failed_child_fails_the_job_and_a_failed_report_a_part_of_it() {
    sim.script().resource("processing-job").named("db-*").failAt("InProgress", "ClientError: x");
    create(r -> {});
    end();
    assertThat(describe().failureReason()).isEqualTo("ClientError: x");

    sim.script().resource("automl-job").failAt("GeneratingExplainabilityReport", "No columns");
    createSecond(r -> r.autoMLJobName("second"));
    end();
    DescribeAutoMlJobV2Response second =
        sageMaker.describeAutoMLJobV2(r -> r.autoMLJobName("second"));
    assertThat(second.autoMLJobSecondaryStatus())
        .isEqualTo(AutoMLJobSecondaryStatus.EXPLAINABILITY_ERROR);
    assertThat(second.partialFailureReasons().get(0).partialFailureMessage())
        .isEqualTo("No columns");
  }

  @Test
  void a_script_lengthens_a_phase_and_a_loop_that_polls_sees_the_end() {
    sim.script().resource("automl-job").takes("AnalyzingData", Duration.ofHours(3));
    create(r -> {});
    sim.clock().advance(Duration.ofHours(3));
    assertThat(describe().autoMLJobSecondaryStatus())
        .isEqualTo(AutoMLJobSecondaryStatus.ANALYZING_DATA);

    sim.polling(Polling.settle());

    assertThat(describe().autoMLJobStatus()).isEqualTo(AutoMLJobStatus.COMPLETED);
  }

  @Test
  void other_problems_than_tables_train_one_model() {
    createSecond(
        r ->
            r.autoMLProblemTypeConfig(
                p -> p.textGenerationJobConfig(t -> t.baseModelName("Falcon7B"))));
    end();

    DescribeAutoMlJobV2Response job =
        sageMaker.describeAutoMLJobV2(r -> r.autoMLJobName("automl-churn-28"));
    assertThat(job.autoMLJobSecondaryStatus()).isEqualTo(AutoMLJobSecondaryStatus.COMPLETED);
    assertThat(candidates()).hasSize(1);
    assertThat(
            job.resolvedAttributes()
                .autoMLProblemTypeResolvedAttributes()
                .textGenerationResolvedAttributes()
                .baseModelName())
        .isEqualTo("Falcon7B");
    assertThat(job.autoMLJobArtifacts()).isNull();
  }

  @Test
  void what_is_wrong_is_refused() {
    sim.objects().put("s3://churn/data/part-1.csv", "id,age\n1,30\n");

    assertThatThrownBy(() -> create(r -> {}))
        .hasMessageContaining("Target attribute name churned does not exist in header.");
    assertThatThrownBy(() -> create(r -> r.problemType(ProblemType.REGRESSION)))
        .hasMessageContaining("must be provided together");
    assertThatThrownBy(() -> sageMaker.listCandidatesForAutoMLJob(r -> r.autoMLJobName("nothing")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Amazon SageMaker can't find an AutoML job called nothing.");
  }

  @Test
  void jobs_that_a_script_has_end_at_once_are_heard_too() {
    sim.script().resource("processing-job").takes("InProgress", Duration.ZERO);
    sim.script().resource("transform-job").takes("InProgress", Duration.ZERO);
    sim.script().resource("hyper-parameter-tuning-job").takes("Starting", Duration.ZERO);
    sim.script().resource("endpoint").takes("Creating", Duration.ZERO);
    for (String phase : List.of("Starting", "Downloading", "Training", "Uploading")) {
      sim.script().resource("training-job").takes(phase, Duration.ZERO);
    }
    create(r -> r.modelDeployConfig(m -> m.endpointName("churn")));
    createSecond(r -> r.autoMLJobName("ensemble"));
    end();

    assertThat(describe().autoMLJobStatus()).isEqualTo(AutoMLJobStatus.COMPLETED);
    assertThat(candidates()).hasSize(4);
    assertThat(describe().modelDeployResult().endpointName()).isEqualTo("churn");
    assertThat(sageMaker.describeAutoMLJobV2(r -> r.autoMLJobName("ensemble")).autoMLJobStatus())
        .isEqualTo(AutoMLJobStatus.COMPLETED);
  }
}
