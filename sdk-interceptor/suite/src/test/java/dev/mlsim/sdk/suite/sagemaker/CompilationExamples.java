package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Compilation jobs. */
final class CompilationExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateCompilationJob",
            """
            {'InputConfig': {'S3Uri': 's3://in/model.tar.gz', 'Framework': 'PYTORCH'},
             'OutputConfig': {'S3OutputLocation': 's3://out/', 'TargetDevice': 'ml_c5'}}
            """)
        .member(
            "CreateCompilationJob",
            "ModelPackageVersionArn",
            """
            {'InputConfig': null,
             'ModelPackageVersionArn':
               'arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/1'}
            """)
        .member(
            "CreateCompilationJob",
            "OutputConfig",
            """
            {'OutputConfig': {
               'S3OutputLocation': 's3://out/',
               'TargetPlatform': {'Os': 'LINUX', 'Arch': 'X86_64', 'Accelerator': 'NVIDIA'}}}
            """);
  }
}
