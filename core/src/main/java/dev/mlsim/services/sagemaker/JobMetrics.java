package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The metrics of some training jobs, by their name: what they report. Immutable. */
public final class JobMetrics {
  private final TrainingMetrics metrics;
  private final Glob jobs;

  JobMetrics(TrainingMetrics metrics, String jobs) {
    this.metrics = metrics;
    this.jobs = Glob.of(requireNonNull(jobs, "jobs"));
  }

  /**
   * They report these values of a metric one after the other, evenly over their training; the last
   * one that was reached is the final one.
   *
   * @throws IllegalArgumentException if there is none, or one isn't finite
   */
  public JobMetrics reports(String metric, double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "mlsim: reports(["
              + metric
              + "]) has no value; it takes one or more, and omits(...) is for a metric that is not"
              + " reported");
    }
    List<Double> series = checked(metric, Arrays.stream(values).boxed().toList());
    return says(metric, run -> series);
  }

  /**
   * They report a value that is worked out from the job, such as from hyperparameters that are
   * tuned. The function is asked once a job, when it ends (and also when it begins to train, if a
   * tuning job may stop it early), and may not call the simulator.
   */
  public JobMetrics reports(
      String metric, Function<? super JobRun, ? extends @Nullable Double> value) {
    requireNonNull(value, "value");
    return says(
        metric,
        run -> {
          @Nullable Double worked = value.apply(run);
          return worked == null ? null : List.of(worked);
        });
  }

  /** They report no such metric, whatever their regular expressions would find. */
  public JobMetrics omits(String metric) {
    return says(metric, run -> List.of());
  }

  private JobMetrics says(
      String metric, Function<? super JobRun, ? extends @Nullable List<Double>> values) {
    metrics.say(new TrainingMetrics.Said(jobs, requireNonNull(metric, "metric"), values));
    return this;
  }

  static List<Double> checked(String metric, List<Double> values) {
    for (double value : values) {
      if (!Float.isFinite((float) value)) {
        throw new IllegalArgumentException(
            "mlsim: the metric ["
                + metric
                + "] can't be ["
                + value
                + "]; it is a finite number of 32 bits");
      }
    }
    return values;
  }
}
