package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Training plans. */
final class PlanExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateTrainingPlan", stage -> "{'TrainingPlanOfferingId': '" + offering(stage) + "'}")
        .passing("training-plan", "Scheduled", "its capacity comes")
        .passing("training-plan", "Active", "its capacity ends");
  }

  /** An offering is there for an hour and sold once. */
  private static String offering(Stage stage) {
    return stage
        .call(
            "SearchTrainingPlanOfferings",
            "{'InstanceType': 'ml.p5.48xlarge', 'DurationHours': 24}")
        .path("TrainingPlanOfferings")
        .get(0)
        .path("TrainingPlanOfferingId")
        .asText();
  }
}
