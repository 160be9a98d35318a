package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Workforces and work teams. */
final class LabelingExamples implements FamilyExamples {
  private static final String COGNITO =
      "{'CognitoConfig': {'UserPool': 'us-east-1_abc', 'ClientId': 'app'}}";

  @Override
  public void give(Examples examples) {
    examples
        .atMost("workforce", 1)
        .input("CreateWorkforce", COGNITO)
        .unseen("CreateWorkforce", "OidcConfig", "its secret is not shown, tested by hand")
        .unseen("UpdateWorkforce", "OidcConfig", "its secret is not shown, tested by hand")
        .input(
            "CreateWorkteam",
            stage ->
                "{'WorkforceName': '" + stage.name("workforce") + "', " + members("doctors") + "}")
        .member("CreateWorkteam", "MemberDefinitions", "{" + members("nurses") + "}")
        .member("UpdateWorkteam", "MemberDefinitions", "{" + members("nurses") + "}");
  }

  private static String members(String group) {
    return "'MemberDefinitions': [{'CognitoMemberDefinition': {'UserPool': 'us-east-1_abc',"
        + " 'ClientId': 'app', 'UserGroup': '"
        + group
        + "'}}]";
  }
}
