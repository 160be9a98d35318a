package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;
import java.util.List;

/** Definitions of monitoring jobs, schedules and alerts. */
final class MonitoringExamples implements FamilyExamples {
  private static final String BATCH =
      """
      'BatchTransformInput': {
        'DataCapturedDestinationS3Uri': 's3://churn/captured', 'LocalPath': '/opt/ml/processing/in',
        'DatasetFormat': {'Csv': {'Header': true}}}
      """;
  private static final String OTHER_BATCH = BATCH.replace("captured", "captured-too");
  private static final String TRUTH = ", 'GroundTruthS3Input': {'S3Uri': 's3://churn/truth'}";
  private static final String CAPTURE =
      """
      {'DataCaptureConfig': {
         'EnableCapture': true, 'InitialSamplingPercentage': 100,
         'DestinationS3Uri': 's3://churn/captured',
         'CaptureOptions': [{'CaptureMode': 'Input'}, {'CaptureMode': 'Output'}]}}
      """;
  private static final String INPUTS =
      "MonitoringScheduleConfig.MonitoringJobDefinition.MonitoringInputs";
  private static final String INLINE =
      """
      {'MonitoringScheduleConfig': {
         'ScheduleConfig': {'ScheduleExpression': '{expression}'},
         'MonitoringType': 'DataQuality',
         'MonitoringJobDefinition': {
           'MonitoringInputs': [{ {input} }],
           'MonitoringOutputConfig': {'MonitoringOutputs': [
             {'S3Output': {'S3Uri': 's3://churn/out', 'LocalPath': '/opt/ml/processing/out'}}]},
           'MonitoringResources': {'ClusterConfig': {
             'InstanceCount': 1, 'InstanceType': 'ml.m5.large', 'VolumeSizeInGB': 20}},
           'MonitoringAppSpecification': {
             'ImageUri': '156813124566.dkr.ecr.us-east-1.amazonaws.com/monitor'},
           'RoleArn': 'arn:aws:iam::123456789012:role/Monitor'}}}
      """;

  @Override
  public void give(Examples examples) {
    for (String kind : List.of("DataQuality", "ModelQuality", "ModelBias", "ModelExplainability")) {
      String create = "Create" + kind + "JobDefinition";
      boolean merges = kind.equals("ModelQuality") || kind.equals("ModelBias");
      String member = kind + "JobInput";
      examples
          .input(create, "{'" + member + "': {" + BATCH + (merges ? TRUTH : "") + "}}")
          .member(
              create, member, "{'" + member + "': {" + OTHER_BATCH + (merges ? TRUTH : "") + "}}")
          .member(
              create,
              member + ".EndpointInput",
              stage -> "{'" + member + "': {" + endpoint(stage) + (merges ? TRUTH : "") + "}}");
    }
    examples
        .input("CreateMonitoringSchedule", schedule("cron(0 * ? * * *)", BATCH))
        .member(
            "CreateMonitoringSchedule",
            "MonitoringScheduleConfig",
            schedule("cron(0 12 ? * * *)", OTHER_BATCH))
        .member("CreateMonitoringSchedule", INPUTS + ".EndpointInput", MonitoringExamples::hourly)
        .member("UpdateMonitoringSchedule", INPUTS + ".EndpointInput", MonitoringExamples::hourly)
        .input("UpdateMonitoringSchedule", schedule("cron(0 0/6 ? * * *)", BATCH))
        .member(
            "UpdateMonitoringSchedule",
            "MonitoringScheduleConfig",
            schedule("cron(0 12 ? * * *)", OTHER_BATCH));
  }

  private static String hourly(Stage stage) {
    return schedule("cron(0 * ? * * *)", endpoint(stage));
  }

  private static String endpoint(Stage stage) {
    String config = stage.with("endpoint-config", CAPTURE);
    return "'EndpointInput': {'EndpointName': '"
        + stage.with("endpoint", "{'EndpointConfigName': '" + config + "'}")
        + "', 'LocalPath': '/opt/ml/processing/in'}";
  }

  private static String schedule(String expression, String input) {
    return INLINE.replace("{expression}", expression).replace("{input}", input.strip());
  }
}
