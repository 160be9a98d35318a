package dev.mlsim.sdk.suite.logs;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.logs.CloudWatchLogs;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The shared suite over CloudWatch Logs, which has no resources of its own. */
class LogsSuiteTest extends ServiceSuite {
  LogsSuiteTest() {
    super(CloudWatchLogs.SERVICE, CloudWatchLogsClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of();
  }
}
