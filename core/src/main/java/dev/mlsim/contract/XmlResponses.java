package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the answers of restXml. */
final class XmlResponses {
  private static final byte[] EMPTY = new byte[0];
  private static final String RANGE = "Content-Range";
  private static final String TYPE = "Content-Type";
  private static final String XML = "application/xml";
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;

  private XmlResponses() {}

  static WireResponse success(Operation operation, ObjectNode output, String requestId) {
    Map<String, String> headers = headers(requestId);
    Optional<StructureShape> shape = operation.output();
    shape.ifPresent(s -> bound(s, output, headers));
    byte[] body = shape.isEmpty() ? EMPTY : body(operation, shape.get(), output, headers);
    int status = headers.containsKey(RANGE) ? PARTIAL : operation.status();
    WireResponse response = new WireResponse(status, Headers.of(headers), body);
    return operation.method().equals("HEAD") ? response.bodiless() : response;
  }

  /** Members that travel as headers. */
  private static void bound(StructureShape shape, ObjectNode output, Map<String, String> headers) {
    for (Member member : shape.members()) {
      JsonNode value = output.get(member.name());
      if (value != null && member.location() == Location.HEADER) {
        headers.put(member.locationName(), ResponseWriter.text(member, value));
      } else if (value != null && member.location() == Location.HEADERS) {
        value
            .properties()
            .forEach(e -> headers.put(member.locationName() + e.getKey(), e.getValue().asText()));
      }
    }
  }

  private static byte[] body(
      Operation operation, StructureShape shape, ObjectNode output, Map<String, String> headers) {
    String namespace = namespace(operation.contract());
    Optional<Member> payload = shape.payload();
    if (payload.isPresent()) {
      JsonNode value = output.get(payload.get().name());
      if (value == null) {
        return EMPTY;
      }
      if (!(payload.get().shape() instanceof StructureShape structure)) {
        return Json.binary(value);
      }
      headers.put(TYPE, XML);
      return XmlWriter.write(payload.get().name(), namespace, structure, value);
    }
    if (!shape.hasBody()) {
      return EMPTY;
    }
    headers.put(TYPE, XML);
    return operation.unwrapped()
        ? XmlWriter.write(operation.root(), namespace, text(output))
        : XmlWriter.write(operation.root(), namespace, shape, output);
  }

  private static String text(ObjectNode output) {
    return output.isEmpty() ? "" : output.iterator().next().asText();
  }

  private static String namespace(Contract contract) {
    return "http://"
        + contract.endpointPrefix()
        + ".amazonaws.com/doc/"
        + contract.apiVersion()
        + "/";
  }

  static WireResponse error(Operation operation, ErrorReply error, String requestId) {
    Map<String, String> headers = headers(requestId);
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("Code", error.code());
    members.put("Message", error.message());
    members.setAll(error.members());
    operation
        .contract()
        .error(error.code())
        .ifPresent(
            known -> {
              bound(known.structure(), members, headers);
              known.structure().members().forEach(member -> unbody(member, members));
            });
    members.put("RequestId", requestId);
    members.put("HostId", headers.get("x-amz-id-2"));
    if (error.status() == NOT_MODIFIED || operation.method().equals("HEAD")) {
      return new WireResponse(error.status(), Headers.of(headers), EMPTY).bodiless();
    }
    headers.put(TYPE, XML);
    return new WireResponse(error.status(), Headers.of(headers), XmlWriter.error(members));
  }

  private static void unbody(Member member, ObjectNode members) {
    if (member.location() == Location.HEADER) {
      members.remove(member.name());
    }
  }

  private static Map<String, String> headers(String requestId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amz-request-id", requestId);
    headers.put("x-amz-id-2", requestId + "/mlsim");
    return headers;
  }
}
