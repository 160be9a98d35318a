package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Protocol;
import dev.mlsim.service.Documents;
import dev.mlsim.wire.WireRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The same request in other ways that HTTP and JSON have of saying it. */
final class Rewording {
  private final Operation operation;
  private final SplittableRandom random;

  Rewording(Operation operation, int seed) {
    this.operation = operation;
    this.random = new SplittableRandom(seed);
  }

  /** A request whose labels end with a sign that means something else in a query. */
  WireRequest base(WireRequest request) {
    String path =
        random.nextBoolean() ? changed(request.path(), text -> text + "+") : request.path();
    return new WireRequest(request.method(), path, request.headers(), request.body());
  }

  /** The same in other words. */
  WireRequest of(WireRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    request.headers().forEach((name, values) -> headers.put(inOtherCase(name), values.get(0)));
    Optional<ObjectNode> document =
        operation.contract().protocol() == Protocol.REST_XML
            ? Optional.empty()
            : Documents.parsed(new String(request.body(), UTF_8));
    byte[] body = document.map(this::spacious).orElse(request.body());
    return new WireRequest(request.method(), encoded(request.path()), headers, body);
  }

  private String inOtherCase(String name) {
    return random.nextBoolean() ? name.toLowerCase(Locale.ROOT) : name.toUpperCase(Locale.ROOT);
  }

  /** With letters of labels as numbers, and blanks of parameters as a plus sign. */
  private String encoded(String path) {
    String labels = changed(path, Rewording::letterEncoded);
    int mark = labels.indexOf('?');
    return mark < 0
        ? labels
        : labels.substring(0, mark) + labels.substring(mark).replace("%20", "+");
  }

  private String changed(String path, UnaryOperator<String> change) {
    int mark = path.indexOf('?');
    String[] segments = (mark < 0 ? path : path.substring(0, mark)).split("/", -1);
    String[] template = operation.uri().split("/", -1);
    for (int i = 0; i < Math.min(segments.length, template.length); i++) {
      if (template[i].startsWith("{")) {
        segments[i] = change.apply(segments[i]);
      }
    }
    return String.join("/", segments) + (mark < 0 ? "" : path.substring(mark));
  }

  private static String letterEncoded(String text) {
    int end = text.length() - 1;
    boolean isLetter = end >= 0 && Character.isLetter(text.charAt(end)) && !text.contains("%");
    return isLetter || text.endsWith("+")
        ? text.substring(0, end) + String.format(Locale.ROOT, "%%%02X", (int) text.charAt(end))
        : text;
  }

  /** With blanks, with characters as numbers, and with nulls for what isn't said. */
  private byte[] spacious(ObjectNode document) {
    ObjectNode more = document.deepCopy();
    for (Member member : operation.input().orElseThrow().members()) {
      if (member.location() == Location.BODY && !more.has(member.locationName())) {
        more.putNull(member.locationName());
      }
    }
    StringBuilder text = new StringBuilder();
    write(more, text);
    return text.toString().getBytes(UTF_8);
  }

  private void write(JsonNode value, StringBuilder into) {
    into.append(random.nextBoolean() ? " \n" : "\t");
    if (value.isObject()) {
      into.append('{');
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        into.append(into.charAt(into.length() - 1) == '{' ? "" : ",");
        quoted(entry.getKey(), into);
        into.append(" :");
        write(entry.getValue(), into);
      }
      into.append("\r\n}");
    } else if (value.isArray()) {
      into.append('[');
      for (JsonNode item : value) {
        into.append(into.charAt(into.length() - 1) == '[' ? "" : ",");
        write(item, into);
      }
      into.append(" ]");
    } else if (value.isTextual()) {
      quoted(value.asText(), into);
    } else {
      into.append(value);
    }
  }

  private void quoted(String text, StringBuilder into) {
    into.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPlain = c >= ' ' && c != '"' && c != '\\' && random.nextInt(4) > 0;
      into.append(isPlain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    into.append('"');
  }
}
