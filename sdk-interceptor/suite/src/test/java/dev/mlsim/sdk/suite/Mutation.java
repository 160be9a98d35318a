package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.wire.WireRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What can be wrong with a request: each follows from a seed alone. */
final class Mutation {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEP = 3_000;
  private static final int HUGE = 200_000;
  private static final List<String> ODD =
      List.of(
          "", "/", "?", "%", "%zz", "%00", "..", "{x}", "\u0000", "é😀", "=", "&=&", "//a", ";");

  private final SplittableRandom random;

  Mutation(int seed) {
    random = new SplittableRandom(seed);
  }

  WireRequest of(WireRequest request) {
    String path = request.path();
    byte[] body = request.body();
    Map<String, String> headers = new LinkedHashMap<>();
    request.headers().forEach((name, values) -> headers.put(name, values.get(0)));
    String method = request.method();
    switch (random.nextInt(12)) {
      case 0 -> body = Arrays.copyOf(body, Math.max(0, random.nextInt(body.length + 9) - 8));
      case 1 -> body = flipped(body);
      case 2 -> body = deep();
      case 3 -> path = spliced(path);
      case 4 -> headers.replaceAll((name, v) -> random.nextInt(3) == 0 ? spliced(v) : v);
      case 5 -> headers.keySet().removeIf(name -> random.nextBoolean());
      case 6 -> method = List.of("GET", "PUT", "DELETE", "HEAD", "", "get").get(random.nextInt(6));
      case 7 -> path = path + (path.contains("?") ? "&" : "?") + "NextToken=%ff&a&maxResults=x";
      case 8 -> headers.put("Content-Type", odd());
      default -> body = wrong(body);
    }
    return new WireRequest(method, path, headers, body);
  }

  private byte[] flipped(byte[] body) {
    byte[] other = body.clone();
    if (other.length > 0) {
      other[random.nextInt(other.length)] = (byte) random.nextInt();
    }
    return other;
  }

  private byte[] deep() {
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String text = open.repeat(1 + random.nextInt(DEEP));
    return (random.nextBoolean() ? text : "{\"Tags\":" + text).getBytes(UTF_8);
  }

  private String spliced(String text) {
    int at = random.nextInt(text.length() + 1);
    int to = at + random.nextInt(text.length() - at + 1);
    return text.substring(0, at) + odd() + text.substring(to);
  }

  private String odd() {
    return ODD.get(random.nextInt(ODD.size()));
  }

  /** The document with something else at a random place. */
  private byte[] wrong(byte[] body) {
    ObjectNode document =
        Documents.parsed(new String(body, UTF_8)).map(ObjectNode::deepCopy).orElse(null);
    if (document == null) {
      return value().toString().getBytes(UTF_8);
    }
    JsonNode at = document;
    while (true) {
      JsonNode next = at.isEmpty() ? null : child(at);
      if (next == null || !next.isContainerNode() || random.nextInt(4) == 0) {
        break;
      }
      at = next;
    }
    if (at instanceof ObjectNode object) {
      List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
      boolean known = !names.isEmpty() && random.nextInt(4) > 0;
      object.set(known ? names.get(random.nextInt(names.size())) : "Unheard" + odd(), value());
    } else if (at instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), value());
    }
    return document.toString().getBytes(UTF_8);
  }

  private JsonNode child(JsonNode node) {
    List<JsonNode> children =
        node.isObject()
            ? node.properties().stream().map(Map.Entry::getValue).toList()
            : List.of(node.get(random.nextInt(node.size())));
    return children.get(random.nextInt(children.size()));
  }

  private JsonNode value() {
    return switch (random.nextInt(14)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(false);
      case 2 -> JSON.numberNode(-1);
      case 3 -> JSON.numberNode(Long.MAX_VALUE);
      case 4 -> JSON.numberNode(1e300);
      case 5 -> JSON.numberNode(new java.math.BigDecimal("1e9999"));
      case 6 -> JSON.textNode("");
      case 7 -> JSON.textNode(odd());
      case 8 -> JSON.textNode("a".repeat(random.nextInt(HUGE)));
      case 9 -> JSON.arrayNode();
      case 10 -> JSON.objectNode();
      case 11 -> JSON.arrayNode().addNull();
      case 12 -> JSON.objectNode().set("a", JSON.arrayNode().add(1));
      default -> JSON.textNode("arn:aws:sagemaker:us-east-1:123456789012:" + odd() + "/none");
    };
  }
}
