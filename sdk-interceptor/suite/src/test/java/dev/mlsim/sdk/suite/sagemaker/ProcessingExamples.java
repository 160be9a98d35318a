package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Processing jobs. */
final class ProcessingExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
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
            """);
  }
}
