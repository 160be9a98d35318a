package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.json.Json;
import dev.mlsim.sdk.control.ControlApi;
import dev.mlsim.sdk.http.Received;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes each request to its door: who signs is at AWS's, whatever the path; who doesn't is at the
 * control API's or the page's.
 */
final class LoopbackHandler {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int BROKEN = 500;
  private static final Pattern S3_AGENT = Pattern.compile("\\bapi/[sS]3[#/]");
  private static final Pattern BUCKET = Pattern.compile(".+\\.localhost(:\\d+)?");

  private final Gate gate;
  private final RegionWorlds worlds;
  private final Function<WireRequest, Doorway> doorways;

  LoopbackHandler(Gate gate, RegionWorlds worlds, Function<WireRequest, Doorway> doorways) {
    this.gate = gate;
    this.worlds = worlds;
    this.doorways = doorways;
  }

  // Whatever the world throws must reach the client, or it waits until it times out.
  WireReply answer(Received request) {
    try {
      Optional<String> refused = gate.refuses(request);
      return refused.isPresent()
          ? error(FORBIDDEN, refused.get())
          : answer(request.wire(), request.method().matches("GET|HEAD"));
    } catch (RuntimeException | Error e) { // such as an assertion in a rule's predicate
      return error(BROKEN, e.toString());
    }
  }

  private WireReply answer(WireRequest request, boolean reads) {
    String path = request.path().replaceFirst("\\?.*", "");
    if (Scope.of(request).isPresent()) {
      return call(request);
    }
    if (path.equals("/mlsim") || path.startsWith("/mlsim/")) {
      return new ControlApi(worlds).answer(request); // made, and loaded, where it is needed
    }
    if (reads && isOfBucket(request)) {
      return call(request);
    }
    if (!reads) {
      return error(
          request,
          FORBIDDEN,
          "the request ["
              + request.method()
              + " "
              + path
              + "] is not signed, and AWS takes none that isn't; any key will do, such as"
              + " AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any");
    }
    return path.equals("/")
        ? StatusPage.of(worlds.all(), Environment.of(asked(request), worlds.first()))
        : error(request, NOT_FOUND, "nothing is at [" + path + "]; GET / and GET /mlsim/ are");
  }

  /** The endpoint under the name by which it was asked, which the gate let in. */
  private static URI asked(WireRequest request) {
    return URI.create("http://" + request.header("Host").orElse("127.0.0.1"));
  }

  /**
   * Whether it is for {@code <bucket>.localhost}: AWS takes reads of objects that aren't signed.
   */
  private static boolean isOfBucket(WireRequest request) {
    return BUCKET.matcher(request.header("Host").orElse("")).matches();
  }

  private WireReply call(WireRequest request) {
    Doorway doorway;
    try {
      doorway = doorways.apply(request);
    } catch (IllegalArgumentException | IllegalStateException e) { // no world, in words
      return error(
          request, BAD_REQUEST, String.valueOf(e.getMessage()).replaceFirst("^mlsim: ", ""));
    }
    return doorway.exchange(request);
  }

  /** In the form that the client can read: those of S3 read XML. */
  private static WireResponse error(WireRequest request, int status, String message) {
    String agent = request.header("User-Agent").orElse("");
    boolean isOfS3 =
        isOfBucket(request)
            || Scope.of(request).filter(scope -> scope.service().equals("s3")).isPresent()
            || S3_AGENT.matcher(agent).find();
    if (!isOfS3) {
      return error(status, message);
    }
    String escaped = message.replace("&", "&amp;").replace("<", "&lt;");
    String body =
        "<Error><Code>AccessDenied</Code><Message>mlsim: " + escaped + "</Message></Error>";
    return new WireResponse(
        status, Map.of("Content-Type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
  }

  private static WireResponse error(int status, String message) {
    JsonNode body = JsonNodeFactory.instance.objectNode().put("message", "mlsim: " + message);
    return new WireResponse(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
  }
}
