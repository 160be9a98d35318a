package dev.mlsim.sdk.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class LoopbackEndpointTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Simulator sim = Simulator.create();
  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void a_client_of_another_process_finds_the_world() {
    try (SageMakerClient sageMaker = client(Region.US_EAST_1)) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
    }

    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("InProgress");
  }

  @Test
  void each_region_is_a_world_of_its_own() {
    try (SageMakerClient here = client(Region.US_EAST_1);
        SageMakerClient there = client(Region.EU_WEST_1)) {
      here.createTrainingJob(Jobs.job("churn-1"));

      assertThat(there.listTrainingJobs().trainingJobSummaries()).isEmpty();
      there.createTrainingJob(Jobs.jobIn("eu-west-1", "churn-1"));
    }

    Simulator there = endpoint.simulator("eu-west-1");
    assertThat(there.resources().get("training-job", "churn-1").arn()).contains(":eu-west-1:");
    assertThat(sim.resources().get("training-job", "churn-1").arn()).contains(":us-east-1:");
    assertThat(there.account()).isEqualTo(sim.account());
  }

  @Test
  void a_connection_carries_many_calls() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
      for (int call = 0; call < 3; call++) {
        socket
            .getOutputStream()
            .write(
                ("POST / HTTP/1.1\r\nHost: localhost:"
                        + endpoint.uri().getPort()
                        + "\r\nAuthorization: "
                        + RawHttp.SIGNATURE
                        + "\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: SageMaker.ListTrainingJobs\r\nContent-Length: 2\r\n\r\n{}")
                    .getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
          if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
            length = Integer.parseInt(line.substring("content-length: ".length()));
          }
        }
        assertThat(in.read(new char[length])).isEqualTo(length);
      }
    }
    assertThat(sim.journal().calls("ListTrainingJobs")).hasSize(3);
  }

  @Test
  void a_chunked_body_is_read() throws Exception {
    HttpResponse<String> response =
        send(
            request("/")
                .header("Authorization", RawHttp.SIGNATURE)
                .header("X-Amz-Target", "SageMaker.ListTrainingJobs")
                .POST(
                    BodyPublishers.ofInputStream(
                        () ->
                            new ByteArrayInputStream(
                                "{\"MaxResults\": 7}".getBytes(StandardCharsets.UTF_8)))));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(sim.journal().calls("ListTrainingJobs").get(0).input().path("MaxResults").asInt())
        .isEqualTo(7);
  }

  @Test
  void unknown_paths_and_methods_are_answered_in_words() throws Exception {
    HttpResponse<String> nothing = send(request("/favicon.ico").GET());
    HttpResponse<String> head = send(request("/").method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> headOfNothing =
        send(request("/nothing").method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> post =
        send(
            request("/nothing")
                .header("Authorization", RawHttp.SIGNATURE)
                .POST(BodyPublishers.ofString("{}")));

    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).contains("mlsim: nothing is at [/favicon.ico]");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(headOfNothing.statusCode()).isEqualTo(404);
    assertThat(post.statusCode()).isEqualTo(501);
    assertThat(post.body()).contains("mlsim: no simulated service knows the request");
  }

  @Test
  void a_waiter_of_the_sdk_1_x_ends_at_its_first_poll() throws Exception {
    try (SageMakerClient sageMaker = client(Region.US_EAST_1)) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
    }

    HttpResponse<String> poll =
        send(
            request("/")
                .header("Authorization", RawHttp.SIGNATURE)
                .header("X-Amz-Target", "SageMaker.DescribeTrainingJob")
                .header(
                    "User-Agent",
                    "aws-sdk-java/1.12.780 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.15 java/17.0.15"
                        + " vendor/Debian cfg/retry-mode/legacy waiter-request")
                .POST(BodyPublishers.ofString("{\"TrainingJobName\": \"churn-1\"}")));

    assertThat(poll.body()).contains("\"TrainingJobStatus\":\"Completed\"");
  }

  @Test
  void an_operation_with_an_endless_name_is_answered_with_the_nearest() throws Exception {
    String endless = "ListTrainingJobs" + "s".repeat(20_000);

    HttpResponse<String> response =
        send(
            request("/")
                .header("Authorization", RawHttp.SIGNATURE)
                .header("X-Amz-Target", "SageMaker." + endless)
                .POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(501);
    assertThat(response.body()).contains("; the nearest are [");
  }

  @Test
  void a_body_over_the_bound_is_refused() throws Exception {
    byte[] huge = new byte[128 * 1024 * 1024 + 1];

    HttpResponse<String> response =
        send(
            request("/")
                .header("Authorization", RawHttp.SIGNATURE)
                .header("X-Amz-Target", "SageMaker.ListTrainingJobs")
                .POST(BodyPublishers.ofByteArray(huge)));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("mlsim: a body is bounded at 134217728 bytes");
  }

  @Test
  void the_date_header_is_the_walls() throws Exception {
    HttpResponse<String> response = send(request("/mlsim/clock").GET());

    String date = response.headers().firstValue("Date").orElseThrow();
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isAfter(Instant.parse("2025-01-01T00:00:00Z"))
        .isNotEqualTo(sim.clock().now());
  }

  @Test
  void it_listens_on_127_0_0_1_and_nowhere_else() {
    assertThat(endpoint.uri().getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> new Socket("127.0.0.2", endpoint.uri().getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void a_port_that_is_taken_is_refused_in_words() {
    int taken = endpoint.uri().getPort();

    assertThatThrownBy(() -> LoopbackEndpoint.open(sim, taken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("mlsim: cannot listen on 127.0.0.1 port [" + taken + "]")
        .hasMessageEndingWith("port 0 takes a free one");
  }

  @Test
  void many_clients_at_once_are_answered() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "churn-" + i;
      Thread thread =
          new Thread(
              () -> {
                try (SageMakerClient sageMaker = client(Region.US_EAST_1)) {
                  sageMaker.createTrainingJob(Jobs.job(name));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(sim.resources().all("training-job")).hasSize(20);
  }

  @Test
  void broken_connections_and_cut_bodies_are_retried_over_http() {
    sim.faults().on("ListTrainingJobs").first(1).resetConnection();
    sim.faults().on("DescribeTrainingJob").first(1).truncateBody();
    sim.faults().on("CreateTrainingJob").first(1).delay(Duration.ofSeconds(20));
    Instant start = sim.clock().now();

    try (SageMakerClient sageMaker = client(Region.US_EAST_1)) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
      assertThat(sim.clock().now()).isEqualTo(start.plusSeconds(20));
      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(1);
      assertThat(sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).trainingJobName())
          .isEqualTo("churn-1");
    }

    assertThat(sim.journal().retries("ListTrainingJobs")).hasSize(1);
    assertThat(sim.journal().retries("DescribeTrainingJob")).hasSize(1);
  }

  @Test
  void the_page_shows_clock_resources_and_last_calls() throws Exception {
    try (SageMakerClient sageMaker = client(Region.US_EAST_1)) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
    }

    HttpResponse<String> page = send(request("/").GET());

    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("2026-01-01T00:00:00Z")
        .contains("churn-1", "InProgress/Starting")
        .contains("call sagemaker:CreateTrainingJob -&gt; 200");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.uri().resolve(path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private SageMakerClient client(Region region) {
    return SageMakerClient.builder()
        .endpointOverride(endpoint.uri())
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMINE", "mine")))
        .build();
  }
}
