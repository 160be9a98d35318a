package dev.mlsim.sdk.suite.cleanroomsml;

import static dev.mlsim.sdk.suite.cleanroomsml.CleanRoomsMlSuiteTest.MEMBER;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.util.stream.Stream;

/** What is asked of a whole collaboration, and its ML configuration. */
final class CollaborationExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
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
}
