package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;

/** Of which services mlsim simulates a part only, and of how many operations, the README says. */
class LedgerCountsTest {
  private static final Path LEDGERS = Path.of("..", "core", "fidelity");

  @Test
  void the_readme_counts_all_operations_that_the_sdk_has() throws IOException {
    assertThat(inReadme("S3")).isEqualTo(inSdk(S3AsyncClient.class));
    assertThat(inReadme("CloudWatch Logs")).isEqualTo(inSdk(CloudWatchLogsAsyncClient.class));
  }

  @Test
  void the_ledgers_say_which_operations_no_client_of_the_sdk_has() throws IOException {
    Set<String> known = names(SageMakerClient.class);
    known.addAll(names(SageMakerFeatureStoreRuntimeClient.class));
    Set<String> younger = new TreeSet<>();
    Set<String> said = new TreeSet<>();
    for (String service : List.of("sagemaker", "sagemakerfeaturestoreruntime")) {
      for (String operation : Contract.load(service).operations().keySet()) {
        if (!known.contains(operation.toLowerCase(Locale.ROOT))) {
          younger.add(operation);
        }
      }
      try (Stream<Path> pages = Files.list(LEDGERS.resolve(service))) {
        for (Path page : pages.toList()) {
          Matcher row =
              Pattern.compile("(?m)^[|] (\\w+) [|] [^|]*, over the wire [|]")
                  .matcher(Files.readString(page));
          while (row.find()) {
            said.add(row.group(1));
          }
        }
      }
    }

    assertThat(said).isEqualTo(younger).hasSize(26);
  }

  private static Set<String> names(Class<?> client) {
    return Arrays.stream(client.getMethods())
        .filter(method -> method.getParameterCount() > 0)
        .map(method -> method.getParameterTypes()[0])
        .filter(AwsRequest.class::isAssignableFrom)
        .map(request -> request.getSimpleName().replaceAll("Request$", ""))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int inReadme(String service) throws IOException {
    Matcher row =
        Pattern.compile("[|] [*][*]" + service + "[*][*] [|] \\d+ of (\\d+) [|]")
            .matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(row.find()).as(service).isTrue();
    return Integer.parseInt(row.group(1));
  }

  private static int inSdk(Class<?> client) {
    return names(client).size();
  }
}
