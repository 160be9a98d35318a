package dev.mlsim.sdk.suite.cleanroomsml;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.services.cleanroomsml.CleanRooms;

/** Training datasets, audience models, audiences. */
final class AudienceExamples implements FamilyExamples {
  private static final String TRAINING_DATA =
      """
      {'trainingData': [{'type': 'INTERACTIONS', 'inputConfig': {
         'schema': [{'columnName': 'u', 'columnTypes': ['USER_ID']},
                    {'columnName': 'i', 'columnTypes': ['ITEM_ID']},
                    {'columnName': 't', 'columnTypes': ['TIMESTAMP']}],
         'dataSource': {'glueDataSource': {'databaseName': 'db', 'tableName': 'clicks'}}}}]}
      """;

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateTrainingDataset", TRAINING_DATA)
        .input(
            "CreateAudienceModel",
            stage -> "{'trainingDatasetArn': '" + stage.arn("training-dataset") + "'}")
        .input(
            "CreateConfiguredAudienceModel",
            stage -> "{'audienceModelArn': '" + stage.arn("audience-model") + "'}")
        .input(
            "StartAudienceGenerationJob",
            stage ->
                """
                {'configuredAudienceModelArn': '%s', 'seedAudience': {
                   'roleArn': 'arn:aws:iam::123456789012:role/R',
                   'dataSource': {'s3Uri': 's3://seeds/spring.jsonl'}}}
                """
                    .formatted(stage.arn("configured-audience-model")))
        .input(
            "StartAudienceExportJob",
            stage ->
                """
                {'audienceGenerationJobArn': '%s',
                 'audienceSize': {'type': 'ABSOLUTE', 'value': 1000}}
                """
                    .formatted(stage.arn("audience-generation-job")))
        .member("CreateTrainingDataset", "trainingData", TRAINING_DATA)
        .reference("CreateAudienceModel", "trainingDatasetArn", "training-dataset")
        .reference("CreateConfiguredAudienceModel", "audienceModelArn", "audience-model")
        .reference("UpdateConfiguredAudienceModel", "audienceModelArn", "audience-model")
        .member(
            "StartAudienceGenerationJob",
            "collaborationId",
            "{'collaborationId': '" + CleanRooms.DEFAULT_COLLABORATION + "'}")
        .member(
            "StartAudienceGenerationJob",
            "seedAudience",
            """
            {'seedAudience': {'roleArn': 'arn:aws:iam::123456789012:role/R',
               'sqlParameters': {'queryString': 'SELECT 1', 'parameters': {'a': 'b'}}}}
            """)
        .reference(
            "StartAudienceGenerationJob",
            "configuredAudienceModelArn",
            "configured-audience-model");
  }
}
