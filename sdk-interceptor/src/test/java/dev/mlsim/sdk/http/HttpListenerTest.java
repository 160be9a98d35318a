package dev.mlsim.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.sdk.loopback.RawHttp;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpListenerTest {
  private static final String HALF = "POST / HTTP/1.1\r\nHost: x\r\nContent-Le";

  private final List<HttpListener> listeners = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    listeners.forEach(HttpListener::close);
  }

  /** Answers with what it understood. */
  private static WireResponse echo(Received request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    String text = request.method() + " " + request.path() + " [" + body + "]";
    return new WireResponse(
        200, Map.of("X-Split", "a\r\nb"), text.getBytes(StandardCharsets.UTF_8));
  }

  private RawHttp echoing(Limits limits) {
    HttpListener listener = HttpListener.open(0, port -> HttpListenerTest::echo, limits);
    listeners.add(listener);
    return new RawHttp(listener.port());
  }

  private RawHttp echoing() {
    return echoing(Limits.standard());
  }

  private Socket opened(RawHttp http, String bytes) throws IOException {
    Socket socket = http.open(bytes);
    sockets.add(socket);
    return socket;
  }

  @Test
  void requests_that_never_end_keep_nobody_out() throws IOException {
    RawHttp http = echoing();
    for (int i = 0; i < 210; i++) {
      opened(http, HALF);
    }

    for (int i = 0; i < 10; i++) {
      assertThat(http.get("/a").body()).isEqualTo("GET /a []");
    }
    assertThat(RawHttp.rest(sockets.get(0)).status()).isZero(); // the longest wait has ended
  }

  @Test
  void clients_that_do_not_read_keep_nobody_out() throws IOException {
    byte[] large = new byte[16 * 1024 * 1024];
    HttpListener listener =
        HttpListener.open(
            0,
            port ->
                request ->
                    new WireResponse(
                        200, Map.of(), request.path().equals("/large") ? large : new byte[1]),
            new Limits(
                4,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                1000,
                1000,
                InstantSource.system()));
    listeners.add(listener);
    RawHttp http = new RawHttp(listener.port());
    for (int i = 0; i < 8; i++) {
      opened(http, "GET /large HTTP/1.1\r\n\r\n");
    }

    assertThat(http.get("/small").status()).isEqualTo(200);
  }

  @Test
  void a_request_being_answered_keeps_its_place() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    HttpListener listener =
        HttpListener.open(
            0,
            port ->
                request -> {
                  if (request.path().equals("/slow")) {
                    asked.countDown();
                    await(answer);
                  }
                  return echo(request);
                },
            new Limits(
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                1000,
                1000,
                InstantSource.system()));
    listeners.add(listener);
    RawHttp http = new RawHttp(listener.port());
    Socket slow = opened(http, "GET /slow HTTP/1.1\r\nConnection: close\r\n\r\n");
    asked.await();

    for (int i = 0; i < 5; i++) {
      opened(http, HALF);
    }
    assertThat(http.get("/quick").status()).isEqualTo(200);

    answer.countDown();
    assertThat(RawHttp.rest(slow).body()).isEqualTo("GET /slow []");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_request_that_does_not_arrive_in_time_is_told_so() throws IOException {
    RawHttp http = echoing(Limits.standard().request(Duration.ofMillis(200)));

    RawHttp.Answer head = http.raw(HALF);
    RawHttp.Answer body = http.raw("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc");

    assertThat(head.status()).isEqualTo(408);
    assertThat(head.body())
        .isEqualTo("{\"message\":\"mlsim: a request must have arrived whole within [PT0.2S]\"}");
    assertThat(body.status()).isEqualTo(408);
  }

  @Test
  void a_connection_without_a_request_is_closed_after_a_while() throws IOException {
    RawHttp http =
        echoing(
            new Limits(
                10,
                Duration.ofSeconds(30),
                Duration.ofMillis(200),
                1000,
                1000,
                InstantSource.system()));

    assertThat(http.raw("").status()).isZero();
  }

  @Test
  void a_chunked_body_is_read_with_its_extensions_and_trailers() throws IOException {
    String head = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    RawHttp.Answer answer =
        echoing()
            .raw(
                head
                    + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-amz-checksum-crc32: AAAA\r\n"
                    + "X-Other: b\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("POST /a [abc0123456789]");
  }

  @Test
  void requests_follow_each_other_on_a_connection() throws IOException {
    RawHttp.Answer answers =
        echoing()
            .raw(
                "POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nx"
                    + "\r\nHEAD /b HTTP/1.1\r\n\r\nGET /c HTTP/1.0\r\n\r\nGET /d HTTP/1.1\r\n\r\n");

    assertThat(answers.text())
        .contains("POST /a [x]", "Content-Length: 9\r\n", "GET /c []", "X-Split: a  b\r\n")
        .doesNotContain("HEAD /b [", "GET /d");
  }

  @Test
  void who_asks_first_whether_to_send_a_body_is_told_to() throws IOException {
    Socket socket =
        opened(
            echoing(),
            "POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
    InputStream in = socket.getInputStream();

    String go = "HTTP/1.1 100 Continue\r\n\r\n";
    assertThat(new String(in.readNBytes(go.length()), StandardCharsets.US_ASCII)).isEqualTo(go);
    socket.getOutputStream().write("ab".getBytes(StandardCharsets.US_ASCII));
    assertThat(RawHttp.rest(socket).body()).isEqualTo("POST / [ab]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | GET|cannot read [GET] as the start of a request",
        "400 | GET x HTTP/1.1\\r\\n|there is no path in [x]",
        "400 | GET / HTTP/1.1\\r\\nno header\\r\\n|cannot read [no header] as a header",
        "400 | GET / HTTP/1.1\\r\\nA: b\\r\\n folded\\r\\n|as a header",
        "400 | GET / HTTP/1.1\\r\\nHost : x\\r\\n|as a header",
        "400 | POST / HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n|in one way",
        "400 | POST / HTTP/1.1\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n|in one",
        "400 | POST / HTTP/1.1\\r\\nContent-Length: -1\\r\\n|[-1] is no length of a body",
        "400 | POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz|[zz] is no size",
        "400 | POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\nabc|longer than",
        "413 | POST / HTTP/1.1\\r\\nContent-Length: 134217729\\r\\n|bounded at 134217728 bytes",
        "413 | POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n7fffffff|bounded at",
        "501 | POST / HTTP/1.1\\r\\nTransfer-Encoding: gzip\\r\\n|a body can be chunked",
        "505 | PRI * HTTP/2.0\\r\\n|HTTP/1.1 is spoken here, not [HTTP/2.0]"
      })
  void what_is_no_request_is_refused_in_words(int status, String request, String says)
      throws IOException {
    String sent = request.replace("\\r\\n", "\r\n") + "\r\n\r\n";

    RawHttp.Answer answer = echoing().raw(sent);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"message\":\"mlsim: ").contains(says);
    assertThat(answer.text()).contains("Connection: close\r\n");
  }

  @Test
  void a_head_over_the_bound_is_refused() throws IOException {
    RawHttp http = echoing();

    assertThat(http.get("/" + "x".repeat(70_000)).status()).isEqualTo(431);
    assertThat(http.get("/", "A: " + "x".repeat(70_000)).body())
        .contains("mlsim: a request's headers are bounded at 65536 bytes");
    assertThat(http.get("/", "A: " + "x".repeat(20_000)).status()).isEqualTo(200);
  }

  @Test
  void closing_ends_what_is_open_and_can_be_repeated() throws IOException {
    Socket idle = opened(echoing(), "");
    Socket half = opened(new RawHttp(listeners.get(0).port()), HALF);

    listeners.get(0).close();
    listeners.get(0).close();

    assertThat(RawHttp.rest(idle).status()).isZero();
    assertThat(RawHttp.rest(half).status()).isZero();
  }
}
