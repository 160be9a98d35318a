package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Jobs that a document describes, which only newer SDKs know. */
final class DocumentJobExamples implements FamilyExamples {
  private static final String DOCUMENT =
      "{'AgentConfig': {'CustomAgentLambdaConfig': {'LambdaArn': 'arn'}}, 'TrainingConfig': {},"
          + " 'InputDataConfig': [], 'OutputDataConfig': {'S3OutputPath': 's3://out/'}}";

  @Override
  public void give(Examples examples) {
    examples.input("CreateJob", "{'JobConfigDocument': '" + DOCUMENT.replace("'", "\\\"") + "'}");
  }
}
