package dev.mlsim.sdk.suite.cleanroomsml;

import static dev.mlsim.sdk.suite.cleanroomsml.CleanRoomsMlSuiteTest.MEMBER;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Jobs of inference and export with a trained model. */
final class JobExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input("StartTrainedModelInferenceJob", JobExamples::inference)
        .input("StartTrainedModelExportJob", JobExamples::export)
        .member("StartTrainedModelInferenceJob", "membershipIdentifier", "{" + MEMBER + "}")
        .member(
            "StartTrainedModelInferenceJob",
            "dataSource",
            stage ->
                "{'dataSource': {'mlInputChannelArn': '" + stage.arn("ml-input-channel") + "'}}")
        .reference(
            "StartTrainedModelInferenceJob",
            "configuredModelAlgorithmAssociationArn",
            "configured-model-algorithm-association")
        .reference("StartTrainedModelInferenceJob", "trainedModelArn", "trained-model")
        .unseen(
            "StartTrainedModelInferenceJob",
            "trainedModelVersionIdentifier",
            "needs a model of several versions; see InferenceJobListTest");
  }

  private static String inference(Stage stage) {
    stage.name("ml-configuration");
    return """
    {%s, 'trainedModelArn': '%s', 'resourceConfig': {'instanceType': 'ml.m5.large'},
     'outputConfiguration': {'members': [{'accountId': '123456789012'}]},
     'dataSource': {'mlInputChannelArn': '%s'}}
    """
        .formatted(MEMBER, stage.arn("trained-model"), stage.arn("ml-input-channel"));
  }

  private static String export(Stage stage) {
    stage.name("ml-configuration");
    return """
    {%s, 'trainedModelArn': '%s',
     'outputConfiguration': {'members': [{'accountId': '123456789012'}]}}
    """
        .formatted(MEMBER, stage.arn("trained-model"));
  }
}
