package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Flow definitions and human task UIs. */
final class ReviewExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .unseen("CreateHumanTaskUi", "UiTemplate", "shown is its digest, and where it lies")
        .member(
            "CreateFlowDefinition",
            "HumanLoopRequestSource",
            """
            {'HumanLoopRequestSource': {
               'AwsManagedHumanLoopRequestSource': 'AWS/Textract/AnalyzeDocument/Forms/V1'}}
            """)
        .member(
            "CreateFlowDefinition",
            "HumanLoopActivationConfig",
            """
            {'HumanLoopRequestSource': {
               'AwsManagedHumanLoopRequestSource': 'AWS/Textract/AnalyzeDocument/Forms/V1'},
             'HumanLoopActivationConfig': {'HumanLoopActivationConditionsConfig': {
               'HumanLoopActivationConditions': '{}'}}}
            """)
        .member(
            "CreateFlowDefinition",
            "HumanLoopConfig",
            stage ->
                "{'HumanLoopConfig': {'HumanTaskUiArn': '"
                    + stage.arn("human-task-ui")
                    + "', 'WorkteamArn':"
                    + " 'arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default',"
                    + " 'TaskTitle': 'Check', 'TaskDescription': 'Is it so?', 'TaskCount': 3,"
                    + " 'TaskAvailabilityLifetimeInSeconds': 3600, 'TaskTimeLimitInSeconds': 60,"
                    + " 'TaskKeywords': ['check'], 'PublicWorkforceTaskPrice': {'AmountInUsd':"
                    + " {'Cents': 5}}}}");
  }
}
