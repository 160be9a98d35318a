package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Projects. */
final class ProjectExamples implements FamilyExamples {
  private static final String PROVIDERS =
      """
      {'TemplateProviders': [{'CfnTemplateProvider': {
         'TemplateName': 'mlops', 'TemplateURL': 'https://templates.s3.amazonaws.com/mlops.yaml'}}]}
      """;

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateProject",
            "{'ServiceCatalogProvisioningDetails': {'ProductId': 'prod-1'}, 'TemplateProviders':"
                + " null}")
        .member(
            "CreateProject",
            "ServiceCatalogProvisioningDetails",
            "{'ServiceCatalogProvisioningDetails': {'ProductId': 'prod-2', 'PathId': 'lp-1'}}")
        .member(
            "CreateProject",
            "TemplateProviders",
            PROVIDERS.replaceFirst("\\{", "{'ServiceCatalogProvisioningDetails': null, "))
        .unseen("CreateProject", "TemplateProviders", "is shown as TemplateProviderDetails")
        .unseen(
            "UpdateProject",
            "ServiceCatalogProvisioningUpdateDetails",
            "is shown as ServiceCatalogProvisioningDetails")
        .unseen("UpdateProject", "TemplateProvidersToUpdate", "is of projects with a template")
        .unseen("UpdateProject", "Tags", "is shown by ListTags")
        .unseen("UpdateProject", "ProjectName", "says which project is meant")
        .kept("sagemaker:project", "a deleted project is described as DeleteCompleted");
  }
}
