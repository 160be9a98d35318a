package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Actions, artifacts, contexts, and what associates them. */
final class LineageExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateArtifact", stage -> from("s3://churn/" + stage.another("action")))
        .member("CreateArtifact", "Source", from("s3://churn/other"))
        .input(
            "AddAssociation",
            stage ->
                ends(
                    stage.arn("context"),
                    "arn:aws:sagemaker:us-east-1:123456789012:action/" + stage.another("action")))
        .input("ListAssociations", "{'SourceArn': null, 'DestinationArn': null}")
        .reference("AddAssociation", "SourceArn", "action")
        .reference("AddAssociation", "DestinationArn", "action");
  }

  private static String from(String uri) {
    return "{'Source': {'SourceUri': '" + uri + "'}}";
  }

  private static String ends(String source, String destination) {
    return "{'SourceArn': '" + source + "', 'DestinationArn': '" + destination + "'}";
  }
}
