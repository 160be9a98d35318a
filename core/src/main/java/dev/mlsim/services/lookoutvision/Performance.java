package dev.mlsim.services.lookoutvision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;

/**
 * How good a model is on its test images.
 *
 * @param precision the part of its alarms that are right, from 0 to 1
 * @param recall the part of the anomalies that it finds, from 0 to 1
 */
public record Performance(double precision, double recall) {
  /** Checks the parts. */
  public Performance {
    if (precision < 0 || precision > 1 || recall < 0 || recall > 1) {
      throw new IllegalArgumentException(
          "mlsim: precision and recall are from 0 to 1, but these are ["
              + precision
              + "] and ["
              + recall
              + "]");
    }
  }

  /** That of a model with so many right and wrong alarms, and anomalies that it missed. */
  public static Performance of(int hits, int falseAlarms, int misses) {
    return new Performance(part(hits, falseAlarms), part(hits, misses));
  }

  private static double part(int of, int others) {
    return of + others == 0 ? 0 : (double) of / (of + others);
  }

  /** As DescribeModel shows it. */
  public ObjectNode document() {
    double sum = precision + recall;
    return Documents.empty()
        .put("F1Score", sum == 0 ? 0 : 2 * precision * recall / sum)
        .put("Recall", recall)
        .put("Precision", precision);
  }
}
