package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Of which services mlsim simulates a part only, and of how many operations, the README says. */
class LedgerCountsTest {

  @Test
  void the_readme_counts_all_operations_that_the_sdk_has() throws IOException {
    assertThat(inReadme("S3")).isEqualTo(inSdk(S3AsyncClient.class));
    assertThat(inReadme("CloudWatch Logs")).isEqualTo(inSdk(CloudWatchLogsAsyncClient.class));
  }

  private static int inReadme(String service) throws IOException {
    Matcher row =
        Pattern.compile("[|] [*][*]" + service + "[*][*] [|] \\d+ of (\\d+) [|]")
            .matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(row.find()).as(service).isTrue();
    return Integer.parseInt(row.group(1));
  }

  private static int inSdk(Class<?> client) {
    return (int)
        Arrays.stream(client.getMethods())
            .filter(method -> method.getParameterCount() > 0)
            .map(method -> method.getParameterTypes()[0])
            .filter(AwsRequest.class::isAssignableFrom)
            .distinct()
            .count();
  }
}
