package dev.mlsim.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.fault.Fault;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says in AWS's voice, or on the wire, what a fault does to a call. */
final class Injector {
  private static final String INTERNAL = "We encountered an internal error. Please try again.";

  /** AWS's words where they are known. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("ThrottlingException", "Rate exceeded"),
          Map.entry(
              "ExpiredTokenException", "The security token included in the request is expired"),
          Map.entry(
              "UnrecognizedClientException",
              "The security token included in the request is invalid."),
          Map.entry("MissingAuthenticationToken", "Missing Authentication Token"),
          Map.entry(
              "InvalidSignatureException",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your AWS Secret Access Key and signing method. Consult the service"
                  + " documentation for details."),
          Map.entry("ServiceUnavailable", "Service is unavailable, please try again."),
          Map.entry("InternalFailure", INTERNAL),
          Map.entry("InternalServerException", INTERNAL),
          Map.entry("InternalServiceException", INTERNAL),
          Map.entry("InternalError", INTERNAL),
          Map.entry("SlowDown", "Please reduce your request rate."),
          Map.entry("AccessDenied", "Access Denied"),
          Map.entry("ExpiredToken", "The provided token has expired."),
          Map.entry(
              "RequestTimeout",
              "Your socket connection to the server was not read from or written to within the"
                  + " timeout period. Idle connections will be closed."),
          Map.entry(
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large."),
          Map.entry(
              "OperationAborted",
              "A conflicting conditional operation is currently in progress against this resource."
                  + " Please try again."));

  private Injector() {}

  /** The error by which a fault answers, if it does so by an error. */
  static Optional<ErrorReply> error(Fault fault, Call call) {
    if (fault instanceof Fault.Throttle throttle) {
      return Optional.of(throttled(throttle, call));
    }
    if (fault instanceof Fault.AccessDenied) {
      String code = usual(call, "AccessDenied", "AccessDeniedException");
      boolean isBrief = code.equals("AccessDenied");
      return Optional.of(
          reply(isBrief ? Fault.error(code) : Fault.error(code, denied(call)), call));
    }
    if (fault instanceof Fault.ServerError) {
      return Optional.of(reply(Fault.error(serverError(call)), call));
    }
    return fault instanceof Fault.Failure error
        ? Optional.of(reply(expired(error, call), call))
        : Optional.empty();
  }

  private static Fault.Failure expired(Fault.Failure error, Call call) {
    return error.equals(Fault.error("ExpiredTokenException"))
        ? Fault.error(usual(call, "ExpiredToken", error.code()))
        : error;
  }

  private static ErrorReply throttled(Fault.Throttle throttle, Call call) {
    Fault.Failure error = Fault.error(usual(call, "SlowDown", "ThrottlingException"));
    for (Member member :
        call.service().contract().error(error.code()).stream()
            .flatMap(shape -> shape.structure().members().stream())
            .toList()) {
      if (member.location() == Location.HEADER && member.locationName().equals("Retry-After")) {
        error = error.with(member.name(), LongNode.valueOf(throttle.retryAfter().toSeconds()));
      }
    }
    return reply(error, call);
  }

  /** The 500 that the operation models, or the one that every service has. */
  private static String serverError(Call call) {
    return call.operation().errors().stream()
        .filter(code -> isServerError(call, code))
        .findFirst()
        .orElse(usual(call, "InternalError", "InternalFailure"));
  }

  /** What S3 calls by a name of its own, where the service has that. */
  private static String usual(Call call, String own, String common) {
    return call.service().contract().error(own).isPresent() ? own : common;
  }

  private static boolean isServerError(Call call, String code) {
    return call.service()
        .contract()
        .error(code)
        .map(shape -> shape.fault() && shape.status() == 500)
        .orElse(false);
  }

  private static ErrorReply reply(Fault.Failure error, Call call) {
    String message =
        error.message().isEmpty()
            ? WORDS.getOrDefault(error.code(), "The request failed with " + error.code() + ".")
            : error.message();
    ErrorReply reply = ErrorReply.of(call.service().contract(), error.code(), message);
    Map<String, JsonNode> members = new LinkedHashMap<>(required(error.code(), call));
    members.putAll(error.members());
    for (Map.Entry<String, JsonNode> member : members.entrySet()) {
      reply = reply.member(member.getKey(), member.getValue());
    }
    return error.status() == 0 ? reply : reply.status(error.status());
  }

  /** What the error's shape requires, for a client that relies on it. */
  private static Map<String, JsonNode> required(String code, Call call) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    Optional<ErrorShape> shape = call.service().contract().error(code);
    if (shape.isPresent()) {
      for (Member member : shape.get().structure().members()) {
        if (member.required()
            && !member.name().equals(shape.get().messageMember())
            && !call.service().errorMembers().has(member.name())) {
          members.put(member.name(), some(member, call));
        }
      }
    }
    return members;
  }

  private static JsonNode some(Member member, Call call) {
    Shape shape = member.shape();
    if (shape instanceof NumberShape) {
      return IntNode.valueOf(0);
    }
    if (shape instanceof StringShape text && !text.enumValues().isEmpty()) {
      return TextNode.valueOf(text.enumValues().get(0));
    }
    return TextNode.valueOf(
        switch (member.name()) {
          case "ServiceCode" -> call.service().contract().signingName();
          case "QuotaCode" -> "L-00000000";
          default -> subject(call).map(Resource::name).orElse("unspecified");
        });
  }

  private static String denied(Call call) {
    String action = call.service().contract().signingName() + ":" + call.operation().name();
    return "User: arn:aws:iam::"
        + call.world().account().id()
        + ":user/mlsim is not authorized to perform: "
        + action
        + " on resource: "
        + arn(call)
        + " because no identity-based policy allows the "
        + action
        + " action";
  }

  private static String arn(Call call) {
    Optional<ResourceType> type =
        call.service().handler(call.operation().name()).flatMap(Handler::type);
    Optional<String> name =
        type.filter(t -> !t.nameMember().isEmpty()).flatMap(t -> call.text(t.nameMember()));
    return subject(call)
        .map(Resource::arn)
        .or(() -> name.map(n -> type.orElseThrow().arn(call, call.input(), n)))
        .filter(arn -> !arn.isEmpty())
        .orElse("*");
  }

  private static Optional<Resource> subject(Call call) {
    return call.service().handler(call.operation().name()).flatMap(h -> h.subject(call));
  }

  /**
   * The broken connection in place of an answer, if the fault breaks it before anything is done.
   */
  static Optional<ConnectionFailure> disconnected(Fault fault) {
    return fault instanceof Fault.Disconnect disconnect
        ? Optional.of(new ConnectionFailure(disconnect.kind(), "").late(wait(disconnect.kind())))
        : Optional.empty();
  }

  /** How long the SDK's own HTTP clients wait by default (SdkHttpConfigurationOption). */
  private static Duration wait(ConnectionFailure.Kind kind) {
    return switch (kind) {
      case RESET -> Duration.ZERO;
      case CONNECT_TIMEOUT -> Duration.ofSeconds(2);
      case READ_TIMEOUT -> Duration.ofSeconds(30);
    };
  }

  /** What arrives of the answer that the service gave. */
  static WireReply spoilt(Optional<Fault> fault, WireResponse response) {
    if (fault.isPresent() && fault.get() instanceof Fault.LoseAnswer) {
      return new ConnectionFailure(ConnectionFailure.Kind.RESET, "");
    }
    if (fault.isPresent() && fault.get() instanceof Fault.Garble garble) {
      return garbled(garble.manner(), response);
    }
    return response;
  }

  private static WireResponse garbled(Fault.Garble.Manner manner, WireResponse response) {
    Headers headers = response.headers();
    byte[] body = response.body();
    switch (manner) {
      case TRUNCATED -> {
        Headers announced = headers.with("Content-Length", "" + Math.max(2, body.length));
        return new WireResponse(response.status(), announced, Arrays.copyOf(body, body.length / 2));
      }
      case MALFORMED -> {
        return new WireResponse(
            response.status(), headers, "{\"<>".getBytes(StandardCharsets.UTF_8));
      }
      case WRONG_CONTENT_TYPE -> {
        return new WireResponse(
            response.status(),
            headers.with("Content-Type", "text/html"),
            "<html><body>It works!</body></html>".getBytes(StandardCharsets.UTF_8));
      }
    }
    throw new IllegalStateException("mlsim: nobody says how to garble by " + manner);
  }

  /** The code and message under which the journal keeps a connection that broke. */
  static String journalCode(ConnectionFailure failure) {
    return switch (failure.kind()) {
      case RESET -> "ConnectionReset";
      case CONNECT_TIMEOUT -> "ConnectTimeout";
      case READ_TIMEOUT -> "ReadTimeout";
    };
  }
}
