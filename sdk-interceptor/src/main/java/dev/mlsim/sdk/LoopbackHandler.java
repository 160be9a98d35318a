package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.mlsim.json.Json;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Carries HTTP requests to a world, and the world's replies back. */
final class LoopbackHandler implements HttpHandler {
  /** More than any request of the simulated services may have. */
  private static final int MAX_BODY = 32 * 1024 * 1024;

  private static final int TOO_LARGE = 413;
  private static final int NOT_FOUND = 404;
  private static final int BROKEN = 500;

  /** The server writes these itself; a Date of virtual time would make clients correct theirs. */
  private static final Set<String> SERVERS_OWN =
      Set.of("content-length", "transfer-encoding", "date", "connection");

  private final Function<WireRequest, Doorway> worlds;
  private final ControlApi control;

  LoopbackHandler(Function<WireRequest, Doorway> worlds, ControlApi control) {
    this.worlds = worlds;
    this.control = control;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        send(exchange, error(TOO_LARGE, "a body is bounded at " + MAX_BODY + " bytes"));
        return;
      }
      WireReply reply = answer(request(exchange, body));
      if (reply instanceof WireResponse response) {
        send(exchange, response);
      } // else the connection is closed without an answer
    }
  }

  // Whatever the world throws must reach the client, or it waits until it times out.
  private WireReply answer(WireRequest request) {
    try {
      if (ControlApi.isFor(request)) {
        return control.answer(request);
      }
      boolean isCall =
          request.header("Authorization").isPresent()
              || request.header("X-Amz-Target").isPresent()
              || !request.method().matches("GET|HEAD|OPTIONS");
      return isCall
          ? worlds.apply(request).exchange(request)
          : error(NOT_FOUND, "nothing is at [" + request.path() + "]; GET / and GET /mlsim/ are");
    } catch (RuntimeException | Error e) { // such as an assertion in a rule's predicate
      return error(BROKEN, e.toString());
    }
  }

  static WireResponse error(int status, String message) {
    return json(
        status,
        Json.text(JsonNodeFactory.instance.objectNode().put("message", "mlsim: " + message)));
  }

  static WireResponse json(int status, String body) {
    return new WireResponse(
        status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  private static WireRequest request(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    return new WireRequest(
        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
        (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query),
        Headers.ofAll(exchange.getRequestHeaders()),
        body);
  }

  private static void send(HttpExchange exchange, WireResponse response) throws IOException {
    response
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              if (!SERVERS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    boolean silent = exchange.getRequestMethod().equals("HEAD");
    long announced = announced(response);
    exchange.sendResponseHeaders(response.status(), silent || announced == 0 ? -1 : announced);
    if (!silent && announced > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** More than there is if the connection is to break on the way. */
  private static long announced(WireResponse response) {
    return response.isTruncated()
        ? response.header("Content-Length").map(Long::parseLong).orElseThrow()
        : response.body().length;
  }
}
