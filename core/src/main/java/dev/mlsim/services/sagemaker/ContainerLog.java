package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Given;
import dev.mlsim.internal.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The containers of some resources: what they print. Immutable. */
public final class ContainerLog {
  private static final int MOST_LINES = 100_000;
  private static final int LONGEST = 256 * 1024;

  private final ContainerLogs logs;
  private final Glob type;
  private final Glob name;

  ContainerLog(ContainerLogs logs, String type, String name) {
    this.logs = logs;
    this.type = Glob.of(requireNonNull(type, "type"));
    this.name = Glob.of(requireNonNull(name, "name"));
  }

  /** They print these lines. */
  public void prints(String... lines) {
    List<String> fixed = checked(Arrays.asList(lines));
    logs.say(new ContainerLogs.Said(type, name, run -> fixed));
  }

  /**
   * They print what a function makes of a job. It is asked whenever the lines are looked at, so it
   * gives the same each time; it may not call the simulator.
   */
  public void prints(Function<? super JobRun, ? extends @Nullable List<String>> lines) {
    logs.say(new ContainerLogs.Said(type, name, requireNonNull(lines, "lines")));
  }

  static List<String> checked(List<String> lines) {
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "mlsim: a container that prints ["
              + lines.size()
              + "] lines is beyond the bound of "
              + MOST_LINES);
    }
    List<String> own = Given.list(lines);
    for (String line : own) {
      if (line.length() > LONGEST) {
        throw new IllegalArgumentException(
            "mlsim: a line of ["
                + line.length()
                + "] characters is beyond the bound of "
                + LONGEST
                + ", that of CloudWatch Logs");
      }
    }
    return own;
  }
}
