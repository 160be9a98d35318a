package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Code repositories. */
final class RepositoryExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateCodeRepository", "{'GitConfig': {'RepositoryUrl': 'https://git.example/a.git'}}")
        .member(
            "CreateCodeRepository",
            "GitConfig",
            "{'GitConfig': {'RepositoryUrl': 'https://git.example/b.git', 'Branch': 'next'}}");
  }
}
