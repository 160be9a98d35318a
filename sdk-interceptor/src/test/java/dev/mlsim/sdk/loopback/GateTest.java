package dev.mlsim.sdk.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and to which door. */
class GateTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String SIGNED = "Authorization: " + RawHttp.SIGNATURE;
  private static final String LIST = "X-Amz-Target: SageMaker.ListTrainingJobs";

  private final Simulator sim = Simulator.create();
  private final LoopbackEndpoint endpoint =
      LoopbackEndpoint.builder(sim).allowHost("Allowed.Test").open();
  private final int port = endpoint.uri().getPort();
  private final RawHttp http = new RawHttp(port);

  @AfterEach
  void close() {
    endpoint.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "localhost:PORT",
        "LocalHost:PORT",
        "churn-data.localhost:PORT",
        "my.dotted.bucket.localhost:PORT",
        "[::1]:PORT",
        "allowed.test:PORT",
        "allowed.test:8080",
        "allowed.test"
      })
  void a_host_that_is_this_endpoint_is_let_in(String host) throws IOException {
    for (RawHttp.Answer answer : atEveryDoor("Host: " + host.replace("PORT", "" + port))) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.2:PORT",
        "localhost.evil.example:PORT",
        "evillocalhost:PORT",
        "127.0.0.1:PORT@evil.example",
        "allowed.test.evil.example:PORT",
        "[::2]:PORT",
        ""
      })
  void a_foreign_host_is_refused_at_every_door(String host) throws IOException {
    String said = host.replace("PORT", "" + port);

    for (RawHttp.Answer answer : atEveryDoor("Host: " + said)) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body())
          .startsWith(
              "{\"message\":\"mlsim: refused a request for the host ["
                  + said
                  + "]; this endpoint is 127.0.0.1:"
                  + port);
    }
    assertNothingHappened();
  }

  @Test
  void no_host_two_hosts_and_a_foreign_target_are_refused() throws IOException {
    assertThat(http.get("/mlsim/clock").body()).contains("a request that says 0 hosts; say one");
    assertThat(http.get("/mlsim/clock", http.host(), http.host()).status()).isEqualTo(403);
    assertThat(http.get("http://evil.example/mlsim/clock", http.host()).status()).isEqualTo(403);
    assertThat(http.get("http://localhost:" + port + "/mlsim/clock", http.host()).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost:3000",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void a_request_of_a_page_elsewhere_is_refused_at_every_door(String header) throws IOException {
    for (RawHttp.Answer answer : atEveryDoor(http.host(), header)) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).startsWith("{\"message\":\"mlsim: refused a request of ");
    }
    assertNothingHappened();
  }

  @Test
  void the_endpoints_own_page_and_a_typed_address_are_let_in() throws IOException {
    String own = "Origin: http://127.0.0.1:" + port;

    for (RawHttp.Answer answer : atEveryDoor(http.host(), own, "Sec-Fetch-Site: same-origin")) {
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(http.get("/", http.host(), "Sec-Fetch-Site: none").status()).isEqualTo(200);
  }

  private List<RawHttp.Answer> atEveryDoor(String... headers) throws IOException {
    return List.of(
        http.get("/", headers),
        http.get("/mlsim/clock", headers),
        http.send("POST", "/mlsim/advance", "{\"by\": \"PT1S\"}", and(headers, JSON)),
        http.send("POST", "/", "{}", and(headers, SIGNED, LIST)));
  }

  private static String[] and(String[] headers, String... more) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }

  private void assertNothingHappened() {
    assertThat(sim.journal().entries()).isEmpty();
    assertThat(sim.clock().now()).isEqualTo(sim.startedAt());
  }

  @Test
  void reading_makes_no_world() throws IOException {
    for (int i = 0; i < 120; i++) {
      assertThat(http.get("/mlsim/clock?region=xx-new-" + i, http.host()).status()).isEqualTo(404);
      String link = "/?X-Amz-Credential=AKID%2F20260101%2Fxx-new-" + i + "%2Fiam%2Faws4_request";
      assertThat(http.get(link + "&X-Amz-Signature=00", http.host()).body())
          .contains("mlsim: there is no world in [xx-new-" + i + "], and a link makes none");
    }

    assertThat(http.get("/mlsim/clock?region=eu-west-1", http.host()).body())
        .contains("mlsim: there is no world in [eu-west-1]; there are [us-east-1], and reading");
    assertThat(http.get("/mlsim/worlds", http.host()).body().split("region", -1)).hasSize(2);
    assertThat(http.send("POST", "/mlsim/reset?region=eu-west-1", "", http.host(), JSON).status())
        .isEqualTo(200);
    assertThat(http.get("/mlsim/clock?region=eu-west-1", http.host()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /mlsim/reset", "POST /mlsim/faults", "DELETE /mlsim/quotas"})
  void a_change_wants_to_be_json(String request) throws IOException {
    String method = request.split(" ", -1)[0];
    String path = request.split(" ", -1)[1];
    String body = "{\"usualRates\": []}";

    for (String type : List.of("X: none", "Content-Type: text/plain", "Content-Type: ")) {
      RawHttp.Answer answer = http.send(method, path, body, http.host(), type);
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.body())
          .contains("mlsim: " + request + " wants [Content-Type: application/json]");
    }
    assertThat(http.send(method, path, body, http.host(), JSON + "; charset=utf-8").status())
        .isEqualTo(200);
    assertThat(sim.faults().rules().isEmpty()).isEqualTo(!request.contains("faults"));
  }

  @Test
  void a_signature_takes_a_request_to_aws_whatever_its_path() throws IOException {
    String notOurs = "mlsim: no simulated service knows the request [";

    assertThat(http.get("/", http.host(), SIGNED).body()).contains(notOurs + "GET /]");
    assertThat(http.get("/mlsim/clock", http.host(), SIGNED).body())
        .contains(notOurs + "GET /mlsim/clock]");
    assertThat(
            http.get(
                    "/mlsim/clock?X-Amz-Credential=A%2F20260101%2Fus-east-1%2Fiam%2Faws4_request"
                        + "&X-Amz-Signature=00",
                    http.host())
                .body())
        .contains(notOurs + "GET /mlsim/clock?X-Amz-Credential");
    assertThat(http.get("/", http.host(), "Authorization: Bearer x").text()).contains("<h1>mlsim");
  }

  @Test
  void a_link_that_the_query_signs_is_answered_by_its_region() throws IOException {
    endpoint.simulator("eu-west-1");

    RawHttp.Answer answer =
        http.get(
            "/audience-model?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + "AKIDMINE%2F20260101%2Feu-west-1%2Fcleanrooms-ml%2Faws4_request"
                + "&X-Amz-SignedHeaders=host&X-Amz-Signature=00",
            http.host());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(endpoint.simulator("eu-west-1").journal().calls("ListAudienceModels")).hasSize(1);
    assertThat(sim.journal().calls()).isEmpty();
  }

  @Test
  void aws_takes_no_call_that_is_not_signed() throws IOException {
    RawHttp.Answer unsigned = http.send("POST", "/", "{}", http.host(), LIST);

    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(unsigned.body())
        .contains("mlsim: the request [POST /] is not signed, and AWS takes none that isn't");
    assertNothingHappened();
  }

  @Test
  void a_region_that_is_none_is_refused_in_words() throws IOException {
    RawHttp.Answer answer =
        http.send(
            "POST", "/", "{}", http.host(), LIST, "Authorization: " + RawHttp.signature("mars"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"mlsim: a region is named like [us-east-1], but this is [mars]\"");
  }
}
