package dev.mlsim.services.sagemaker.repositories;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Family;

/**
 * SageMaker's code repositories. How the error for a missing one begins is what the Terraform
 * provider matches; an Update can change the secret only (API reference, GitConfigForUpdate).
 */
public final class CodeRepositories {
  private CodeRepositories() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .resource("CodeRepository")
        .listsUpwardsBy("CodeRepositoryName")
        .missing(VALIDATION, "Cannot find CodeRepository: {arn}")
        .duplicate(VALIDATION, "Cannot create already existing code repository \"{arn}\".")
        .judged(
            "code-repository-wording",
            "code-repository",
            "The code and wording of duplicate; of not found, what comes behind the colon.")
        .judged(
            "code-repository-secret",
            "CreateCodeRepository.GitConfig",
            "Neither the secret nor the repository behind the URL is looked for.")
        .judged(
            "code-repository-in-use",
            "DeleteCodeRepository",
            "One can be deleted while a notebook instance refers to it.");
  }
}
