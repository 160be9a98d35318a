package dev.mlsim.sdk.suite.personalize;

import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.ELSEWHERE;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.KEY;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.RECIPES;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.ROLE;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.with;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;
import java.time.Duration;

/** Batch inference and batch segment jobs. */
final class BatchExamples implements FamilyExamples {
  private static final String PATHS =
      "'jobInput': {'s3DataSource': {'path': 's3://bucket/in'}},"
          + " 'jobOutput': {'s3DataDestination': {'path': 's3://bucket/out/'}}";
  private static final String OTHER_PATHS =
      "'jobInput': {'s3DataSource': {'path': 's3://bucket/in/', 'kmsKeyArn': '"
          + KEY
          + "'}}, 'jobOutput': {'s3DataDestination': {'path': 's3://bucket/o/', 'kmsKeyArn': '"
          + KEY
          + "'}}";

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateBatchInferenceJob",
            with("solutionVersionArn", "solution-version", ROLE + ", " + PATHS))
        .member("CreateBatchInferenceJob", "jobInput", "{" + OTHER_PATHS + "}")
        .member("CreateBatchInferenceJob", "jobOutput", "{" + OTHER_PATHS + "}")
        .input(
            "CreateBatchSegmentJob",
            stage ->
                "{'solutionVersionArn': '" + segmenting(stage) + "', " + ROLE + ", " + PATHS + "}")
        .member("CreateBatchSegmentJob", "jobInput", "{" + OTHER_PATHS + "}")
        .member("CreateBatchSegmentJob", "jobOutput", "{" + OTHER_PATHS + "}")
        .unseen("CreateBatchInferenceJob", "solutionVersionArn", ELSEWHERE)
        .unseen("CreateBatchInferenceJob", "filterArn", ELSEWHERE)
        .unseen("CreateBatchSegmentJob", "solutionVersionArn", ELSEWHERE)
        .unseen("CreateBatchSegmentJob", "filterArn", ELSEWHERE);
  }

  /** A version with a recipe of user segmentation, made once to a stage. */
  private static String segmenting(Stage stage) {
    Simulator sim = stage.sim();
    String group = stage.arn("dataset-group");
    if (sim.resources().find("solution", "segmenting").isEmpty()) {
      String solution =
          stage
              .call(
                  "CreateSolution",
                  "{'name': 'segmenting', 'performAutoTraining': false, 'datasetGroupArn': '"
                      + group
                      + "', 'recipeArn': '"
                      + RECIPES
                      + "aws-item-affinity'}")
              .path("solutionArn")
              .asText();
      stage.call(
          "CreateSolutionVersion", "{'name': 'segmenting', 'solutionArn': '" + solution + "'}");
      stage.rest(Duration.ofHours(2));
    }
    return sim.resources().get("solution-version", "segmenting").arn();
  }
}
