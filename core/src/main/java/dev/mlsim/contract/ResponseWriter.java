package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireResponse;
import java.util.Optional;

/** Writes the answers of the protocols in JSON. */
final class ResponseWriter {
  private static final byte[] EMPTY = new byte[0];

  private ResponseWriter() {}

  static WireResponse success(Operation operation, ObjectNode output, String requestId) {
    Contract contract = operation.contract();
    Headers.Builder headers = headers(contract, requestId);
    Optional<StructureShape> shape = operation.output();
    Optional<StructureShape> stream = shape.isEmpty() ? shape : stream(shape.get());
    if (stream.isPresent()) {
      body(contract, shape.get(), output, headers); // puts members into headers
      headers.put("Content-Type", EventStream.CONTENT_TYPE);
      String payload = shape.get().payload().orElseThrow().name();
      return WireResponse.ofParts(
          operation.status(),
          headers.build(),
          EventStream.write(contract, stream.get(), output.path(payload)));
    }
    byte[] body = shape.isEmpty() ? EMPTY : body(contract, shape.get(), output, headers);
    return new WireResponse(operation.status(), headers.build(), body);
  }

  /** The stream that is the body of an output, if one is. */
  private static Optional<StructureShape> stream(StructureShape output) {
    return output.isAllBody()
        ? Optional.empty()
        : output
            .payload()
            .filter(p -> p.shape() instanceof StructureShape body && body.isEventStream())
            .map(p -> (StructureShape) p.shape());
  }

  static WireResponse error(Contract contract, ErrorReply error, String requestId) {
    Headers.Builder headers = headers(contract, requestId);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    Optional<ErrorShape> known = contract.error(error.code());
    if (contract.protocol() == Protocol.AWS_JSON) {
      document.put("__type", error.code());
    } else {
      headers.put("x-amzn-ErrorType", error.code());
    }
    document.put(known.isEmpty() ? "message" : known.get().messageMember(), error.message());
    document.setAll(error.members());
    byte[] body =
        known.isEmpty()
            ? Json.bytes(document)
            : body(contract, known.get().structure(), document, headers);
    return new WireResponse(error.status(), headers.build(), body);
  }

  private static Headers.Builder headers(Contract contract, String requestId) {
    return Headers.builder()
        .put("x-amzn-RequestId", requestId)
        .put("Content-Type", contract.protocol().contentType());
  }

  /** The body; members that travel as headers are put there. */
  private static byte[] body(
      Contract contract, StructureShape shape, ObjectNode document, Headers.Builder headers) {
    ObjectNode inBody = document;
    if (!shape.isAllBody()) {
      inBody = document.deepCopy();
      if (shape.payload().isPresent() && shape.payload().get().shape() instanceof BlobShape) {
        headers.put("Content-Type", "application/octet-stream"); // unless a member says otherwise
      }
      for (Member member : shape.members()) {
        JsonNode value = member.location() == Location.HEADER ? inBody.remove(member.name()) : null;
        if (value != null) {
          headers.put(member.locationName(), text(member, value));
        }
        prefixed(member, inBody, headers);
      }
      Optional<Member> payload = shape.payload();
      if (payload.isPresent()) {
        return payload(contract, payload.get(), document);
      }
    }
    return contract.plain() ? Json.bytes(inBody) : BodyWriter.write(shape, inBody);
  }

  private static void prefixed(Member member, ObjectNode inBody, Headers.Builder headers) {
    JsonNode map = member.location() == Location.HEADERS ? inBody.remove(member.name()) : null;
    if (map != null) {
      map.properties()
          .forEach(e -> headers.put(member.locationName() + e.getKey(), e.getValue().asText()));
    }
  }

  private static byte[] payload(Contract contract, Member member, ObjectNode document) {
    JsonNode value = document.get(member.name());
    if (value == null) {
      return EMPTY;
    }
    if (member.shape() instanceof BlobShape) {
      return Json.binary(value);
    }
    return contract.plain() ? Json.bytes(value) : BodyWriter.write(member.shape(), value);
  }

  static String text(Member member, JsonNode value) {
    return member.shape() instanceof TimestampShape timestamp
        ? timestamp.formatIn(Location.HEADER).format(Timestamps.instant(value))
        : value.asText();
  }
}
