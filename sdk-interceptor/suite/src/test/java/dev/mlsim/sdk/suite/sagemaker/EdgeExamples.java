package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Packaging jobs, fleets, devices and plans of deployment. */
final class EdgeExamples implements FamilyExamples {
  private static final String STAGES =
      """
      {'Stages': [{'StageName': 'some', 'DeviceSelectionConfig': {
         'DeviceSubsetType': 'PERCENTAGE', 'Percentage': 10}}]}
      """;

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateEdgePackagingJob", EdgeExamples::packaging)
        .member("CreateEdgePackagingJob", "CompilationJobName", EdgeExamples::packaging)
        .unseen("CreateDeviceFleet", "EnableIotRoleAlias", "is shown as IotRoleAlias")
        .unseen("UpdateDeviceFleet", "EnableIotRoleAlias", "is shown as IotRoleAlias")
        .input("CreateEdgeDeploymentPlan", stage -> plan(stage, "'model'"))
        .member("CreateEdgeDeploymentPlan", "ModelConfigs", stage -> plan(stage, "'other'"))
        .member(
            "CreateEdgeDeploymentPlan",
            "DeviceFleetName",
            stage -> "{'DeviceFleetName': '" + stage.another("device-fleet") + "'}")
        .unseen("CreateEdgeDeploymentPlan", "Stages", "is shown with its status")
        .member("CreateEdgeDeploymentPlan", "Stages", STAGES)
        .input("RegisterDevices", EdgeExamples::fleet)
        .input("UpdateDevices", EdgeExamples::fleet)
        .input("DeregisterDevices", EdgeExamples::fleet);
  }

  private static String packaging(Stage stage) {
    return "{'CompilationJobName': '" + compilation(stage) + "'}";
  }

  /** For an instance of SageMaker's, as the example of compilation jobs is, nothing is packed. */
  private static String compilation(Stage stage) {
    return stage.with(
        "compilation-job",
        "{'OutputConfig': {'S3OutputLocation': 's3://out/', 'TargetDevice': 'jetson_nano'}}");
  }

  private static String plan(Stage stage, String handle) {
    return "{'DeviceFleetName': '"
        + stage.name("device-fleet")
        + "', 'ModelConfigs': [{'ModelHandle': "
        + handle
        + ", 'EdgePackagingJobName': '"
        + stage.name("edge-packaging-job")
        + "'}]}";
  }

  private static String fleet(Stage stage) {
    return "{'DeviceFleetName': '" + stage.name("device-fleet") + "'}";
  }
}
