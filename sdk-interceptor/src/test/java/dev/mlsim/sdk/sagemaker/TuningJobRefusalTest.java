package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.sdk.sagemaker.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobDefinition;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStrategyType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartType;
import software.amazon.awssdk.services.sagemaker.model.ParentHyperParameterTuningJob;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What CreateHyperParameterTuningJob refuses, and in which words. */
class TuningJobRefusalTest {
  private static final int JOBS = 10;

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private String refused(Consumer<CreateHyperParameterTuningJobRequest.Builder> special) {
    SageMakerException e =
        catchThrowableOfType(
            SageMakerException.class,
            () -> sageMaker.createHyperParameterTuningJob(tuning("churn", JOBS, special)));
    return e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
  }

  private String badConfig(Consumer<HyperParameterTuningJobConfig.Builder> special) {
    return refused(
        r ->
            r.hyperParameterTuningJobConfig(
                tuning("churn", JOBS).hyperParameterTuningJobConfig().toBuilder()
                    .applyMutation(special)
                    .build()));
  }

  private String badDefinition(Consumer<HyperParameterTrainingJobDefinition.Builder> special) {
    return refused(
        r ->
            r.trainingJobDefinition(
                tuning("churn", JOBS).trainingJobDefinition().toBuilder()
                    .applyMutation(special)
                    .build()));
  }

  @Test
  void ranges_with_too_few_combinations() {
    assertThat(
            badConfig(
                c ->
                    c.parameterRanges(
                        r ->
                            r.integerParameterRanges(
                                p -> p.name("max_depth").minValue("2").maxValue("4")))))
        .isEqualTo(
            "ValidationException: You don't have enough combinations of hyperparameter ranges. The"
                + " total number of hyperparameter combinations for the provided ranges [3.0] must"
                + " be equal or greater than the value of MaxNumberOfJobs, [10]. Provide additional"
                + " ranges.");
  }

  @Test
  void an_image_of_ones_own_without_the_objective_among_its_metrics() {
    assertThat(
            badDefinition(
                d ->
                    d.algorithmSpecification(
                        a ->
                            a.trainingInputMode("File")
                                .trainingImage(
                                    "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7"))))
        .isEqualTo(
            "ValidationException: A metric is required for this hyperparameter tuning job"
                + " objective. Provide a metric in the metric definitions.");
  }

  @Test
  void a_wait_time_without_spot_training() {
    assertThat(
            badDefinition(
                d -> d.stoppingCondition(s -> s.maxRuntimeInSeconds(60).maxWaitTimeInSeconds(120))))
        .isEqualTo(
            "ValidationException: Invalid MaxWaitTimeInSeconds. It is only supported when"
                + " EnableManagedSpotTraining is set to true");
  }

  @Test
  void a_hyperparameter_that_is_static_and_tuned() {
    assertThat(badDefinition(d -> d.staticHyperParameters(Map.of("eta", "0.1"))))
        .contains("The hyperparameter eta is defined in both static and tunable");
  }

  @Test
  void a_grid_of_numbers() {
    assertThat(badConfig(c -> c.strategy(HyperParameterTuningJobStrategyType.GRID)))
        .contains("Only categorical parameters are supported with the Grid strategy.");
  }

  @Test
  void a_hyperband_without_resource() {
    assertThat(badConfig(c -> c.strategy(HyperParameterTuningJobStrategyType.HYPERBAND)))
        .contains("MaxResource must be specified");
  }

  @Test
  void a_warm_start_from_nothing() {
    assertThat(
            refused(
                r ->
                    r.warmStartConfig(
                        w ->
                            w.warmStartType(HyperParameterTuningJobWarmStartType.TRANSFER_LEARNING)
                                .parentHyperParameterTuningJobs(
                                    ParentHyperParameterTuningJob.builder()
                                        .hyperParameterTuningJobName("gone")
                                        .build()))))
        .isEqualTo(
            "ResourceNotFound: Amazon SageMaker can't find a tuning job called gone. Type another"
                + " name.");
  }

  @Test
  void a_second_one_of_a_name_in_whatever_case() {
    sageMaker.createHyperParameterTuningJob(tuning("Churn", 2, r -> {}));

    assertThat(refused(r -> {}))
        .startsWith(
            "ResourceInUse: A hyperparameter tuning job with the name, Churn, already exists.");
  }

  @Test
  void more_instances_at_once_than_the_quota_has() {
    sim.quotas().set("ml.m5.xlarge for training job usage", 1);

    assertThat(refused(r -> {}))
        .startsWith(
            "ResourceLimitExceeded: The account-level service limit 'ml.m5.xlarge for training job"
                + " usage' is 1 Instances, with current utilization of 0 Instances and a request"
                + " delta of 2 Instances.");
  }
}
