package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What training jobs report of their metrics.
 *
 * <pre>{@code
 * TrainingMetrics metrics = sim.setup(TrainingMetrics.class);
 * metrics.job("churn-*").reports("validation:auc", 0.91);
 * metrics.job("churn-7").reports("train:loss", 0.9, 0.6, 0.4);
 * metrics.job("tuned-*").reports("validation:auc", run -> 1 - Math.abs(run.number("eta") - 0.3));
 * }</pre>
 *
 * <p>Of several words about one metric of a job the last one counts. SageMaker reads only metrics
 * that it knows: those of the job's MetricDefinitions, or of a built-in algorithm; an image of
 * one's own without definitions has none. Lines of a log that {@link ContainerLogs} prints go
 * through the regular expressions of the definitions. Where a test says nothing, each definition
 * has a value from the seed, and the journal says so. Safe for threads.
 */
public final class TrainingMetrics extends SpokenSetup<TrainingMetrics.Said> {
  private static final int BOUND = 10_000;
  private static final double STEPS = 10_000;

  /** Of what is to be small. */
  private static final Set<String> SMALL =
      Set.of("loss", "err", "mse", "mae", "mape", "mase", "wape", "perplex");

  /** What a test said of one metric. */
  record Said(
      Glob jobs,
      String metric,
      Function<? super JobRun, ? extends @Nullable List<Double>> values) {}

  private final Place place;

  TrainingMetrics(Place place) {
    super(place, BOUND, "the setup of metrics", "words");
    this.place = place;
  }

  /** The metrics of training jobs of that name; {@code *} and {@code ?} in it are wild. */
  public JobMetrics job(String name) {
    return new JobMetrics(this, name);
  }

  /** The names of the metrics of which the test said something for that job, in order. */
  public List<String> names(JobRun run) {
    return said.all().stream()
        .filter(word -> word.jobs.matches(run.name()))
        .map(Said::metric)
        .distinct()
        .toList();
  }

  /**
   * What the job reports of a metric, one after the other, if the test said so; an empty list where
   * the test says that it reports none.
   */
  public Optional<List<Double>> of(JobRun run, String metric) {
    String given = "reports(" + metric + ", function)";
    return said.find(
        word ->
            word.metric.equals(metric) && word.jobs.matches(run.name())
                ? Optional.of(place.<List<Double>>asking(given, () -> asked(word, run)))
                : Optional.empty());
  }

  private static @Nullable List<Double> asked(Said word, JobRun run) {
    @Nullable List<Double> values = word.values.apply(run);
    return values == null ? null : JobMetrics.checked(word.metric, values);
  }

  /**
   * What a job reports of a metric where the test says nothing: of a loss or an error less than a
   * half, of everything else more.
   *
   * @param seed what it is drawn from
   */
  public static double usual(JobRun run, String metric, long seed) {
    long own = 31 * (31 * seed + run.name().hashCode()) + metric.hashCode();
    double half = new SplittableRandom(own).nextDouble() / 2;
    double value = isSmall(metric) ? half : half + 0.5;
    return Math.round(value * STEPS) / STEPS;
  }

  /** Whether a metric is one that is to be small, by its name. */
  static boolean isSmall(String metric) {
    String lower = metric.toLowerCase(Locale.ROOT);
    return SMALL.stream().anyMatch(lower::contains);
  }

  void say(Said word) {
    said.say(word);
  }
}
