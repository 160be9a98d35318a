package dev.mlsim.sdk.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ControlApiTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Simulator sim = Simulator.create();
  private final Instant start = sim.clock().now();
  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void it_says_what_is_possible() throws Exception {
    JsonNode help = ok("GET", "/mlsim/", "");

    assertThat(help.path("POST /mlsim/advance").path("by").asText()).isEqualTo("PT3H");
  }

  @Test
  void time_is_advanced() throws Exception {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    JsonNode moved = ok("POST", "/mlsim/advance", "{\"by\": \"PT3H\"}");

    assertThat(moved.path("to").asText()).isEqualTo("2026-01-01T03:00:00Z");
    assertThat(moved.path("fired").path(0).path("what").asText())
        .startsWith("training-job [churn-1] -> ");
    ok("POST", "/mlsim/advance", "{\"to\": \"2026-01-01T04:00:00Z\"}");
    ok("POST", "/mlsim/advance", "{\"untilIdle\": \"P1D\"}");
    assertThat(sim.clock().now()).isEqualTo(start.plus(Duration.ofHours(4)));
    assertThat(ok("GET", "/mlsim/clock", "").path("now").asText())
        .isEqualTo("2026-01-01T04:00:00Z");
    assertThat(refused("POST", "/mlsim/advance", "{\"toNext\": true}"))
        .startsWith("mlsim: cannot advanceToNext(): nothing is pending");
    assertThat(refused("POST", "/mlsim/advance", "{\"by\": \"PT-1H\"}"))
        .startsWith("mlsim: cannot advance by [PT-1H]");
    assertThat(refused("POST", "/mlsim/advance", "{\"hours\": 3}"))
        .isEqualTo("mlsim: cannot advance by {\"hours\":3}; say by, to, toNext or untilIdle");
  }

  @Test
  void events_are_told_after_a_number() throws Exception {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    JsonNode first = ok("GET", "/mlsim/events", "");
    assertThat(first).hasSize(1);
    long seen = sim.events().list().get(0).number();

    ok("POST", "/mlsim/advance", "{\"by\": \"PT3H\"}");

    JsonNode later = ok("GET", "/mlsim/events?after=" + seen, "");
    assertThat(later).hasSize(sim.events().list().size() - 1).hasSizeGreaterThan(1);
    assertThat(later.path(0).path("number").asLong()).isEqualTo(seen + 1);
    assertThat(later.path(later.size() - 1).path("event").path("detail").path("TrainingJobStatus"))
        .hasToString("\"Completed\"");
    assertThat(ok("GET", "/mlsim/events?after=99", "")).isEmpty();
  }

  @Test
  void polling_is_set() throws Exception {
    ok("PUT", "/mlsim/polling", "{\"tick\": \"PT1M\"}");

    assertThat(sim.polling()).isEqualTo(Polling.tick(Duration.ofMinutes(1)));
    assertThat(ok("GET", "/mlsim/polling", "").asText()).isEqualTo("tick by PT1M");
    ok("PUT", "/mlsim/polling", "{\"scaled\": 3600}");
    ok("PUT", "/mlsim/polling", "{\"settle\": []}");
    assertThat(sim.polling()).isEqualTo(Polling.settle());
    assertThat(refused("PUT", "/mlsim/polling", "{\"fast\": 1}"))
        .isEqualTo(
            "mlsim: there is no polling policy {\"fast\":1}, only off, settle, tick and scaled");
  }

  @Test
  void faults_are_what_java_says() throws Exception {
    ok("POST", "/mlsim/faults", "{\"on\": \"ListTrainingJobs\", \"first\": 2, \"throttle\": []}");

    sageMaker.listTrainingJobs();

    assertThat(sim.journal().retries()).hasSize(2);
    assertThat(ok("GET", "/mlsim/faults", "").path(0).asText()).contains("ListTrainingJobs");
    ok("DELETE", "/mlsim/faults", "");
    assertThat(sim.faults().rules()).isEmpty();
    assertThat(refused("POST", "/mlsim/faults", "{\"on\": \"ListTrainingJob\", \"throttle\": []}"))
        .startsWith("mlsim: no simulated service has an operation [ListTrainingJob]");
    assertThat(refused("POST", "/mlsim/faults", "{\"on\": \"ListTrainingJobs\", \"firstly\": 2}"))
        .startsWith("mlsim: cannot call [firstly] with [2]; possible are [")
        .contains("first(int)", "throttle()");
  }

  @Test
  void scripts_are_what_java_says() throws Exception {
    ok(
        "POST",
        "/mlsim/scripts",
        "{\"resource\": \"training-job\", \"named\": \"churn-*\","
            + " \"failAt\": [\"Training\", \"loss is NaN\"]}");
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    ok("POST", "/mlsim/advance", "{\"by\": \"P1D\"}");

    assertThat(sim.resources().get("training-job", "churn-1").reason()).isEqualTo("loss is NaN");
    ok("DELETE", "/mlsim/scripts", "");
    assertThat(ok("GET", "/mlsim/scripts", "")).isEmpty();
  }

  @Test
  void quotas_are_what_java_says() throws Exception {
    assertThat(refused("POST", "/mlsim/quotas", "{\"set\": [\"no such quota\", 4]}"))
        .startsWith("mlsim: no simulated service has a quota [no such quota]");
    ok("DELETE", "/mlsim/quotas", "");
  }

  @Test
  void what_is_begun_and_not_ended_is_refused() throws Exception {
    assertThat(refused("POST", "/mlsim/faults", "{\"on\": \"ListTrainingJobs\", \"first\": 2}"))
        .isEqualTo(
            "mlsim: nothing is set up: this says which calls, but not what befalls them, such as"
                + " throttle");
    assertThat(refused("POST", "/mlsim/scripts", "{\"resource\": \"training-job\"}"))
        .isEqualTo(
            "mlsim: nothing is set up: this says which resources, but not what becomes of them,"
                + " such as failAt");
    assertThat(ok("POST", "/mlsim/faults", "{\"usualRates\": []}").path("done").asText())
        .isEqualTo("done");
  }

  @Test
  void an_unknown_word_or_place_is_refused_with_the_nearest() throws Exception {
    assertThat(refused("POST", "/mlsim/faults", "{\"on\": \"ListTrainingJobs\", \"throtle\": []}"))
        .startsWith("mlsim: cannot call [throtle] with []; possible are [")
        .contains("; the nearest are [throttle, ");
    assertThat(refused("POST", "/mlsim/quotas", "{\"exaust\": \"x\"}"))
        .contains("; the nearest are [exhaust, ");
    assertThat(refused("GET", "/mlsim/journal?lst=1", ""))
        .startsWith("mlsim: there is no [lst] to ask for here; the nearest are [last, ");
    assertThat(refused("GET", "/mlsim/clock?regoin=eu-west-1", ""))
        .isEqualTo("mlsim: there is no [regoin] to ask for here; the nearest are [region]");
    HttpResponse<String> misspelt = send("GET", "/mlsim/jurnal", "");
    assertThat(misspelt.statusCode()).isEqualTo(404);
    assertThat(misspelt.body()).contains("; the nearest are [/mlsim/journal, ");
  }

  @Test
  void what_a_word_is_given_is_held_to_its_kind_and_bounds() throws Exception {
    String calls = "{\"on\": \"ListTrainingJobs\", ";

    assertThat(refused("POST", "/mlsim/faults", calls + "\"first\": \"two\", \"throttle\": []}"))
        .isEqualTo(
            "mlsim: cannot call [first] with [two]; it is first(int): n is a whole number of 1 to"
                + " 2147483647");
    assertThat(refused("POST", "/mlsim/faults", calls + "\"first\": 0, \"throttle\": []}"))
        .startsWith("mlsim: cannot call [first] with [0]; it is first(int)");
    assertThat(refused("POST", "/mlsim/faults", calls + "\"first\": 1.5, \"throttle\": []}"))
        .startsWith("mlsim: cannot call [first] with [1.5]");
    assertThat(
            refused("POST", "/mlsim/faults", calls + "\"withProbability\": 0, \"throttle\": []}"))
        .endsWith("probability is a number of more than 0 to 1.0");
    assertThat(refused("POST", "/mlsim/faults", calls + "\"delay\": \"P99999999D\"}"))
        .contains("latency is a duration such as PT3H, of nothing to a century");
    assertThat(refused("POST", "/mlsim/faults", calls + "\"throttle\": [1, 2]}"))
        .isEqualTo(
            "mlsim: cannot call [throttle] with [1, 2]; it is throttle(), which takes nothing, or"
                + " throttle(duration): retryAfter is a duration such as PT3H, of nothing to a"
                + " century");
    assertThat(refused("POST", "/mlsim/faults", "{\"on\": \"" + "x".repeat(1025) + "\"}"))
        .endsWith("operation is a text of 1 to 1024 characters");
    assertThat(refused("GET", "/mlsim/journal?last=some", ""))
        .isEqualTo("mlsim: cannot ask for [last=some]; it is a whole number of 0 to 50000");
    assertThat(refused("GET", "/mlsim/object", "")).startsWith("mlsim: cannot ask for [uri=]");
    assertThat(sim.faults().rules()).isEmpty();
  }

  @Test
  void nothing_is_done_of_a_chain_with_a_word_that_is_wrong() throws Exception {
    refused(
        "POST",
        "/mlsim/scripts",
        "{\"resource\": \"training-job\", \"stuckAt\": \"Training\", \"stukAt\": \"Starting\"}");
    refused("POST", "/mlsim/faults", "{\"usualRates\": [], \"on\": \"ListTrainingJobs\"}");
    assertThat(
            refused(
                "POST",
                "/mlsim/faults",
                "{\"on\": \"ListTrainingJobs\", \"throttle\": [], \"first\": 1}"))
        .endsWith("nothing can be said any more, the words before have said it all");

    assertThat(sim.script().rules()).isEmpty();
    assertThat(sim.faults().rules()).isEmpty();
  }

  @Test
  void a_name_that_stands_twice_is_refused() throws Exception {
    assertThat(
            refused(
                "POST",
                "/mlsim/faults",
                "{\"on\": \"ListTrainingJobs\", \"first\": 1, \"first\": 2, \"throttle\": []}"))
        .startsWith("mlsim: the body is to be a JSON object, but Duplicate field 'first'");
    assertThat(refused("GET", "/mlsim/journal?last=1&last=2", ""))
        .isEqualTo("mlsim: [last] is said twice in the query");
  }

  @Test
  void objects_are_put_and_read() throws Exception {
    ok("POST", "/mlsim/objects", "{\"put\": [\"s3://bucket/in/a.csv\", \"1,2,3\"]}");
    sim.objects().put("s3://bucket/out/b.csv", "4");

    assertThat(ok("GET", "/mlsim/objects?prefix=s3://bucket/in/", ""))
        .extracting(JsonNode::asText)
        .containsExactly("s3://bucket/in/a.csv");
    assertThat(send("GET", "/mlsim/object?uri=s3://bucket/out/b.csv", "").body()).isEqualTo("4");
    ok("POST", "/mlsim/objects", "{\"remove\": \"s3://bucket/in/a.csv\", \"requireInputs\": []}");
    assertThat(sim.objects().inputsAreRequired()).isTrue();
    HttpResponse<String> gone = send("GET", "/mlsim/object?uri=s3://bucket/in/a.csv", "");
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).contains("mlsim: there is no object [s3://bucket/in/a.csv]");
    ok("DELETE", "/mlsim/objects", "");
    assertThat(ok("GET", "/mlsim/objects", "")).isEmpty();
  }

  @Test
  void the_story_is_told_as_text_and_as_a_page() throws Exception {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(send("GET", "/mlsim/story", "").body()).isEqualTo(sim.journal().story().text());
    assertThat(send("GET", "/mlsim/story.html", "").body())
        .startsWith("<!DOCTYPE html>")
        .contains("churn-1");
  }

  @Test
  void a_time_that_cannot_be_read_is_refused_with_how_to_write_it() throws Exception {
    assertThat(refused("POST", "/mlsim/advance", "{\"by\": \"3h\"}"))
        .isEqualTo(
            "mlsim: cannot read [3h]; a duration is written as PT3H or PT90S, an instant as"
                + " 2026-01-01T03:00:00Z");
  }

  @Test
  void resources_and_journal_are_read() throws Exception {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sageMaker.createTrainingJob(Jobs.job("churn-2"));

    JsonNode one = ok("GET", "/mlsim/resources?type=training-job&name=churn-2", "");

    assertThat(one).hasSize(1);
    assertThat(one.path(0).path("state").path("status").asText()).isEqualTo("InProgress");
    assertThat(one.path(0).path("attributes").path("RoleArn").asText()).startsWith("arn:aws:iam");
    assertThat(ok("GET", "/mlsim/resources", "")).hasSize(2);
    JsonNode calls = ok("GET", "/mlsim/journal?operation=CreateTrainingJob", "");
    assertThat(calls).hasSize(2);
    assertThat(calls.path(0).path("kind").asText()).isEqualTo("Called");
    assertThat(calls.path(0).path("input").path("TrainingJobName").asText()).isEqualTo("churn-1");
    assertThat(ok("GET", "/mlsim/journal?last=1", "")).hasSize(1);
  }

  @Test
  void reset_empties_the_world_of_one_region() throws Exception {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    ok("POST", "/mlsim/reset?region=eu-west-1", "");
    assertThat(sim.resources().all()).hasSize(1);
    ok("POST", "/mlsim/reset", "");
    assertThat(sim.resources().all()).isEmpty();

    assertThat(ok("GET", "/mlsim/worlds", ""))
        .extracting(world -> world.path("region").asText())
        .containsExactly("eu-west-1", "us-east-1");
  }

  @Test
  void a_change_says_which_world_it_was_in_and_can_be_in_all() throws Exception {
    ok("POST", "/mlsim/reset?region=eu-west-1", "");
    String rule = "{\"on\": \"ListTrainingJobs\", \"throttle\": []}";

    assertThat(ok("POST", "/mlsim/faults", rule).path("region").asText()).isEqualTo("us-east-1");
    assertThat(ok("GET", "/mlsim/faults?region=eu-west-1", "")).isEmpty();
    assertThat(ok("POST", "/mlsim/faults?region=all", rule))
        .extracting(done -> done.path("region").asText())
        .containsExactly("eu-west-1", "us-east-1");
    assertThat(sim.faults().rules()).hasSize(2);
    assertThat(ok("GET", "/mlsim/faults?region=eu-west-1", "")).hasSize(1);

    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(ok("POST", "/mlsim/advance?region=all", "{\"by\": \"PT1M\"}")).hasSize(2);
    assertThat(refused("POST", "/mlsim/advance?region=all", "{\"toNext\": true}"))
        .startsWith("mlsim: cannot advanceToNext(): nothing is pending")
        .endsWith("; that was in [eu-west-1], and it is done in []");
    assertThat(ok("POST", "/mlsim/reset?region=all", "")).hasSize(2);
    assertThat(sim.resources().all()).isEmpty();
    assertThat(ok("GET", "/mlsim/faults?region=eu-west-1", "")).isEmpty();
  }

  @Test
  void what_is_not_there_is_refused_in_words() throws Exception {
    assertThat(send("GET", "/mlsim/weather", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/mlsim/weather", "").body())
        .contains("mlsim: there is no [/mlsim/weather]; GET /mlsim/ says what there is");
    assertThat(send("DELETE", "/mlsim/clock", "").statusCode()).isEqualTo(405);
    assertThat(refused("POST", "/mlsim/faults", "[]"))
        .isEqualTo("mlsim: the body is to be a JSON object, not [[]]");
    assertThat(refused("POST", "/mlsim/reset?region=mars", "")).contains("[mars]");
    assertThat(send("POST", "/mlsim/faults", "{").statusCode()).isEqualTo(400);
  }

  private JsonNode ok(String method, String path, String body) throws Exception {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }

  private String refused(String method, String path, String body) throws Exception {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return MAPPER.readTree(response.body()).path("message").asText();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.uri().resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
