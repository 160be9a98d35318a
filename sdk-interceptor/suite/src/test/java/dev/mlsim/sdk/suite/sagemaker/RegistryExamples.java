package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Model package groups, model packages and policies. */
final class RegistryExamples implements FamilyExamples {
  private static final String OF_VERSIONS = "is of versions, tested by hand";
  private static final String SPECIFICATION =
      """
      {'Containers': [
         {'Image': '123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7',
          'ImageDigest': 'sha256:0000000000000000000000000000000000000000000000000000000000000000'}],
       'SupportedTransformInstanceTypes': ['ml.m5.large'],
       'SupportedRealtimeInferenceInstanceTypes': ['ml.m5.large']}
      """;

  private static final String CARD =
      "{'ModelCard': {'ModelCardContent': '{\\'intended_uses\\':{\\'risk_rating\\':\\'Low\\'}}',"
          + " 'ModelCardStatus': 'Draft'}}";

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateModelPackage",
            "{'ModelPackageGroupName': null, 'ModelApprovalStatus': null, 'ClientToken': null,"
                + " 'ValidationSpecification': {'ValidationRole':"
                + " 'arn:aws:iam::123456789012:role/Validator', 'ValidationProfiles':"
                + " [{'ProfileName': 'batch', 'TransformJobDefinition': { 'TransformInput':"
                + " {'DataSource': {'S3DataSource': {'S3DataType': 'S3Prefix', 'S3Uri':"
                + " 's3://churn/in'}}}, 'TransformOutput': {'S3OutputPath': 's3://churn/out'},"
                + " 'TransformResources': {'InstanceType': 'ml.m5.large', 'InstanceCount': 1}}}]},"
                + " 'InferenceSpecification': "
                + SPECIFICATION
                + "}")
        .member("CreateModelPackage", "ModelCard", CARD)
        .member("UpdateModelPackage", "ModelCard", CARD)
        .replacing(
            "UpdateModelPackage", "InferenceSpecification", "it is given as a whole, as by Create")
        .replacing("UpdateModelPackage", "ModelCard", "it is given as a whole, as by Create")
        .replacing("UpdateModelPackage", "ModelLifeCycle", "it is given as a whole, as by Create")
        .member(
            "CreateModelPackage",
            "SourceAlgorithmSpecification",
            stage ->
                "{'SourceAlgorithmSpecification': {'SourceAlgorithms': [{'AlgorithmName': '"
                    + stage.arn("sagemaker:algorithm")
                    + "', 'ModelDataUrl': 's3://churn/model.tar.gz'}]}}")
        .unseen("CreateModelPackage", "ModelPackageGroupName", OF_VERSIONS)
        .unseen("CreateModelPackage", "ModelApprovalStatus", OF_VERSIONS)
        .unseen("UpdateModelPackage", "ModelApprovalStatus", OF_VERSIONS)
        .input(
            "PutModelPackageGroupPolicy",
            stage ->
                "{'ModelPackageGroupName': '"
                    + stage.another("model-package-group")
                    + "', 'ResourcePolicy': '{}'}")
        .member("PutModelPackageGroupPolicy", "ResourcePolicy", "{'ResourcePolicy': '{ }'}")
        .replaced("model-package-group-policy", "Put gives the group another policy");
  }
}
