package dev.mlsim.services.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What jobs report of a metric that depends on their hyperparameters, where the test says nothing:
 * a smooth hill (or, of a loss or an error, a hollow) over the ranges that are tuned, with little
 * noise. Where its top is depends on the names of the metric and of the hyperparameters, so that
 * one tuning job finds what another has found. Without state.
 */
public final class ResponseSurface {
  private static final double STEPS = 100_000;
  private static final double LEAST_TOP = 0.2;
  private static final double TOPS = 0.6;
  private static final double NOISE = 0.004;
  private static final double SPEED = 3;
  private static final double HALF = 0.5;

  private ResponseSurface() {}

  /**
   * What a job reports of a metric, one after the other: it comes nearer and nearer to its value.
   *
   * @param places where in their ranges its hyperparameters are, by name, from 0 to 1
   * @param count how many values
   */
  public static List<Double> of(JobRun run, String metric, JsonNode places, int count) {
    double missing = 0;
    for (Map.Entry<String, JsonNode> place : places.properties()) {
      double top =
          LEAST_TOP
              + TOPS
                  * new SplittableRandom(31L * metric.hashCode() + place.getKey().hashCode())
                      .nextDouble();
      double away = place.getValue().asDouble() - top;
      missing += away * away;
    }
    double noise = NOISE * (new SplittableRandom(run.name().hashCode()).nextDouble() - HALF);
    double quality = 1 - Math.min(1, missing / Math.max(1, places.size()) * 1.5 + noise + NOISE);
    List<Double> values = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      double learnt = count == 1 ? 1 : 1 - Math.exp(-SPEED * i / count) + Math.exp(-SPEED);
      double now = quality * learnt;
      double value = TrainingMetrics.isSmall(metric) ? HALF * (1 - now) : HALF + HALF * now;
      values.add(Math.round(value * STEPS) / STEPS);
    }
    return values;
  }
}
