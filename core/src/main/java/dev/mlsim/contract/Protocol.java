package dev.mlsim.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.util.List;
import java.util.Optional;

/** How a service's messages are written as HTTP. */
public enum Protocol {
  /** {@code POST /}, the operation in {@code X-Amz-Target}, everything else in the JSON body. */
  AWS_JSON("awsJson1.1", "application/x-amz-json-1.1"),
  /** Method and path name the operation; labels, query, headers and body carry the members. */
  REST_JSON("restJson1", "application/json");

  private final String modelName;
  private final String contentType;

  Protocol(String modelName, String contentType) {
    this.modelName = modelName;
    this.contentType = contentType;
  }

  static Protocol ofModelName(String name) {
    for (Protocol protocol : values()) {
      if (protocol.modelName.equals(name)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "mlsim: unknown protocol [" + name + "], known are awsJson1.1 and restJson1");
  }

  /** The name in AWS's models, such as {@code restJson1}. */
  public String modelName() {
    return modelName;
  }

  /** The media type of its JSON bodies. */
  public String contentType() {
    return contentType;
  }

  Optional<Operation> route(Contract contract, WireRequest request) {
    return this == AWS_JSON ? byTarget(contract, request) : byPath(contract, request);
  }

  private static Optional<Operation> byTarget(Contract contract, WireRequest request) {
    String target = request.header("X-Amz-Target").orElse("");
    String prefix = contract.targetPrefix().orElse("");
    return target.startsWith(prefix) && target.startsWith(".", prefix.length())
        ? contract.operation(target.substring(prefix.length() + 1))
        : Optional.empty();
  }

  private static Optional<Operation> byPath(Contract contract, WireRequest request) {
    List<String> path = UriTemplate.split(Percent.pathOnly(request.path()));
    for (Operation operation : contract.routes()) {
      if (operation.method().equals(request.method()) && operation.template().matches(path)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads the input document of a request: all members under their own names wherever they
   * travelled, nulls left out, types checked, members unknown to the contract kept.
   *
   * @throws MalformedInput if the body is no JSON or something has the wrong type
   */
  public ObjectNode decode(Operation operation, WireRequest request) {
    return RequestReader.read(operation, request);
  }

  /** Writes the answer of success; without a body where the operation has no output. */
  public WireResponse encode(Operation operation, ObjectNode output, String requestId) {
    return ResponseWriter.success(operation, output, requestId);
  }

  /** Writes the answer of an error. */
  public WireResponse encodeError(Contract contract, ErrorReply error, String requestId) {
    return ResponseWriter.error(contract, error, requestId);
  }
}
