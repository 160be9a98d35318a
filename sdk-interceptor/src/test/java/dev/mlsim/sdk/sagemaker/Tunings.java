package dev.mlsim.sdk.sagemaker;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeHyperParameterTuningJobResponse;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobSummary;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobObjectiveType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStrategyType;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

/** Tuning jobs that tests start from. */
final class Tunings {
  private Tunings() {}

  /** Of two hyperparameters, two training jobs at once, by their validation:auc. */
  static CreateHyperParameterTuningJobRequest tuning(String name, int jobs) {
    return CreateHyperParameterTuningJobRequest.builder()
        .hyperParameterTuningJobName(name)
        .hyperParameterTuningJobConfig(
            c ->
                c.strategy(HyperParameterTuningJobStrategyType.BAYESIAN)
                    .hyperParameterTuningJobObjective(
                        o ->
                            o.metricName("validation:auc")
                                .type(HyperParameterTuningJobObjectiveType.MAXIMIZE))
                    .resourceLimits(l -> l.maxNumberOfTrainingJobs(jobs).maxParallelTrainingJobs(2))
                    .parameterRanges(
                        r ->
                            r.continuousParameterRanges(
                                    p -> p.name("eta").minValue("0").maxValue("1"))
                                .integerParameterRanges(
                                    p -> p.name("max_depth").minValue("2").maxValue("9"))))
        .trainingJobDefinition(
            d ->
                d.roleArn("arn:aws:iam::123456789012:role/Training")
                    .staticHyperParameters(Map.of("objective", "binary:logistic"))
                    .algorithmSpecification(
                        a ->
                            a.trainingImage(
                                    "683313688378.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7")
                                .trainingInputMode(TrainingInputMode.FILE))
                    .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                    .resourceConfig(
                        r ->
                            r.instanceType(TrainingInstanceType.ML_M5_XLARGE)
                                .instanceCount(1)
                                .volumeSizeInGB(30))
                    .stoppingCondition(s -> s.maxRuntimeInSeconds(3_600)))
        .build();
  }

  static CreateHyperParameterTuningJobRequest tuning(
      String name, int jobs, Consumer<CreateHyperParameterTuningJobRequest.Builder> special) {
    return tuning(name, jobs).toBuilder().applyMutation(special).build();
  }

  static DescribeHyperParameterTuningJobResponse describe(SageMakerClient sageMaker, String name) {
    return sageMaker.describeHyperParameterTuningJob(r -> r.hyperParameterTuningJobName(name));
  }

  static List<HyperParameterTrainingJobSummary> children(SageMakerClient sageMaker, String name) {
    return sageMaker
        .listTrainingJobsForHyperParameterTuningJobPaginator(
            r -> r.hyperParameterTuningJobName(name))
        .trainingJobSummaries()
        .stream()
        .toList();
  }
}
