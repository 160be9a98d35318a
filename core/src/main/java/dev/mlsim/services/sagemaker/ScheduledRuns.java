package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Given;
import dev.mlsim.internal.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runs of some monitoring schedules, by the schedules' name: what they find. Immutable. */
public final class ScheduledRuns {
  private static final int MOST_VIOLATIONS = 10_000;

  private final MonitoringRuns runs;
  private final Glob schedules;

  ScheduledRuns(MonitoringRuns runs, String schedules) {
    this.runs = runs;
    this.schedules = Glob.of(requireNonNull(schedules, "schedules"));
  }

  /** Each has data to look at, as if the endpoint were called all the time. */
  public ScheduledRuns hasData() {
    runs.say(new MonitoringRuns.Said(schedules, Optional.empty(), true));
    return this;
  }

  /** Each that ends from now on finds these violations of its constraints; none of none. */
  public ScheduledRuns violates(MonitoringViolation... violations) {
    List<MonitoringViolation> found = checked(Arrays.asList(violations));
    return violates(run -> found);
  }

  /**
   * Each that ends from now on finds what a function makes of it, such as of its time. The function
   * is asked once a run, when that ends.
   */
  public ScheduledRuns violates(
      Function<? super MonitoringRun, ? extends @Nullable List<MonitoringViolation>> violations) {
    runs.say(
        new MonitoringRuns.Said(
            schedules, Optional.of(checking(requireNonNull(violations, "violations"))), false));
    return this;
  }

  private static Function<MonitoringRun, @Nullable List<MonitoringViolation>> checking(
      Function<? super MonitoringRun, ? extends @Nullable List<MonitoringViolation>> violations) {
    return run -> {
      @Nullable List<MonitoringViolation> found = violations.apply(run);
      return found == null ? null : checked(found);
    };
  }

  private static List<MonitoringViolation> checked(List<MonitoringViolation> violations) {
    if (violations.size() > MOST_VIOLATIONS) {
      throw new IllegalArgumentException(
          "mlsim: a run that finds ["
              + violations.size()
              + "] violations is beyond the bound of "
              + MOST_VIOLATIONS);
    }
    return Given.list(violations);
  }
}
