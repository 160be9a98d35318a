package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampFormat;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the requests that an SDK would, without one: for many calls, and for wrong ones. */
final class Requests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Operation operation;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final StringBuilder query = new StringBuilder();
  private String path;
  private byte[] payload = {};

  private Requests(Operation operation) {
    this.operation = operation;
    this.path = operation.uri();
  }

  /** The request that calls an operation with a document that has the model's member names. */
  static WireRequest of(Operation operation, ObjectNode document) {
    return new Requests(operation).with(document);
  }

  private WireRequest with(ObjectNode document) {
    String signer = operation.contract().signingName();
    headers.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/" + signer + "/aws4_request");
    operation
        .contract()
        .targetPrefix()
        .ifPresent(prefix -> headers.put("X-Amz-Target", prefix + "." + operation.name()));
    StructureShape shape = operation.input().orElseThrow();
    ObjectNode body = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      Member member = shape.member(entry.getKey()).orElse(null);
      if (member == null) {
        body.set(entry.getKey(), entry.getValue());
      } else if (member.location() == Location.BODY) {
        body.set(member.locationName(), written(member.shape(), entry.getValue()));
      } else {
        bind(member, entry.getValue());
      }
    }
    if (shape.payload().isEmpty()) {
      payload = body.toString().getBytes(UTF_8);
    }
    String start = path.contains("?") || query.isEmpty() ? path : path + "?";
    return new WireRequest(operation.method(), start + query, headers, payload);
  }

  private void bind(Member member, JsonNode value) {
    String name = member.locationName();
    switch (member.location()) {
      case URI ->
          path =
              path.replace("{" + name + "}", encoded(text(member, value)))
                  .replace("{" + name + "+}", encoded(text(member, value)));
      case QUERY -> {
        for (JsonNode item : value.isArray() ? value : JSON.arrayNode().add(value)) {
          query.append(query.isEmpty() ? "" : "&");
          query.append(name).append('=').append(encoded(text(member, item)));
        }
      }
      case HEADER -> headers.put(name, text(member, value));
      case HEADERS ->
          value.properties().forEach(e -> headers.put(name + e.getKey(), e.getValue().asText()));
      case PAYLOAD -> payload = payload(member, value);
      case BODY -> throw new IllegalArgumentException(member + " is in the body");
    }
  }

  private static byte[] payload(Member member, JsonNode value) {
    try {
      return member.shape() instanceof BlobShape && value.isBinary()
          ? value.binaryValue()
          : written(member.shape(), value).toString().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Member member, JsonNode value) {
    return member.shape() instanceof TimestampShape timestamp && value.isNumber()
        ? time(timestamp.formatIn(member.location()), value).asText()
        : value.asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static JsonNode time(TimestampFormat format, JsonNode value) {
    Instant instant = Timestamps.instant(value);
    return switch (format) {
      case EPOCH_SECONDS -> value;
      case ISO_8601 -> JSON.textNode(instant.toString());
      case HTTP_DATE ->
          JSON.textNode(
              DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC)));
    };
  }

  /** A document as it is on the wire; what is of the wrong type stays so. */
  private static JsonNode written(Shape shape, JsonNode value) {
    if (shape instanceof TimestampShape timestamp && value.isNumber()) {
      return time(timestamp.formatIn(Location.BODY), value);
    }
    if (shape instanceof ListShape list && value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      value.forEach(item -> array.add(written(list.element(), item)));
      return array;
    }
    if (!value.isObject() || !(shape instanceof StructureShape || shape instanceof MapShape)) {
      return value;
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      Member member =
          shape instanceof StructureShape structure
              ? structure.member(entry.getKey()).orElse(null)
              : null;
      Shape of =
          shape instanceof MapShape map ? map.value() : member == null ? null : member.shape();
      object.set(
          member == null ? entry.getKey() : member.locationName(),
          of == null ? entry.getValue() : written(of, entry.getValue()));
    }
    return object;
  }
}
