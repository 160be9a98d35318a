package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.internal.Nearest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind the question mark. */
final class QueryString {
  private static final int MOST_DIGITS = 18;

  private final Map<String, String> values = new LinkedHashMap<>();

  private QueryString() {}

  /**
   * Reads the query of a path.
   *
   * @throws Refusal if it can't be read, or says something twice
   */
  static QueryString of(String path) {
    QueryString query = new QueryString();
    int from = path.indexOf('?');
    String raw = from < 0 ? "" : path.substring(from + 1);
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!pair.isEmpty() && query.values.put(name, value) != null) {
        throw Refusal.of("[" + name + "] is said twice in the query");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.BAD_REQUEST, "cannot read [" + text + "] in the query");
    }
  }

  /**
   * Refuses what is not among these, or is out of its bounds, or is missing.
   *
   * @throws Refusal if that is so
   */
  void check(List<Route.Query> known) {
    List<String> names = known.stream().map(query -> query.parameter().name()).toList();
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw Refusal.of("there is no [" + name + "] to ask for here" + Nearest.hint(name, names));
      }
    }
    for (Route.Query query : known) {
      Parameter<?> parameter = query.parameter();
      Optional<JsonNode> value = value(parameter);
      boolean given = values.containsKey(parameter.name());
      if (given ? value.isEmpty() : query.required()) {
        throw Refusal.of(
            "cannot ask for ["
                + parameter.name()
                + "="
                + values.getOrDefault(parameter.name(), "")
                + "]; it is "
                + parameter.says());
      }
    }
  }

  /** The value of a parameter, if it is given. */
  <T> Optional<T> get(Parameter<T> parameter) {
    return value(parameter).map(parameter.reading());
  }

  private Optional<JsonNode> value(Parameter<?> parameter) {
    String text = values.get(parameter.name());
    if (text == null) {
      return Optional.empty();
    }
    boolean number = parameter.kind() == Parameter.Kind.INT;
    if (number && (text.length() > MOST_DIGITS || !text.matches("-?\\d+"))) {
      return Optional.empty();
    }
    JsonNode value = number ? LongNode.valueOf(Long.parseLong(text)) : TextNode.valueOf(text);
    return Optional.of(value).filter(parameter::admits);
  }
}
