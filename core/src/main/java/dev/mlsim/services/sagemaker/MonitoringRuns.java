package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of monitoring schedules find.
 *
 * <pre>{@code
 * MonitoringRuns runs = sim.setup(MonitoringRuns.class);
 * runs.schedule("churn-*").hasData();
 * runs.schedule("churn-hourly").violates(MonitoringViolation.drift("age"));
 * }</pre>
 *
 * <p>Of several words about what a run finds the last one counts, from when it is said on. Without
 * a word a run finds no violation, and has the data that its endpoint captured of the calls that
 * were made, or that lies where it would have been captured; a run without data fails. Safe for
 * threads.
 */
public final class MonitoringRuns extends SpokenSetup<MonitoringRuns.Said> {
  private static final int BOUND = 10_000;

  /** What a test said of the runs of some schedules: what they find, or that they have data. */
  record Said(
      Glob schedules,
      Optional<Function<? super MonitoringRun, ? extends @Nullable List<MonitoringViolation>>>
          found,
      boolean data) {}

  MonitoringRuns(Place place) {
    super(place, BOUND, "the setup of monitoring", "words");
  }

  /** The runs of schedules of that name; {@code *} and {@code ?} in it are wild. */
  public ScheduledRuns schedule(String name) {
    return new ScheduledRuns(this, name);
  }

  /** What says what the runs of a schedule find, as far as the test said. */
  public Optional<Function<? super MonitoringRun, ? extends @Nullable List<MonitoringViolation>>>
      finding(String schedule) {
    return said.find(word -> word.found.filter(f -> word.schedules.matches(schedule)));
  }

  /** Whether the test said that the runs of a schedule have data, captured or not. */
  public boolean haveData(String schedule) {
    return said.all().stream().anyMatch(word -> word.data && word.schedules.matches(schedule));
  }

  void say(Said word) {
    said.say(word);
  }
}
