package dev.mlsim.sdk.cleanroomsml;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.sdk.suite.Stage;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.CleanRoomsMl;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;

/** The shared suite over Clean Rooms ML. */
class CleanRoomsMlSuiteTest extends ServiceSuite {
  private static final String MEMBER = "'membershipIdentifier': '" + Studio.MEMBERSHIP + "'";

  private static final String QUERY =
      """
      'inputChannel': {'roleArn': 'arn:aws:iam::123456789012:role/R', 'dataSource': {
        'protectedQueryInputParameters': {'sqlParameters': {'queryString': 'SELECT 1'}}}}
      """;

  private static final String TRAINING_DATA =
      """
      {'trainingData': [{'type': 'INTERACTIONS', 'inputConfig': {
         'schema': [{'columnName': 'u', 'columnTypes': ['USER_ID']},
                    {'columnName': 'i', 'columnTypes': ['ITEM_ID']},
                    {'columnName': 't', 'columnTypes': ['TIMESTAMP']}],
         'dataSource': {'glueDataSource': {'databaseName': 'db', 'tableName': 'clicks'}}}}]}
      """;

  CleanRoomsMlSuiteTest() {
    super(CleanRoomsMl.SERVICE, CleanRoomsMlClient.class);
  }

  @Override
  protected void examples(Examples examples) {
    collaboration(examples);
    models(examples);
    jobs(examples);
    audiences(examples);
    members(examples);
  }

  private static void collaboration(Examples examples) {
    Stream.of(
            "GetCollaborationConfiguredModelAlgorithmAssociation",
            "GetCollaborationMLInputChannel",
            "GetCollaborationTrainedModel",
            "ListCollaborationConfiguredModelAlgorithmAssociations",
            "ListCollaborationMLInputChannels",
            "ListCollaborationTrainedModels",
            "ListCollaborationTrainedModelExportJobs",
            "ListCollaborationTrainedModelInferenceJobs")
        .forEach(
            operation ->
                examples.input(
                    operation,
                    "{'collaborationIdentifier': '" + CleanRooms.DEFAULT_COLLABORATION + "'}"));
    examples
        .atMost("ml-configuration", 1)
        .replaced("ml-configuration", "PutMLConfiguration puts over what is there")
        .input(
            "PutMLConfiguration",
            """
            {%s, 'defaultOutputLocation': {
               'roleArn': 'arn:aws:iam::123456789012:role/R',
               'destination': {'s3Destination': {'s3Uri': 's3://output/ml'}}}}
            """
                .formatted(MEMBER));
  }

  private static void models(Examples examples) {
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
        .kept("trained-model", "DeleteTrainedModelOutput leaves it INACTIVE");
  }

  private static String association(Stage stage) {
    return stage.arn("configured-model-algorithm-association");
  }

  private static void jobs(Examples examples) {
    examples
        .input("StartTrainedModelInferenceJob", CleanRoomsMlSuiteTest::inference)
        .input("StartTrainedModelExportJob", CleanRoomsMlSuiteTest::export);
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

  private static void audiences(Examples examples) {
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
                    .formatted(stage.arn("audience-generation-job")));
  }

  /** Values that must exist, or keep rules. */
  private static void members(Examples examples) {
    examples
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
        .unseen(
            "CreateTrainedModel",
            "incrementalTrainingDataChannels",
            "names a model by its ARN, but Get shows the model's name; see TrainedModelTest")
        .member("StartTrainedModelInferenceJob", "membershipIdentifier", "{" + MEMBER + "}")
        .member(
            "StartTrainedModelInferenceJob",
            "dataSource",
            stage ->
                "{'dataSource': {'mlInputChannelArn': '" + stage.arn("ml-input-channel") + "'}}")
        .unseen(
            "StartTrainedModelInferenceJob",
            "trainedModelVersionIdentifier",
            "needs a model of several versions; see InferenceJobListTest")
        .member("CreateTrainingDataset", "trainingData", TRAINING_DATA)
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
            """);
    names(
        examples,
        "CreateConfiguredModelAlgorithmAssociation",
        "configuredModelAlgorithmArn",
        "configured-model-algorithm");
    for (String operation : List.of("CreateTrainedModel", "StartTrainedModelInferenceJob")) {
      names(
          examples,
          operation,
          "configuredModelAlgorithmAssociationArn",
          "configured-model-algorithm-association");
    }
    names(examples, "StartTrainedModelInferenceJob", "trainedModelArn", "trained-model");
    names(examples, "CreateAudienceModel", "trainingDatasetArn", "training-dataset");
    names(examples, "CreateConfiguredAudienceModel", "audienceModelArn", "audience-model");
    names(examples, "UpdateConfiguredAudienceModel", "audienceModelArn", "audience-model");
    names(
        examples,
        "StartAudienceGenerationJob",
        "configuredAudienceModelArn",
        "configured-audience-model");
  }

  private static void names(Examples examples, String operation, String member, String type) {
    examples.member(operation, member, stage -> "{'" + member + "': '" + stage.arn(type) + "'}");
  }
}
