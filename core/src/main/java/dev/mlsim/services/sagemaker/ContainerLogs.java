package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What containers print, line by line.
 *
 * <pre>{@code
 * ContainerLogs logs = sim.setup(ContainerLogs.class);
 * logs.of("training-job", "churn-*").prints("epoch=1 loss=0.9", "epoch=2 loss=0.4");
 * logs.of("processing-job", "prepare").prints(run -> List.of("reads " + run.name()));
 * }</pre>
 *
 * <p>The lines come evenly over the time in which the container works. CloudWatch Logs has them,
 * and a training job's MetricDefinitions find values in them. Of several words about one job the
 * last one counts; where a test says nothing there is a line or two. Safe for threads.
 */
public final class ContainerLogs extends SpokenSetup<ContainerLogs.Said> {
  private static final int BOUND = 1_000;

  /** What a test said of some containers. */
  record Said(
      Glob type, Glob name, Function<? super JobRun, ? extends @Nullable List<String>> lines) {}

  private final Place place;

  ContainerLogs(Place place) {
    super(place, BOUND, "the setup of logs", "words");
    this.place = place;
  }

  /**
   * The containers of resources.
   *
   * @param type the name of their type, such as {@code training-job}
   * @param name their name; {@code *} and {@code ?} in both are wild
   */
  public ContainerLog of(String type, String name) {
    return new ContainerLog(this, type, name);
  }

  /** What the containers of a job print, if the test said so. */
  public Optional<List<String>> lines(JobRun run) {
    return said.find(
        word ->
            word.type.matches(run.type()) && word.name.matches(run.name())
                ? Optional.of(
                    place.<List<String>>asking("prints(function)", () -> asked(word, run)))
                : Optional.empty());
  }

  private static @Nullable List<String> asked(Said word, JobRun run) {
    @Nullable List<String> lines = word.lines.apply(run);
    return lines == null ? null : ContainerLog.checked(lines);
  }

  void say(Said word) {
    said.say(word);
  }
}
