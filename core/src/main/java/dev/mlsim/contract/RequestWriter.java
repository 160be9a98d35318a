package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.wire.WireRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an input document as the HTTP request that an SDK would send for it. */
final class RequestWriter {
  private final Operation operation;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<String> query = new ArrayList<>();
  private final ObjectNode body;
  private String path;

  private RequestWriter(Operation operation, ObjectNode input) {
    this.operation = operation;
    this.body = input.deepCopy();
    this.path = operation.uri();
  }

  static WireRequest write(Operation operation, ObjectNode input) {
    return new RequestWriter(operation, input).request();
  }

  private WireRequest request() {
    Contract contract = operation.contract();
    headers.put("Content-Type", contract.protocol().contentType());
    contract
        .targetPrefix()
        .filter(prefix -> contract.protocol() == Protocol.AWS_JSON)
        .ifPresent(prefix -> headers.put("X-Amz-Target", prefix + "." + operation.name()));
    operation.input().ifPresent(shape -> shape.members().forEach(this::bind));
    byte[] bytes = operation.input().map(this::bytes).orElseGet(() -> new byte[0]);
    headers.put("Content-Length", String.valueOf(bytes.length));
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return new WireRequest(operation.method(), target, headers, bytes);
  }

  /** Takes what travels elsewhere out of the body. */
  private void bind(Member member) {
    if (member.location() == Location.BODY || member.location() == Location.PAYLOAD) {
      return;
    }
    JsonNode value = body.remove(member.name());
    if (value == null || value.isNull()) {
      return;
    }
    String name = member.locationName();
    switch (member.location()) {
      case URI -> path = path.replace("{" + name + "}", escaped(value));
      case HEADER -> headers.put(name, ResponseWriter.text(member, value));
      case QUERY -> {
        if (value.isArray()) {
          value.forEach(item -> query.add(escapedName(name) + "=" + escaped(item)));
        } else {
          query.add(escapedName(name) + "=" + escaped(value));
        }
      }
      default -> {
        // maps of headers are of S3's operations only
      }
    }
  }

  private static String escaped(JsonNode value) {
    return escapedName(value.asText());
  }

  private static String escapedName(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] bytes(StructureShape shape) {
    if (shape.payload().isPresent()) {
      Member payload = shape.payload().get();
      JsonNode value = body.path(payload.name());
      return payload.shape() instanceof BlobShape
          ? (value.isMissingNode() ? new byte[0] : Json.binary(value))
          : BodyWriter.write(payload.shape(), value);
    }
    return shape.hasBody() ? BodyWriter.write(shape, body) : new byte[0];
  }
}
