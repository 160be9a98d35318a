package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Tracking servers and apps of MLflow. */
final class MlflowExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .member("CreateMlflowTrackingServer", "MlflowVersion", "{'MlflowVersion': '2.16.2'}")
        .contended("mlflow-app", "AccountDefaultStatus", "one app is the account's default")
        .contended("mlflow-app", "DefaultDomainIdList", "a domain has one default app")
        .passing("mlflow-app", "Deleted", "it is shown for an hour")
        .kept("mlflow-app", "a deleted one is shown for an hour");
  }
}
