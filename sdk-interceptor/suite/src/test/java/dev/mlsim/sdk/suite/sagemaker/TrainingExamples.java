package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Training jobs. */
final class TrainingExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateTrainingJob",
            """
            {'AlgorithmSpecification': {
               'TrainingImage': '123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1',
               'TrainingInputMode': 'File'},
             'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1,
                                'VolumeSizeInGB': 30},
             'StoppingCondition': {'MaxRuntimeInSeconds': 3600}}
            """)
        .member(
            "CreateTrainingJob",
            "AlgorithmSpecification",
            """
            {'AlgorithmSpecification': {
              'TrainingImage': '123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:2',
              'TrainingInputMode': 'Pipe',
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
        .member(
            "CreateTrainingJob",
            "ResourceConfig.InstanceGroups",
            """
            {'ResourceConfig': {
              'InstanceGroups': [{'InstanceType': 'ml.p5.48xlarge', 'InstanceCount': 2,
                                  'InstanceGroupName': 'one'}],
              'VolumeSizeInGB': 50}}
            """)
        .member(
            "CreateTrainingJob",
            "ServerlessJobConfig",
            """
            {'AlgorithmSpecification': null, 'ResourceConfig': null, 'StoppingCondition': null,
             'ServerlessJobConfig': {
               'BaseModelArn':
                 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llama/1.0.0',
               'AcceptEula': true, 'JobType': 'FineTuning', 'CustomizationTechnique': 'SFT',
               'Peft': 'LORA'}}
            """)
        .during("UpdateTrainingJob", "InProgress/Training")
        .unseen("UpdateTrainingJob", "ResourceConfig", "needs a job with a warm pool");
  }
}
