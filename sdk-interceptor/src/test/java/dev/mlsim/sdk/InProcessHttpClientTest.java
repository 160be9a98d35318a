package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class InProcessHttpClientTest {
  private static final WireResponse EMPTY = new WireResponse(200, Map.of(), new byte[0]);

  @Test
  void path_and_query_stay_encoded() throws IOException {
    CannedWorld world = CannedWorld.of(EMPTY);
    SdkHttpRequest request =
        request()
            .encodedPath("/tags/arn%3Aaws%2Fx")
            .putRawQueryParameter("tagKeys", List.of("a b", "c&d"))
            .build();

    prepare(world, request, "").call();

    assertThat(world.request().path()).isEqualTo("/tags/arn%3Aaws%2Fx?tagKeys=a%20b&tagKeys=c%26d");
  }

  @Test
  void an_empty_path_is_the_root() throws IOException {
    CannedWorld world = CannedWorld.of(EMPTY);

    prepare(world, request().encodedPath("").build(), "").call();

    assertThat(world.request().path()).isEqualTo("/");
  }

  @Test
  void method_headers_and_body_are_carried() throws IOException {
    CannedWorld world = CannedWorld.of(EMPTY);
    SdkHttpRequest request =
        request()
            .method(SdkHttpMethod.PATCH)
            .putHeader("X-Amz-Target", "SageMaker.X")
            .putHeader("Accept", List.of("first", "second"))
            .putHeader("Content-Length", "5")
            .build();

    prepare(world, request, "hello").call();

    assertThat(world.request().method()).isEqualTo("PATCH");
    assertThat(world.request().header("x-amz-target")).hasValue("SageMaker.X");
    assertThat(world.request().header("Accept")).hasValue("first");
    assertThat(world.request().headers().all("accept")).containsExactly("first", "second");
    assertThat(world.request().body()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @Test
  void a_body_without_announced_length_is_read_to_its_end() throws IOException {
    CannedWorld world = CannedWorld.of(EMPTY);

    prepare(world, request().build(), "hello").call();

    assertThat(world.request().body()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @Test
  void a_body_shorter_than_announced_is_refused() {
    CannedWorld world = CannedWorld.of(EMPTY);
    SdkHttpRequest request = request().putHeader("Content-Length", "9").build();

    assertThatThrownBy(() -> prepare(world, request, "hello").call())
        .isInstanceOf(EOFException.class)
        .hasMessage("The request body ended after 5 of 9 announced bytes");
  }

  @Test
  void status_headers_and_body_come_back() throws IOException {
    CannedWorld world = CannedWorld.of(CannedWorld.json(418, "{\"a\":1}"));

    HttpExecuteResponse response = prepare(world, request().build(), "").call();

    assertThat(response.httpResponse().statusCode()).isEqualTo(418);
    assertThat(response.httpResponse().firstMatchingHeader("content-type"))
        .hasValue("application/x-amz-json-1.1");
    assertThat(response.responseBody().orElseThrow()).hasContent("{\"a\":1}");
  }

  @Test
  void all_values_of_a_header_come_back() throws IOException {
    Headers cookies = Headers.none().and("Set-Cookie", "a=1").and("Set-Cookie", "b=2");
    CannedWorld world = CannedWorld.of(new WireResponse(200, cookies, new byte[0]));

    HttpExecuteResponse response = prepare(world, request().build(), "").call();

    assertThat(response.httpResponse().matchingHeaders("set-cookie")).containsExactly("a=1", "b=2");
  }

  @Test
  void an_empty_body_is_no_body() throws IOException {
    HttpExecuteResponse response = prepare(CannedWorld.of(EMPTY), request().build(), "").call();

    assertThat(response.responseBody()).isEmpty();
  }

  @Test
  void broken_connections_throw_what_a_socket_throws() {
    assertThatThrownBy(() -> callInto(ConnectionFailure.Kind.RESET, ""))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    assertThatThrownBy(() -> callInto(ConnectionFailure.Kind.CONNECT_TIMEOUT, ""))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("connect timed out");
    assertThatThrownBy(() -> callInto(ConnectionFailure.Kind.READ_TIMEOUT, ""))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Read timed out");
    assertThatThrownBy(() -> callInto(ConnectionFailure.Kind.RESET, "Connection reset by peer"))
        .hasMessage("Connection reset by peer");
  }

  @Test
  void an_aborted_call_is_not_made() {
    CannedWorld world = CannedWorld.of(EMPTY);
    ExecutableHttpRequest call = prepare(world, request().build(), "");
    call.abort();

    assertThatThrownBy(call::call).isInstanceOf(IOException.class).hasMessage("Request aborted");
    assertThat(world.requests()).isEmpty();
  }

  @Test
  void a_closed_client_refuses_calls() {
    SdkHttpClient client = new InProcessHttpClient(CannedWorld.of(EMPTY));
    client.close();

    assertThatThrownBy(
            () ->
                client.prepareRequest(
                    HttpExecuteRequest.builder().request(request().build()).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Connection pool shut down");
  }

  private static HttpExecuteResponse callInto(ConnectionFailure.Kind kind, String detail)
      throws IOException {
    WireReply broken = new ConnectionFailure(kind, detail);
    return prepare(CannedWorld.of(broken), request().build(), "").call();
  }

  private static SdkHttpRequest.Builder request() {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .protocol("https")
        .host("api.sagemaker.us-east-1.amazonaws.com")
        .encodedPath("/");
  }

  private static ExecutableHttpRequest prepare(
      CannedWorld world, SdkHttpRequest request, String body) {
    return new InProcessHttpClient(world)
        .prepareRequest(
            HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(
                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .build());
  }
}
