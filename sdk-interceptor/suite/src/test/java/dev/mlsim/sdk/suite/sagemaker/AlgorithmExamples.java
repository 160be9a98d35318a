package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Algorithms. */
final class AlgorithmExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples.input(
        "CreateAlgorithm",
        """
        {'ValidationSpecification': {
           'ValidationRole': 'arn:aws:iam::123456789012:role/Validator',
           'ValidationProfiles': [{'ProfileName': 'fit', 'TrainingJobDefinition': {
             'TrainingInputMode': 'File',
             'InputDataConfig': [{'ChannelName': 'train', 'DataSource': {'S3DataSource': {
                'S3DataType': 'S3Prefix', 'S3Uri': 's3://churn/in'}}}],
             'OutputDataConfig': {'S3OutputPath': 's3://churn/out'},
             'ResourceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1,
                                'VolumeSizeInGB': 30},
             'StoppingCondition': {'MaxRuntimeInSeconds': 3600}}}]}}
        """);
  }
}
