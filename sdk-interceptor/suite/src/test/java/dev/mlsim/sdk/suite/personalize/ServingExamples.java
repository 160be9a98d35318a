package dev.mlsim.sdk.suite.personalize;

import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.ELSEWHERE;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.RECIPES;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.with;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Campaigns and recommenders. */
final class ServingExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateCampaign", with("solutionVersionArn", "solution-version", "'tags': []"))
        .member(
            "CreateCampaign",
            "campaignConfig",
            "{'campaignConfig': {'itemExplorationConfig': {'explorationWeight': '0.3'}}}")
        .during("UpdateCampaign", "ACTIVE")
        .unseen("UpdateCampaign", "solutionVersionArn", "shown when the update is ACTIVE")
        .unseen("UpdateCampaign", "minProvisionedTPS", "shown when the update is ACTIVE")
        .unseen("UpdateCampaign", "campaignConfig", "shown when the update is ACTIVE")
        .input(
            "CreateRecommender",
            with(
                "datasetGroupArn",
                "dataset-group",
                "'recipeArn': '" + RECIPES + "aws-ecomm-recommended-for-you'"))
        .during("UpdateRecommender", "ACTIVE")
        .unseen("UpdateRecommender", "recommenderConfig", "shown when the update is ACTIVE")
        .unseen("CreateCampaign", "solutionVersionArn", ELSEWHERE)
        .unseen("CreateRecommender", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateRecommender", "recipeArn", ELSEWHERE);
  }
}
