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
  REST_JSON("restJson1", "application/json"),
  /** The same with bodies in XML; query and headers help to name the operation. */
  REST_XML("restXml", "application/xml");

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
        "mlsim: unknown protocol [" + name + "], known are awsJson1.1, restJson1 and restXml");
  }

  /** The name in AWS's models, such as {@code restJson1}. */
  public String modelName() {
    return modelName;
  }

  /** The media type of its bodies. */
  public String contentType() {
    return contentType;
  }

  Optional<Operation> route(Contract contract, WireRequest request) {
    if (this == AWS_JSON) { // a switch would be one more class to load
      return byTarget(contract, request);
    }
    return this == REST_XML ? XmlRoutes.route(contract, request) : byPath(contract, request);
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
   * @throws MalformedInput if the body is no JSON or XML or something has the wrong type
   */
  public ObjectNode decode(Operation operation, WireRequest request) {
    return RequestReader.read(
        operation, this == REST_XML ? AwsChunked.unwrapped(request) : request);
  }

  /** Writes the request of a call, unsigned; of services whose bodies are JSON. */
  public WireRequest request(Operation operation, ObjectNode input) {
    return RequestWriter.write(operation, input);
  }

  /** Writes the answer of success; without a body where the operation has no output. */
  public WireResponse encode(Operation operation, ObjectNode output, String requestId) {
    return this == REST_XML
        ? XmlResponses.success(operation, output, requestId)
        : ResponseWriter.success(operation, output, requestId);
  }

  /** Writes the answer of an error, in which a call of the operation has ended. */
  public WireResponse encodeError(Operation operation, ErrorReply error, String requestId) {
    return this == REST_XML
        ? XmlResponses.error(operation, error, requestId)
        : ResponseWriter.error(operation.contract(), error, requestId);
  }
}
