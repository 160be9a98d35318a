package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Workforces and work teams. */
final class LabelingExamples implements FamilyExamples {
  private static final String COGNITO =
      "{'CognitoConfig': {'UserPool': 'us-east-1_abc', 'ClientId': 'app'}}";

  private static final String ADDRESSES = "{'SourceIpConfig': {'Cidrs': ['10.0.0.0/16']}}";

  @Override
  public void give(Examples examples) {
    examples
        .atMost("workforce", 1)
        .input("CreateWorkforce", COGNITO)
        .member(
            "CreateWorkforce",
            "CognitoConfig",
            "{'CognitoConfig': {'UserPool': 'us-east-1_xyz', 'ClientId': 'other'}}")
        .member("CreateWorkforce", "SourceIpConfig", ADDRESSES)
        .member("UpdateWorkforce", "SourceIpConfig", ADDRESSES)
        .unseen("CreateWorkforce", "OidcConfig", "its secret is not shown, tested by hand")
        .unseen("UpdateWorkforce", "OidcConfig", "its secret is not shown, tested by hand")
        .input(
            "CreateWorkteam",
            stage ->
                "{'WorkforceName': '" + stage.name("workforce") + "', " + members("doctors") + "}")
        .member("CreateWorkteam", "MemberDefinitions", "{" + members("nurses") + "}")
        .input(
            "CreateLabelingJob",
            stage ->
                "{'LabelAttributeName': 'label', 'InputConfig': {'DataSource': {'S3DataSource':"
                    + " {'ManifestS3Uri': 's3://churn/in.manifest'}}}, "
                    + task(stage.arn("workteam"))
                    + "}")
        .member(
            "CreateLabelingJob",
            "InputConfig",
            "{'InputConfig': {'DataSource': {'S3DataSource': {'ManifestS3Uri':"
                + " 's3://churn/other.manifest'}}}}")
        .member(
            "CreateLabelingJob",
            "HumanTaskConfig",
            stage -> "{" + task(stage.arn("workteam")) + "}")
        .member("UpdateWorkteam", "MemberDefinitions", "{" + members("nurses") + "}");
  }

  private static String task(String team) {
    return "'HumanTaskConfig': {'WorkteamArn': '"
        + team
        + "', 'UiConfig': {'UiTemplateS3Uri': 's3://churn/page.html'}, 'TaskTitle': 'Churn',"
        + " 'TaskDescription': 'Does this customer leave?', 'MaxConcurrentTaskCount': 10,"
        + " 'TaskAvailabilityLifetimeInSeconds': 3600,"
        + " 'NumberOfHumanWorkersPerDataObject': 1, 'TaskTimeLimitInSeconds': 60}";
  }

  private static String members(String group) {
    return "'MemberDefinitions': [{'CognitoMemberDefinition': {'UserPool': 'us-east-1_abc',"
        + " 'ClientId': 'app', 'UserGroup': '"
        + group
        + "'}}]";
  }
}
