package dev.mlsim.services.sagemaker.training;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Looks for a metric in the lines of a log, as its definition has it. */
final class MetricLines {
  private MetricLines() {}

  /**
   * What the first group of the regular expression finds in each line, by the part of the training
   * that is over when the line is printed.
   */
  static Map<Double, Double> find(
      Resource job, Map.Entry<String, String> definition, List<String> lines, World world) {
    Map<Double, Double> series = new TreeMap<>();
    Pattern pattern;
    try {
      pattern = Pattern.compile(definition.getValue());
    } catch (PatternSyntaxException e) {
      world.note(
          job
              + " has no metric ["
              + definition.getKey()
              + "]: its regular expression ["
              + definition.getValue()
              + "] is none: "
              + e.getDescription());
      return series;
    }
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = pattern.matcher(lines.get(i));
      if (matcher.groupCount() > 0 && matcher.find() && matcher.group(1) != null) {
        put(series, (i + 1.0) / lines.size(), matcher.group(1));
      }
    }
    if (series.isEmpty()) {
      world.note(
          job
              + " has no metric ["
              + definition.getKey()
              + "]: its regular expression ["
              + definition.getValue()
              + "] finds no number in the "
              + lines.size()
              + " lines that it prints");
    }
    return series;
  }

  private static void put(Map<Double, Double> series, double part, String found) {
    try {
      double value = Double.parseDouble(found.trim());
      if (Float.isFinite((float) value)) {
        series.put(part, value);
      }
    } catch (NumberFormatException e) {
      // What is no number is no value.
    }
  }
}
