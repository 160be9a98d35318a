package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Experiments, trials, trial components, and the jobs that are part of them. */
final class ExperimentExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateTrial", stage -> "{'ExperimentName': '" + stage.name("experiment") + "'}")
        .member(
            "CreateTrial",
            "ExperimentName",
            stage -> "{'ExperimentName': '" + stage.another("experiment") + "'}")
        .input("AssociateTrialComponent", stage -> trial(stage.name("experiment-trial")))
        .input("DisassociateTrialComponent", stage -> trial(stage.name("experiment-trial")))
        .member(
            "UpdateTrialComponent",
            "Parameters",
            "{'Parameters': {'rate': {'NumberValue': 0.5}, 'kind': {'StringValue': 'big'}}}");
    for (String create :
        new String[] {"CreateTrainingJob", "CreateProcessingJob", "CreateTransformJob"}) {
      examples.member(
          create,
          "ExperimentConfig",
          stage ->
              "{'ExperimentConfig': {'TrialName': '"
                  + stage.name("experiment-trial")
                  + "', 'TrialComponentDisplayName': 'Fit', 'RunName': 'run'}}");
    }
  }

  private static String trial(String name) {
    return "{'TrialName': '" + name + "'}";
  }
}
