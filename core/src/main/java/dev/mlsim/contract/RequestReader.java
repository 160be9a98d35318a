package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.wire.WireRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gathers an input document out of the parts of an HTTP request. */
final class RequestReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final WireRequest request;
  private final boolean isXml;
  private final Map<String, String> labels;
  private final Map<String, List<String>> query;

  private RequestReader(Operation operation, WireRequest request) {
    this.request = request;
    this.isXml = isXml(operation);
    String whole = isXml ? BucketHost.path(operation.contract(), request) : request.path();
    List<String> path = UriTemplate.split(Percent.pathOnly(whole));
    UriTemplate template = operation.template();
    this.labels = template.matches(path) ? template.labels(path) : Map.of();
    this.query = Percent.query(request.path());
  }

  /** The document is read-only. */
  static ObjectNode read(Operation operation, WireRequest request) {
    Optional<StructureShape> input = operation.input();
    if (input.isEmpty()) {
      return BodyReader.NOTHING;
    }
    StructureShape shape = input.get();
    if (shape.isAllBody()) {
      return body(shape, request.body());
    }
    ObjectNode document = NODES.objectNode();
    if (shape.payload().isEmpty() && !isXml(operation)) {
      document.setAll(body(shape, request.body()));
    }
    RequestReader reader = new RequestReader(operation, request);
    for (Member member : shape.members()) {
      if (member.location() != Location.BODY) {
        reader
            .bound(member)
            .ifPresentOrElse(
                value -> document.set(member.name(), value), () -> document.remove(member.name()));
      }
    }
    return Json.frozen(document);
  }

  private static boolean isXml(Operation operation) {
    return operation.contract().protocol() == Protocol.REST_XML;
  }

  private static ObjectNode body(StructureShape shape, byte[] body) {
    return body.length == 0 ? BodyReader.NOTHING : BodyReader.readStructure(shape, parsed(body));
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return Json.read(body);
    } catch (MalformedJson e) {
      throw new MalformedInput("Could not parse request body into json: " + e.problem(), e);
    }
  }

  private Optional<JsonNode> bound(Member member) {
    String name = member.locationName();
    return switch (member.location()) {
      case URI -> Optional.ofNullable(labels.get(name)).map(text -> scalar(member, text));
      case QUERY -> Optional.ofNullable(query.get(name)).map(texts -> parameter(member, texts));
      case HEADER ->
          member.shape() instanceof ListShape list
              ? listed(list, request.headers().all(name))
              : request.header(name).map(text -> scalar(member, text));
      case HEADERS -> prefixed(name);
      case PAYLOAD -> payload(member);
      case BODY -> Optional.empty();
    };
  }

  private Optional<JsonNode> payload(Member member) {
    if (request.body().length == 0 && !(isXml && member.shape() instanceof BlobShape)) {
      return Optional.empty();
    }
    if (isXml && !(member.shape() instanceof BlobShape)) {
      return Optional.of(XmlReader.read(member.shape(), request.body()));
    }
    return Optional.of(
        member.shape() instanceof BlobShape
            ? BinaryNode.valueOf(request.body())
            : BodyReader.read(member.shape(), parsed(request.body())));
  }

  /** The values of a header, which may stand in several lines, or in one with commas. */
  private static Optional<JsonNode> listed(ListShape list, List<String> lines) {
    ArrayNode values = NODES.arrayNode();
    for (String line : lines) {
      for (String text : line.split(",", -1)) {
        values.add(TextReader.read(list.element(), Location.HEADER, text.strip()));
      }
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  /** By what follows the prefix, in lower case. */
  private Optional<JsonNode> prefixed(String prefix) {
    ObjectNode values = NODES.objectNode();
    request
        .headers()
        .forEach(
            (name, all) -> {
              if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                String rest = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
                values.put(rest, String.join(",", all));
              }
            });
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static JsonNode parameter(Member member, List<String> texts) {
    if (!(member.shape() instanceof ListShape list)) {
      return scalar(member, texts.get(0));
    }
    ArrayNode values = NODES.arrayNode(texts.size());
    texts.forEach(text -> values.add(TextReader.read(list.element(), member.location(), text)));
    return values;
  }

  private static JsonNode scalar(Member member, String text) {
    return TextReader.read(member.shape(), member.location(), text);
  }
}
