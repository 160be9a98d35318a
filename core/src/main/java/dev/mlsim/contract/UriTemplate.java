package dev.mlsim.contract;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A path with labels, matched segment by segment: an escaped slash is part of a value. The last
 * label may take all the rest, {@code {Key+}}, and a query may follow that must be there.
 */
final class UriTemplate {
  /** Literals before labels, from the left: the first that matches is the most specific. */
  static final Comparator<UriTemplate> MOST_SPECIFIC_FIRST = comparing(UriTemplate::key);

  private static final String REST = "+}";

  private final String text;
  private final List<String> segments;
  private final Map<String, String> query;

  UriTemplate(String text) {
    this.text = text;
    int mark = text.indexOf('?');
    this.segments = split(mark < 0 ? text : text.substring(0, mark));
    this.query = mark < 0 ? Map.of() : literals(text);
  }

  private static Map<String, String> literals(String text) {
    Map<String, String> literals = new TreeMap<>();
    Percent.query(text).forEach((name, values) -> literals.put(name, values.get(0)));
    return literals;
  }

  /** The parameters that must be there, with their values; any will do where that is empty. */
  Map<String, String> query() {
    return query;
  }

  /** Whether the last label takes all that is left of a path, slashes and all. */
  private boolean isGreedy() {
    return !segments.isEmpty() && segments.get(segments.size() - 1).endsWith(REST);
  }

  String text() {
    return text;
  }

  /** The raw segments of a path without its query. */
  static List<String> split(String path) {
    String bare = path.startsWith("/") ? path.substring(1) : path;
    return bare.isEmpty() ? List.of() : Arrays.asList(bare.split("/", -1));
  }

  /** Whether a path has the literals of this template and a value for each label. */
  boolean matches(List<String> path) {
    boolean greedy = isGreedy();
    if (greedy ? path.size() < segments.size() : path.size() != segments.size()) {
      return false;
    }
    int single = greedy ? segments.size() - 1 : segments.size();
    for (int i = 0; i < single; i++) {
      String segment = segments.get(i);
      boolean fits = isLabel(segment) ? !path.get(i).isEmpty() : segment.equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return !greedy || path.size() > segments.size() || !path.get(single).isEmpty();
  }

  /** The decoded values of the labels of a path that matches. */
  Map<String, String> labels(List<String> path) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.endsWith(REST)) {
        String rest = String.join("/", path.subList(i, path.size()));
        labels.put(segment.substring(1, segment.length() - REST.length()), decoded(rest));
      } else if (isLabel(segment)) {
        labels.put(segment.substring(1, segment.length() - 1), decoded(path.get(i)));
      }
    }
    return labels;
  }

  private static String decoded(String text) {
    return Percent.decode(text, false);
  }

  private String key() {
    List<String> parts = new ArrayList<>();
    for (String segment : segments) {
      parts.add(isLabel(segment) ? "1" : "0" + segment);
    }
    return String.join("/", parts);
  }

  private static boolean isLabel(String segment) {
    return segment.startsWith("{");
  }

  @Override
  public String toString() {
    return text;
  }
}
