package dev.mlsim.contract;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A path with labels, matched segment by segment: an escaped slash is part of a value. */
final class UriTemplate {
  /** Literals before labels, from the left: the first that matches is the most specific. */
  static final Comparator<UriTemplate> MOST_SPECIFIC_FIRST = comparing(UriTemplate::key);

  private final String text;
  private final List<String> segments;

  UriTemplate(String text) {
    this.text = text;
    this.segments = split(text);
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
    if (path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String segment = segments.get(i);
      boolean fits = isLabel(segment) ? !path.get(i).isEmpty() : segment.equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The decoded values of the labels of a path that matches. */
  Map<String, String> labels(List<String> path) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isLabel(segment)) {
        labels.put(segment.substring(1, segment.length() - 1), Percent.decode(path.get(i), false));
      }
    }
    return labels;
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
