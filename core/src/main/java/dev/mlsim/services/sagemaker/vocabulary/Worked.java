package dev.mlsim.services.sagemaker.vocabulary;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The last time that a job's container worked, and how much of what it was to do it did.
 *
 * @param began when it began
 * @param planned how long it was to work
 * @param worked how long it has worked
 */
public record Worked(Instant began, Duration planned, Duration worked) {
  private static final String PLANNED = "worksMillis";

  /** Remembers how long a job that has just entered the phase is to work in it. */
  public static void begins(Resource job, String phase, World world) {
    long millis = world.ahead(job).stayIn(phase).toMillis();
    world.change(job, old -> old.withNote(PLANNED, millis));
  }

  /** How a job has worked in states of that name, if it did. */
  public static Optional<Worked> of(Resource job, String phase, World world) {
    List<Transition> history = job.history();
    int last = history.size() - 1;
    while (last >= 0 && !history.get(last).to().isCalled(phase)) {
      last--;
    }
    if (last < 0) {
      return Optional.empty();
    }
    int first = last;
    while (first > 0 && history.get(first - 1).to().isCalled(phase)) {
      first--;
    }
    boolean isOver = last + 1 < history.size();
    Instant began = history.get(first).at();
    Instant end = isOver ? history.get(last + 1).at() : world.now();
    Duration worked = Duration.between(began, end);
    Duration left = isOver ? Duration.ZERO : world.ahead(job).stayIn(phase);
    long noted = job.notes().path(PLANNED).asLong(-1);
    return Optional.of(
        new Worked(
            began, isOver && noted >= 0 ? Duration.ofMillis(noted) : worked.plus(left), worked));
  }

  /** The part of its work that it did, at most 1. */
  public double part() {
    return planned.compareTo(worked) <= 0 ? 1 : (double) worked.toMillis() / planned.toMillis();
  }

  /** When it has done, or was to have done, a part of its work. */
  public Instant at(double part) {
    Duration whole = planned.compareTo(worked) < 0 || planned.isZero() ? worked : planned;
    return began.plusMillis((long) (whole.toMillis() * part));
  }
}
