package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

@MlSimulator
class TuningTest {

  @Test
  void a_tuning_job_goes_on_without_a_training_job_that_fails(
      SageMakerClient sageMaker, Simulator sim) {
    sim.setup(TrainingMetrics.class)
        .job("churn-*")
        .reports("validation:auc", run -> 1 - Math.abs(run.number("eta") - 0.3));
    sim.script()
        .resource("training-job")
        .named("churn-003-*")
        .failAt("Training", "AlgorithmError: loss is NaN");
    sim.script().resource("hyper-parameter-tuning-job").takes("Starting", Duration.ofMinutes(9));

    tune(sageMaker);
    sim.clock().runUntilIdle(Duration.ofDays(1));

    var job =
        sageMaker.describeHyperParameterTuningJob(r -> r.hyperParameterTuningJobName("churn"));
    assertThat(job.trainingJobStatusCounters().completed()).isEqualTo(5);
    assertThat(job.trainingJobStatusCounters().nonRetryableError()).isOne();
    assertThat(job.bestTrainingJob().tunedHyperParameters()).containsKey("eta");
  }

  private static void tune(SageMakerClient sageMaker) {
    sageMaker.createHyperParameterTuningJob(
        r ->
            r.hyperParameterTuningJobName("churn")
                .hyperParameterTuningJobConfig(
                    c ->
                        c.strategy("Bayesian")
                            .hyperParameterTuningJobObjective(
                                o -> o.type("Maximize").metricName("validation:auc"))
                            .resourceLimits(
                                l -> l.maxNumberOfTrainingJobs(6).maxParallelTrainingJobs(2))
                            .parameterRanges(
                                p ->
                                    p.continuousParameterRanges(
                                        eta -> eta.name("eta").minValue("0").maxValue("1"))))
                .trainingJobDefinition(
                    d ->
                        d.roleArn("arn:aws:iam::123456789012:role/Training")
                            .algorithmSpecification(
                                a ->
                                    a.trainingInputMode("File")
                                        .trainingImage(
                                            "683313688378.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7"))
                            .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                            .resourceConfig(
                                i ->
                                    i.instanceType(TrainingInstanceType.ML_M5_XLARGE)
                                        .instanceCount(1)
                                        .volumeSizeInGB(30))
                            .stoppingCondition(s -> s.maxRuntimeInSeconds(3_600))));
  }
}
