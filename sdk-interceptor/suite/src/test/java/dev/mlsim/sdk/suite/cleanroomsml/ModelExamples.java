package dev.mlsim.sdk.suite.cleanroomsml;

import static dev.mlsim.sdk.suite.cleanroomsml.CleanRoomsMlSuiteTest.MEMBER;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Algorithms, input channels, trained models. */
final class ModelExamples implements FamilyExamples {
  private static final String QUERY =
      """
      'inputChannel': {'roleArn': 'arn:aws:iam::123456789012:role/R', 'dataSource': {
        'protectedQueryInputParameters': {'sqlParameters': {'queryString': 'SELECT 1'}}}}
      """;

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateConfiguredModelAlgorithm",
            """
            {'trainingContainerConfig': {'imageUri': 'registry/train'},
             'inferenceContainerConfig': {'imageUri': 'registry/infer'}}
            """)
        .input(
            "CreateConfiguredModelAlgorithmAssociation",
            stage ->
                """
                {%s, 'configuredModelAlgorithmArn': '%s', 'privacyConfiguration': {'policies': {
                   'trainedModelExports': {'maxSize': {'unit': 'GB', 'value': 5},
                                           'filesToExport': ['MODEL']}}}}
                """
                    .formatted(MEMBER, stage.arn("configured-model-algorithm")))
        .input(
            "CreateMLInputChannel",
            stage ->
                "{"
                    + MEMBER
                    + ", 'retentionInDays': 7, 'configuredModelAlgorithmAssociations': ['"
                    + association(stage)
                    + "'], "
                    + QUERY
                    + "}")
        .member("CreateMLInputChannel", "inputChannel", "{" + QUERY + "}")
        .passing("ml-input-channel", "ACTIVE", "its data is kept for retentionInDays only")
        .kept("ml-input-channel", "DeleteMLInputChannelData leaves it INACTIVE")
        .input(
            "CreateTrainedModel",
            stage ->
                """
                {%s, 'configuredModelAlgorithmAssociationArn': '%s',
                 'resourceConfig': {'instanceType': 'ml.m5.large', 'volumeSizeInGB': 10},
                 'dataChannels': [{'channelName': 'train', 'mlInputChannelArn': '%s'}]}
                """
                    .formatted(MEMBER, association(stage), stage.arn("ml-input-channel")))
        .unseen("ListTrainedModelVersions", "order", "shows the versions of one model only")
        .kept("trained-model", "DeleteTrainedModelOutput leaves it INACTIVE")
        .member(
            "CreateConfiguredModelAlgorithm",
            "trainingContainerConfig",
            """
            {'trainingContainerConfig': {'imageUri': 'registry/train:2', 'entrypoint': ['train'],
               'arguments': ['--fast'],
               'metricDefinitions': [{'name': 'loss', 'regex': 'loss=(.*)'}]}}
            """)
        .member(
            "CreateConfiguredModelAlgorithm",
            "inferenceContainerConfig",
            "{'inferenceContainerConfig': {'imageUri': 'registry/infer:2'}}")
        .reference(
            "CreateConfiguredModelAlgorithmAssociation",
            "configuredModelAlgorithmArn",
            "configured-model-algorithm")
        .member(
            "CreateMLInputChannel",
            "configuredModelAlgorithmAssociations",
            stage -> "{'configuredModelAlgorithmAssociations': ['" + association(stage) + "']}")
        .member(
            "CreateTrainedModel",
            "dataChannels",
            stage ->
                """
                {'dataChannels': [{'channelName': 'first', 'mlInputChannelArn': '%s',
                                   's3DataDistributionType': 'ShardedByS3Key'}]}
                """
                    .formatted(stage.arn("ml-input-channel")))
        .reference(
            "CreateTrainedModel",
            "configuredModelAlgorithmAssociationArn",
            "configured-model-algorithm-association")
        .unseen(
            "CreateTrainedModel",
            "incrementalTrainingDataChannels",
            "names a model by its ARN, but Get shows the model's name; see TrainedModelTest");
  }

  private static String association(Stage stage) {
    return stage.arn("configured-model-algorithm-association");
  }
}
