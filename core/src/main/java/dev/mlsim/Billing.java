package dev.mlsim;

import dev.mlsim.clock.Guard;
import dev.mlsim.engine.Catalogue;
import dev.mlsim.engine.Meters;
import dev.mlsim.engine.WorldState;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.service.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The account of what costs while it runs, in hours of what AWS bills by: inference units,
 * instances, training time. Not in money, since prices aren't the API's business.
 *
 * <pre>{@code
 * assertThat(sim.billing().running()).isEmpty();                       // nothing is left running
 * assertThat(sim.billing().hours("inference-unit")).isEqualTo(1.5);    // what the run cost
 * }</pre>
 *
 * <p>Deleted resources stay in the account. Everything it gives is as of the virtual time when it
 * was asked. Safe for threads.
 */
public final class Billing {
  private final Guard lock;
  private final Catalogue services;
  private final Supplier<WorldState> world;

  Billing(Guard lock, Catalogue services, Supplier<WorldState> world) {
    this.lock = lock;
    this.services = services;
    this.world = world;
  }

  /**
   * The hours of a unit, over all resources, deleted ones too.
   *
   * @param unit the unit's name, such as {@code inference-unit}; {@code *} and {@code ?} are wild,
   *     so that {@code ml.*} means all instance types
   * @throws IllegalArgumentException if nothing is ever billed in that unit
   */
  public double hours(String unit) {
    return Charge.hours(time(unit));
  }

  /**
   * The same as {@link #hours} as a duration: two units for half an hour are one hour.
   *
   * @param unit the unit's name, or a glob
   * @throws IllegalArgumentException if nothing is ever billed in that unit
   */
  public Duration time(String unit) {
    checkUnit(unit);
    Glob glob = Glob.of(unit);
    return totals().entrySet().stream()
        .filter(total -> glob.matches(total.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The time by unit, over all resources, deleted ones too; units without any are left out. */
  public Map<String, Duration> totals() {
    return read(Meters::totals);
  }

  /**
   * What each resource has cost, by unit: deleted ones first. Of a great many deleted resources the
   * latest are shown, and all are in the totals.
   */
  public List<Charge> charges() {
    return read(Meters::charges);
  }

  /**
   * What the resources of a type with that name or ARN have cost, deleted ones too.
   *
   * @throws IllegalArgumentException if there is no such type
   */
  public List<Charge> charges(String type, String nameOrArn) {
    String full = services.typeName(type);
    return charges().stream()
        .filter(charge -> charge.type().equals(full))
        .filter(charge -> charge.name().equals(nameOrArn) || charge.arn().equals(nameOrArn))
        .toList();
  }

  /**
   * What costs at this moment, and what is on its way to: a model that is starting will cost even
   * if nobody touches it again.
   */
  public List<Charge> running() {
    return read(Meters::running);
  }

  /** The account as lines of text, for reports. */
  public String text() {
    return charges().stream().map(Charge::toString).collect(Collectors.joining("\n"));
  }

  private <T> T read(BiFunction<Meters, Instant, T> reading) {
    lock.lock();
    try {
      return reading.apply(world.get().meters(), world.get().now());
    } finally {
      lock.unlock();
    }
  }

  private void checkUnit(String asked) {
    Set<String> units = services.units();
    boolean known =
        units.stream().anyMatch(u -> Glob.of(u).matches(asked) || Glob.of(asked).matches(u));
    if (!known) {
      throw new IllegalArgumentException(
          "mlsim: nothing is billed in hours of [" + asked + "]" + Nearest.hint(asked, units));
    }
  }

  @Override
  public String toString() {
    return "billing: " + totals();
  }
}
