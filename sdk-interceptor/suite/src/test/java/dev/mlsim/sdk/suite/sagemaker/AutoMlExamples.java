package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** AutoML jobs. */
final class AutoMlExamples implements FamilyExamples {
  private static final String TYPE = "automl-job";
  private static final String CREATE = "CreateAutoMLJob";
  private static final String OF_SECOND = "is of jobs made by V2, tested by hand";
  private static final String ENDS = "the jobs that it has started end";
  private static final String CONFIG =
      "'Mode': 'HYPERPARAMETER_TUNING', 'CompletionCriteria': {'MaxCandidates': 2";

  @Override
  public void give(Examples examples) {
    examples
        .input(
            CREATE,
            """
            {'InputDataConfig': [{
               'TargetAttributeName': 'churned',
               'DataSource': {'S3DataSource': {
                 'S3DataType': 'S3Prefix', 'S3Uri': 's3://churn/data'}}}],
             'AutoMLJobConfig': {%s}}}
            """
                .replace("%s", CONFIG))
        .member(
            CREATE,
            "AutoMLJobConfig",
            """
            {'AutoMLJobConfig': {%s, 'MaxRuntimePerTrainingJobInSeconds': 600,
               'MaxAutoMLJobRuntimeInSeconds': 36000},
               'SecurityConfig': {'VolumeKmsKeyId': 'key',
                 'EnableInterContainerTrafficEncryption': true,
                 'VpcConfig': {'SecurityGroupIds': ['sg-1'], 'Subnets': ['subnet-1']}},
               'DataSplitConfig': {'ValidationFraction': 0.3},
               'CandidateGenerationConfig': {
                 'FeatureSpecificationS3Uri': 's3://churn/features.json',
                 'AlgorithmsConfig': [{'AutoMLAlgorithms': ['xgboost', 'mlp']}]}}}
            """
                .replace("%s", CONFIG))
        .member(CREATE, "ProblemType", both())
        .member(CREATE, "AutoMLJobObjective", both())
        .member(CREATE, "ModelDeployConfig", "{'ModelDeployConfig': {'EndpointName': 'churn'}}");
    for (String member :
        new String[] {
          "AutoMLJobInputDataConfig",
          "AutoMLProblemTypeConfig",
          "SecurityConfig",
          "DataSplitConfig",
          "AutoMLComputeConfig"
        }) {
      examples.unseen("CreateAutoMLJobV2", member, OF_SECOND);
    }
    for (String phase : new String[] {"InProgress/AnalyzingData", "Stopping/Stopping"}) {
      examples.passing(TYPE, phase, ENDS);
    }
  }

  private static String both() {
    return "{'ProblemType': 'Regression', 'AutoMLJobObjective': {'MetricName': 'RMSE'}}";
  }
}
