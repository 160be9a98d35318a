package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.service.Account;
import dev.mlsim.service.Setup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The setups of one simulator, each made when somebody first asks. Safe for threads. */
public final class Setups {
  private final Guard guard;
  private final Setup.Place place;
  private final Function<Class<?>, Optional<Setup.Kind<?>>> kinds;
  private final Supplier<List<String>> names;
  private final Map<Class<?>, Setup> made = new HashMap<>();

  /** Makes none yet of those that services declare. */
  public Setups(Guard guard, Account account, Catalogue services) {
    this(guard, account, services::setup, services::setupNames);
  }

  /**
   * Makes none yet.
   *
   * @param kinds finds a kind by the class that a test names
   * @param names the names of all classes there are
   */
  Setups(
      Guard guard,
      Account account,
      Function<Class<?>, Optional<Setup.Kind<?>>> kinds,
      Supplier<List<String>> names) {
    this.guard = guard;
    this.place = new SetupPlace(guard, account);
    this.kinds = kinds;
    this.names = names;
  }

  /**
   * The setup of that class, always the same.
   *
   * @throws IllegalArgumentException if no simulated service declares it
   */
  public <T extends Setup> T get(Class<T> type) {
    guard.lock();
    try {
      @Nullable Setup known = made.get(type);
      if (known == null) {
        known = make(type);
        made.put(type, known);
      }
      return type.cast(known);
    } finally {
      guard.unlock();
    }
  }

  private Setup make(Class<?> type) {
    Setup.Kind<?> kind =
        kinds
            .apply(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: no simulated service has a setup ["
                            + type.getSimpleName()
                            + "]; there are "
                            + names.get()));
    return kind.maker().apply(place);
  }

  /** Lets every setup forget what the test said. */
  public void clear() {
    guard.lock();
    try {
      made.values().forEach(Setup::clear);
    } finally {
      guard.unlock();
    }
  }
}
