package dev.mlsim.services.sagemaker.aibenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of YAML as workloads are written in: maps in maps, lists of single values, quotes and
 * comments. Anything else is refused as not simulated.
 */
final class Yaml {
  private static final Pattern ENTRY =
      Pattern.compile("([\\w.-]+|\"[^\"]*\"|'[^']*')\\s*:(?:\\s+(.*))?");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");
  private static final String MARKS = "[{&*!|>%@`";

  private record Line(int number, int indent, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int at;

  private Yaml(String text) {
    int number = 0;
    for (String raw : text.split("\r?\n", -1)) {
      number++;
      String line =
          raw.contains("\"") || raw.contains("'") ? raw : COMMENT.matcher(raw).replaceAll("");
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#") && !stripped.equals("---")) {
        lines.add(new Line(number, line.indexOf(stripped), stripped));
      }
    }
  }

  /** The document, of JSON too. */
  static JsonNode read(String text) {
    if (text.strip().startsWith("{")) {
      return Documents.parsed(text)
          .map(JsonNode.class::cast)
          .orElseThrow(() -> new ServiceError("ValidationException", "The workload is not JSON."));
    }
    Yaml yaml = new Yaml(text);
    if (yaml.lines.isEmpty()) {
      return NullNode.getInstance();
    }
    JsonNode document = yaml.block(yaml.lines.get(0).indent());
    if (yaml.at < yaml.lines.size()) {
      throw notRead(yaml.lines.get(yaml.at));
    }
    return document;
  }

  private JsonNode block(int indent) {
    return isItem(lines.get(at)) ? list(indent) : map(indent);
  }

  private static boolean isItem(Line line) {
    return line.text().startsWith("- ");
  }

  private JsonNode list(int indent) {
    ArrayNode list = Documents.empty().putArray("list");
    while (at < lines.size() && lines.get(at).indent() == indent && isItem(lines.get(at))) {
      Line line = lines.get(at);
      String value = line.text().substring(2).strip();
      if (ENTRY.matcher(value).matches()) {
        throw notRead(line);
      }
      list.add(scalar(value, line));
      at++;
    }
    return list;
  }

  private JsonNode map(int indent) {
    ObjectNode map = Documents.empty();
    while (at < lines.size() && lines.get(at).indent() == indent) {
      Line line = lines.get(at);
      Matcher entry = ENTRY.matcher(line.text());
      if (!entry.matches()) {
        throw notRead(line);
      }
      at++;
      String key = entry.group(1).replaceAll("^[\"']|[\"']$", "");
      String value = entry.group(2) == null ? "" : entry.group(2).strip();
      map.set(key, value.isEmpty() ? nested(indent) : scalar(value, line));
    }
    return map;
  }

  private JsonNode nested(int indent) {
    return at < lines.size() && lines.get(at).indent() > indent
        ? block(lines.get(at).indent())
        : NullNode.getInstance();
  }

  private static JsonNode scalar(String value, Line line) {
    if (value.equals("{}")) {
      return Documents.empty();
    }
    if (value.startsWith("\"") || value.startsWith("'")) {
      int end = value.indexOf(value.charAt(0), 1);
      String rest = end < 0 ? "?" : value.substring(end + 1).strip();
      if ((!rest.isEmpty() && !rest.startsWith("#")) || value.contains("\\")) {
        throw notRead(line);
      }
      return TextNode.valueOf(value.substring(1, end));
    }
    if (MARKS.indexOf(value.charAt(0)) >= 0) {
      throw notRead(line);
    }
    return plain(COMMENT.matcher(value).replaceAll("").strip());
  }

  private static JsonNode plain(String value) {
    if (value.matches("true|True|TRUE|false|False|FALSE")) {
      return BooleanNode.valueOf(value.charAt(0) == 't' || value.charAt(0) == 'T');
    }
    if (value.matches("null|Null|~")) {
      return NullNode.getInstance();
    }
    if (value.matches("[-+]?\\d{1,18}")) {
      return LongNode.valueOf(Long.parseLong(value));
    }
    return value.matches("[-+]?(\\d{1,18}\\.\\d{0,18}|\\.\\d{1,18})([eE][-+]?\\d{1,3})?")
        ? DecimalNode.valueOf(new BigDecimal(value))
        : TextNode.valueOf(value);
  }

  private static ServiceError notRead(Line line) {
    return new ServiceError(
        "NotSimulated",
        "mlsim: the workload's line "
            + line.number()
            + " ["
            + line.text()
            + "] is YAML that is not simulated; maps in maps, lists of single values, quotes and"
            + " comments are, and so is JSON");
  }
}
