package dev.mlsim.sdk.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * Holds {@code openapi.json} to the table, and both to what is answered over HTTP. The file is
 * written by {@code -Dmlsim.openapi=write}.
 */
class OpenApiTest {
  private static final boolean WRITES = "write".equals(System.getProperty("mlsim.openapi"));
  private static final Path FILE = Path.of("src/main/resources/dev/mlsim/sdk/control/openapi.json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Simulator sim = Simulator.create();
  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void the_file_says_what_the_table_says() throws IOException {
    ObjectNode file = file();
    ObjectNode answers = (ObjectNode) file.path("components").path("schemas");
    answers.remove("nothing");
    Routes.ALL.forEach(route -> route.body().ifPresent(words -> answers.remove(words.name())));

    String written = new OpenApi(answers).document().toPrettyString() + "\n";

    if (WRITES) {
      Files.writeString(FILE, written);
    }
    assertThat(Files.readString(FILE)).isEqualTo(written);
  }

  @Test
  void the_endpoint_serves_the_file() throws Exception {
    HttpResponse<String> served = send("GET", "/mlsim/openapi.json", "");

    assertThat(served.body()).isEqualTo(Files.readString(FILE));
    assertThat(served.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void every_word_is_in_an_example() {
    for (Route route : Routes.ALL) {
      List<Word<?>> said = new ArrayList<>();
      route.examples().forEach(example -> said.addAll(said(route, example)));

      assertThat(said)
          .as(route.key())
          .containsAll(route.body().map(OpenApi::words).orElse(List.of()));
    }
  }

  private static List<Word<?>> said(Route route, String example) {
    List<Word<?>> said = new ArrayList<>();
    Vocabulary<?> words = route.body().orElseThrow();
    for (Map.Entry<String, JsonNode> member : Bodies.read(example).properties()) {
      Word<?> word =
          words.find(member.getKey(), dev.mlsim.sdk.control.Arguments.in(member.getValue()));
      said.add(word);
      Optional<Vocabulary<?>> next = word.next();
      words = next.isPresent() ? next.get() : words;
    }
    return said;
  }

  /** Each request of the file, with each of its examples. */
  static Stream<Arguments> examples() throws IOException {
    List<Arguments> examples = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : file().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        String url = path.getKey() + query(operation.getValue().path("parameters"));
        JsonNode answered = operation.getValue().path("responses").path("200").path("content");
        JsonNode bodies =
            operation.getValue().at("/requestBody/content/application~1json/examples");
        if (bodies.isMissingNode()) {
          examples.add(Arguments.of(method, url, "", answered));
        }
        bodies.forEach(
            body ->
                examples.add(Arguments.of(method, url, body.path("value").toString(), answered)));
      }
    }
    return examples.stream();
  }

  private static String query(JsonNode parameters) throws IOException {
    StringBuilder query = new StringBuilder();
    for (JsonNode said : parameters) {
      String shared = said.path("$ref").asText().substring(said.has("$ref") ? 1 : 0);
      JsonNode parameter = shared.isEmpty() ? said : file().at(shared);
      query
          .append(query.isEmpty() ? "?" : "&")
          .append(parameter.path("name").asText())
          .append('=')
          .append(URLEncoder.encode(parameter.path("example").asText(), StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_of_the_file_works_and_is_answered_as_described(
      String method, String url, String body, JsonNode answered) throws Exception {
    SimulatedClients.of(sim).create(SageMakerClient.class).createTrainingJob(Jobs.job("churn-1"));
    sim.objects().put("s3://bucket/in/a.csv", "1,2,3");
    sim.faults().on("CreateModel").throttle();
    sim.script().resource("endpoint").stuckAt("Creating");

    HttpResponse<String> response = send(method, url, body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Map.Entry<String, JsonNode> described = answered.properties().iterator().next();
    assertThat(response.headers().firstValue("Content-Type")).hasValue(described.getKey());
    JsonNode schema = described.getValue().path("schema");
    boolean json = described.getKey().equals("application/json");
    assertThat(json ? OpenApi.mismatch(file(), schema, MAPPER.readTree(response.body()), "$") : "")
        .isEmpty();
    assertThat(response.body()).isNotEmpty();
  }

  private static ObjectNode file() throws IOException {
    return (ObjectNode) MAPPER.readTree(Files.readString(FILE));
  }

  private HttpResponse<String> send(String method, String url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.uri() + url))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
