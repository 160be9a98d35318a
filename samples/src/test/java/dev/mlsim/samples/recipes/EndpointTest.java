package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@ResourceLock("dev.mlsim.ambient") // makes a client of its own
class EndpointTest {
  private static final Pattern CURL =
      Pattern.compile(
          "(?m)^curl(?: -X (\\w+))? \"?\\$AWS_ENDPOINT_URL([^\"\\s]*)\"?(?: --json '(.*)')?$");

  @Test
  void another_process_is_answered() {
    Simulator sim = Simulator.create();
    LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim); // or open(sim, 4571)
    String forOthers = endpoint.uri().toString(); // http://127.0.0.1:4571, say
    try (SageMakerClient elsewhere =
        SageMakerClient.builder()
            .endpointOverride(URI.create(forOthers))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build()) {
      elsewhere.createTrainingJob(Jobs.job("churn-1"));
    }
    endpoint.close();
    assertThat(sim.journal().calls()).hasSize(1);
  }

  @Test
  void the_readmes_commands_of_the_control_api_work() throws Exception {
    Simulator sim = Simulator.create();
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim)) {
      List<MatchResult> commands = CURL.matcher(Readme.text()).results().toList();
      assertThat(commands).hasSizeGreaterThan(5);
      assertThat(commands).hasSize(Readme.text().split("\ncurl ", -1).length - 1);
      for (MatchResult curl : commands) {
        HttpResponse<String> said = send(endpoint, curl);

        assertThat(said.statusCode()).as(curl.group() + " -> " + said.body()).isEqualTo(200);
      }
    }
    assertThat(sim.clock().now()).isAfter(sim.startedAt());
  }

  private static HttpResponse<String> send(LoopbackEndpoint endpoint, MatchResult curl)
      throws IOException, InterruptedException {
    String body = curl.group(3) == null ? "" : curl.group(3);
    String method = curl.group(1) != null ? curl.group(1) : body.isEmpty() ? "GET" : "POST";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint.uri() + curl.group(2)))
            .method(method, BodyPublishers.ofString(body));
    if (curl.group(3) != null) {
      request.header("Content-Type", "application/json");
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
