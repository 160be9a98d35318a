package dev.mlsim.sdk.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.sagemaker.SageMaker;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The shared suite over SageMaker. */
class SageMakerSuiteTest extends ServiceSuite {
  SageMakerSuiteTest() {
    super(SageMaker.SERVICE, SageMakerClient.class);
  }

  @Override
  protected void examples(Examples examples) {
    trainingJobs(examples);
  }

  private static void trainingJobs(Examples examples) {
    examples
        .input(
            "CreateTrainingJob",
            """
            {'AlgorithmSpecification': {'TrainingImage': 'image', 'TrainingInputMode': 'File'},
             'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1,
                                'VolumeSizeInGB': 30},
             'StoppingCondition': {'MaxRuntimeInSeconds': 3600}}
            """)
        .member(
            "CreateTrainingJob",
            "AlgorithmSpecification",
            """
            {'AlgorithmSpecification': {
              'TrainingImage': 'image', 'TrainingInputMode': 'Pipe',
              'MetricDefinitions': [{'Name': 'loss', 'Regex': 'loss=(.*)'}],
              'EnableSageMakerMetricsTimeSeries': true,
              'ContainerEntrypoint': ['/bin/train'], 'ContainerArguments': ['--fast'],
              'TrainingImageConfig': {'TrainingRepositoryAccessMode': 'Platform'}}}
            """)
        .member(
            "CreateTrainingJob",
            "EnableManagedSpotTraining",
            """
            {'EnableManagedSpotTraining': true,
             'StoppingCondition': {'MaxRuntimeInSeconds': 3600, 'MaxWaitTimeInSeconds': 7200}}
            """)
        .member(
            "CreateTrainingJob",
            "StoppingCondition",
            """
            {'EnableManagedSpotTraining': true,
             'StoppingCondition': {'MaxRuntimeInSeconds': 3600, 'MaxWaitTimeInSeconds': 7200,
                                   'MaxPendingTimeInSeconds': 7200}}
            """)
        .member(
            "CreateTrainingJob",
            "ResourceConfig",
            """
            {'ResourceConfig': {
              'InstanceType': 'ml.p5.48xlarge', 'InstanceCount': 2, 'VolumeSizeInGB': 50,
              'VolumeKmsKeyId': 'key', 'KeepAlivePeriodInSeconds': 60}}
            """)
        .during("UpdateTrainingJob", "InProgress/Training")
        .unseen("UpdateTrainingJob", "ResourceConfig", "needs a warm pool; the quota of it is 0");
  }
}
