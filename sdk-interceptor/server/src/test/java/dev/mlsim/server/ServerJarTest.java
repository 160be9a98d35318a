package dev.mlsim.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts the jar as a user does, and speaks to it as a client does. */
class ServerJarTest {
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/sagemaker/aws4_request,"
          + " SignedHeaders=host, Signature=any";

  private final HttpClient http = HttpClient.newHttpClient();
  private Process server;
  private BufferedReader said;
  private URI endpoint;

  @BeforeEach
  void start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    server =
        new ProcessBuilder(java, "-jar", System.getProperty("jar"), "--polling=scaled:3600")
            .redirectErrorStream(true)
            .start();
    said = server.inputReader();
    String line = said.readLine();
    assertThat(line).startsWith("mlsim serves on http://127.0.0.1:");
    endpoint = URI.create(line.replaceFirst("mlsim serves on (\\S+) .*", "$1"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.destroy();
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void it_answers_calls_of_aws_and_of_the_control_api() throws Exception {
    HttpRequest list =
        HttpRequest.newBuilder(endpoint)
            .header("Authorization", SIGNED)
            .header("X-Amz-Target", "SageMaker.ListTrainingJobs")
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    assertThat(body(list)).isEqualTo("{\"TrainingJobSummaries\":[]}");
    assertThat(body(HttpRequest.newBuilder(endpoint.resolve("/mlsim/polling")).build()))
        .contains("scaled");
  }

  @Test
  void it_says_how_clients_find_it() throws IOException {
    List<String> lines = List.of(said.readLine(), said.readLine());

    assertThat(lines.get(0)).contains("AWS_ENDPOINT_URL=" + endpoint);
    assertThat(lines.get(1)).startsWith("export AWS_ENDPOINT_URL_");
  }

  private String body(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
