package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Models, endpoint configurations, endpoints. */
final class HostingExamples implements FamilyExamples {

  private static final String OF_COMPONENTS =
      """
      'ExecutionRoleArn': 'arn:aws:iam::123456789012:role/Hosting',
      'ProductionVariants': [
        {'VariantName': 'all', 'InstanceType': 'ml.m5.large', 'InitialInstanceCount': 1}]
      """;

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateModel",
            """
            {'PrimaryContainer': {
               'Image': '123456789012.dkr.ecr.us-east-1.amazonaws.com/serve:1'}}
            """)
        .member(
            "CreateModel",
            "PrimaryContainer",
            """
            {'PrimaryContainer': {
               'Image': 'registry.example.com/serve:1', 'ContainerHostname': 'first',
               'ImageConfig': {
                  'RepositoryAccessMode': 'Vpc',
                  'RepositoryAuthConfig': {'RepositoryCredentialsProviderArn': 'arn'}},
               'Mode': 'MultiModel', 'MultiModelConfig': {'ModelCacheSetting': 'Enabled'},
               'ModelDataUrl': 's3://churn/model.tar.gz',
               'ModelDataSource': {'S3DataSource': {
                  'S3Uri': 's3://churn/model/', 'S3DataType': 'S3Prefix',
                  'CompressionType': 'None', 'ModelAccessConfig': {'AcceptEula': true}}},
               'AdditionalModelDataSources': [{
                  'ChannelName': 'draft', 'S3DataSource': {
                     'S3Uri': 's3://churn/draft/', 'S3DataType': 'S3Prefix',
                     'CompressionType': 'None'}}],
               'Environment': {'STAGE': 'test'}}}
            """)
        .member(
            "CreateModel",
            "Containers",
            """
            {'Containers': [
               {'Image': '123456789012.dkr.ecr.us-east-1.amazonaws.com/prepare:1'},
               {'Image': '123456789012.dkr.ecr.us-east-1.amazonaws.com/serve:1'}],
             'PrimaryContainer': null}
            """)
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
        .member(
            "CreateEndpointConfig",
            "ProductionVariants.ManagedInstanceScaling",
            "{" + OF_COMPONENTS + "}")
        .input("CreateEndpoint", stage -> config(stage.name("endpoint-config")))
        .member(
            "CreateEndpoint",
            "EndpointConfigName",
            stage -> config(stage.another("endpoint-config")))
        .input("UpdateEndpoint", stage -> config(stage.another("endpoint-config")))
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
}
