package dev.mlsim.sdk.suite.personalize;

import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.ELSEWHERE;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.RECIPES;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.with;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Solutions and their versions. */
final class SolutionExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    String recipe = "'recipeArn': '" + RECIPES;
    examples
        .input(
            "CreateSolution",
            with("datasetGroupArn", "dataset-group", recipe + "aws-semantic-similarity'"))
        .member("CreateSolution", "recipeArn", "{" + recipe + "aws-sims'}")
        .unseen("CreateSolution", "performAutoML", "excludes the recipe, tested by hand")
        .unseen("UpdateSolution", "performAutoTraining", "shown when the update is ACTIVE")
        .unseen("UpdateSolution", "performIncrementalUpdate", "shown when the update is ACTIVE")
        .unseen("UpdateSolution", "solutionUpdateConfig", "shown in latestSolutionUpdate")
        .during("UpdateSolution", "ACTIVE")
        .input("CreateSolutionVersion", with("solutionArn", "solution", "'tags': []"))
        .member("CreateSolutionVersion", "trainingMode", "{'trainingMode': 'FULL'}")
        .unseen("CreateSolution", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateSolutionVersion", "solutionArn", ELSEWHERE);
  }
}
