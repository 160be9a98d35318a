package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import dev.mlsim.lifecycle.Resource;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a container prints, as CloudWatch Logs has it.
 *
 * @param group the name of its group
 * @param name its own name
 * @param created since when it is there
 * @param lines the lines so far, oldest first; asked for when somebody looks
 */
public record LogStream(String group, String name, Instant created, Supplier<List<Line>> lines) {

  /** Checks that nothing is missing. */
  public LogStream {
    requireNonNull(group, "group");
    requireNonNull(name, "name");
    requireNonNull(created, "created");
    requireNonNull(lines, "lines");
  }

  /**
   * A line.
   *
   * @param at when it was printed
   * @param text the line
   */
  public record Line(Instant at, String text) {}

  /** Says which streams resources of a type have. */
  @FunctionalInterface
  public interface Source {
    /** The streams of a resource that are there now. */
    List<LogStream> of(Resource resource, World world);
  }
}
