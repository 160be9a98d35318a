package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;
import java.time.Duration;

/** Hyperparameter tuning jobs. */
final class TuningExamples implements FamilyExamples {
  private static final String TYPE = "hyper-parameter-tuning-job";
  private static final String CREATE = "CreateHyperParameterTuningJob";
  private static final String ENDS = "its training jobs end";
  private static final String OBJECTIVE = "{'Type': 'Minimize', 'MetricName': 'loss'}";
  private static final String ALGORITHM = ".AlgorithmSpecification.AlgorithmName";
  private static final String BY_ARN = "it is shown as an ARN";
  private static final String INTEGERS =
      "{'IntegerParameterRanges': [{'Name': 'depth', 'MinValue': '1', 'MaxValue': '9'}]}";
  private static final String RANGES =
      "{'ContinuousParameterRanges': [{'Name': 'eta', 'MinValue': '0', 'MaxValue': '1'}]}";

  @Override
  public void give(Examples examples) {
    examples
        .input(
            CREATE,
            "{'HyperParameterTuningJobConfig': "
                + config("'TrainingJobEarlyStoppingType': 'Off'")
                + ", 'TrainingJobDefinition': "
                + definition("")
                + "}")
        .member(
            CREATE,
            "HyperParameterTuningJobConfig",
            "{'HyperParameterTuningJobConfig': "
                + config(
                    "'TrainingJobEarlyStoppingType': 'Auto', 'RandomSeed': 7,"
                        + " 'TuningJobCompletionCriteria': {'TargetObjectiveMetricValue': 0.01,"
                        + " 'BestObjectiveNotImproving': {'MaxNumberOfTrainingJobsNotImproving':"
                        + " 5}, 'ConvergenceDetected': {'CompleteOnConvergence': 'Enabled'}}")
                + "}")
        .member(
            CREATE,
            "TrainingJobDefinition",
            "{'TrainingJobDefinition': "
                + definition(
                    "'DefinitionName': 'small', 'StaticHyperParameters': {'rounds': '7'},"
                        + " 'RetryStrategy': {'MaximumRetryAttempts': 2},"
                        + " 'EnableNetworkIsolation': true, 'Environment': {'A': 'b'},")
                + "}")
        .member(
            CREATE,
            "TrainingJobDefinitions",
            "{'TrainingJobDefinition': null, 'HyperParameterTuningJobConfig': {'Strategy':"
                + " 'Random', 'ResourceLimits': {'MaxNumberOfTrainingJobs': 4,"
                + " 'MaxParallelTrainingJobs': 2}}, 'TrainingJobDefinitions': ["
                + definition(several("first"))
                + ", "
                + definition(several("second"))
                + "]}")
        .member(
            CREATE,
            "HyperParameterTuningJobConfig.ParameterRanges.IntegerParameterRanges",
            "{'HyperParameterTuningJobConfig': "
                + config("'RandomSeed': 7").replace(RANGES, INTEGERS)
                + "}")
        .member(
            CREATE,
            "HyperParameterTuningJobConfig.StrategyConfig",
            "{'HyperParameterTuningJobConfig': "
                + config("'RandomSeed': 7").replace("Bayesian", "Hyperband")
                + "}")
        .unseen(CREATE, "TrainingJobDefinition" + ALGORITHM, BY_ARN)
        .unseen(CREATE, "TrainingJobDefinitions" + ALGORITHM, BY_ARN)
        .member(CREATE, "WarmStartConfig", TuningExamples::warmStart)
        .member(CREATE, "Autotune", "{'Autotune': {'Mode': 'Enabled'}}")
        .passing(TYPE, "InProgress/Training", ENDS)
        .passing(TYPE, "Stopping/Training", ENDS);
  }

  private static String several(String name) {
    return "'DefinitionName': '"
        + name
        + "', 'TuningObjective': "
        + OBJECTIVE
        + ", 'HyperParameterRanges': "
        + RANGES
        + ",";
  }

  private static String config(String more) {
    return "{'Strategy': 'Bayesian', 'HyperParameterTuningJobObjective': "
        + OBJECTIVE
        + ", 'ParameterRanges': "
        + RANGES
        + ", 'ResourceLimits': {'MaxNumberOfTrainingJobs': 3, 'MaxParallelTrainingJobs': 2,"
        + " 'MaxRuntimeInSeconds': 86400}, "
        + more
        + "}";
  }

  private static String definition(String more) {
    return "{"
        + more
        + """
        'RoleArn': 'arn:aws:iam::123456789012:role/Training',
        'AlgorithmSpecification': {
          'TrainingImage': '123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7',
          'TrainingInputMode': 'File',
          'MetricDefinitions': [{'Name': 'loss', 'Regex': 'loss=(.*)'}]},
        'OutputDataConfig': {'S3OutputPath': 's3://churn/models'},
        'ResourceConfig': {
          'InstanceType': 'ml.m5.xlarge', 'InstanceCount': 1, 'VolumeSizeInGB': 30},
        'StoppingCondition': {'MaxRuntimeInSeconds': 3600}}
        """;
  }

  private static String warmStart(Stage stage) {
    String parent = stage.name(TYPE);
    stage.rest(Duration.ofDays(1));
    return "{'WarmStartConfig': {'WarmStartType': 'TransferLearning',"
        + " 'ParentHyperParameterTuningJobs': [{'HyperParameterTuningJobName': '"
        + parent
        + "'}]}}";
  }
}
