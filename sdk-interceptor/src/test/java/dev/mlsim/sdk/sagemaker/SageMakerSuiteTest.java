package dev.mlsim.sdk.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.sdk.suite.Stage;
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
    jobs(examples);
    hosting(examples);
    notebooks(examples);
    images(examples);
  }

  private static void jobs(Examples examples) {
    examples
        .input(
            "CreateProcessingJob",
            """
            {'AppSpecification': {
               'ImageUri': '123456789012.dkr.ecr.us-east-1.amazonaws.com/clean:1'}}
            """)
        .member(
            "CreateProcessingJob",
            "AppSpecification",
            """
            {'AppSpecification': {
               'ImageUri': '123456789012.dkr.ecr.us-east-1.amazonaws.com/clean:1',
               'ContainerEntrypoint': ['python3', 'clean.py'], 'ContainerArguments': ['--all']}}
            """)
        .input(
            "CreateTransformJob", stage -> "{'ModelName': '" + stage.name("sagemaker:model") + "'}")
        .member(
            "CreateTransformJob",
            "ModelName",
            stage -> "{'ModelName': '" + stage.another("sagemaker:model") + "'}");
  }

  private static void hosting(Examples examples) {
    examples
        .input("CreateModel", "{'PrimaryContainer': {'Image': 'image'}}")
        .member(
            "CreateModel",
            "Containers",
            "{'Containers': [{'Image': 'a'}, {'Image': 'b'}], 'PrimaryContainer': null}")
        .input(
            "CreateEndpointConfig",
            stage -> "{'ProductionVariants': [" + variant(stage, "AllTraffic") + "]}")
        .member(
            "CreateEndpointConfig",
            "ProductionVariants",
            stage ->
                "{'ProductionVariants': ["
                    + variant(stage, "first")
                    + ","
                    + variant(stage, "second")
                    + "]}")
        .member(
            "CreateEndpointConfig",
            "ShadowProductionVariants",
            stage -> "{'ShadowProductionVariants': [" + variant(stage, "shadow") + "]}")
        .input("CreateEndpoint", stage -> config(stage.name("endpoint-config")))
        .member(
            "CreateEndpoint",
            "EndpointConfigName",
            stage -> config(stage.another("endpoint-config")))
        .input("UpdateEndpoint", stage -> config(stage.name("endpoint-config")))
        .member(
            "UpdateEndpoint",
            "EndpointConfigName",
            stage -> config(stage.another("endpoint-config")))
        .input(
            "UpdateEndpointWeightsAndCapacities",
            """
            {'DesiredWeightsAndCapacities': [
               {'VariantName': 'AllTraffic', 'DesiredInstanceCount': 3}]}
            """);
  }

  private static String config(String name) {
    return "{'EndpointConfigName': '" + name + "'}";
  }

  private static String variant(Stage stage, String name) {
    return "{'VariantName': '"
        + name
        + "', 'ModelName': '"
        + stage.name("sagemaker:model")
        + "', 'InstanceType': 'ml.m5.large', 'InitialInstanceCount': 2}";
  }

  private static void notebooks(Examples examples) {
    examples.member(
        "CreateNotebookInstance",
        "PlatformIdentifier",
        "{'PlatformIdentifier': 'notebook-al2-v2'}");
  }

  private static void images(Examples examples) {
    // The SDK makes a client token for each call; two of the same make one version.
    examples.input(
        "CreateImageVersion",
        stage -> "{'ImageName': '" + stage.name("image") + "', 'ClientToken': null}");
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
        .unseen("UpdateTrainingJob", "ResourceConfig", "needs a job with a warm pool");
  }
}
