package dev.mlsim.engine;

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
  private final Setup.Place place;
  private final Function<Class<?>, Optional<Setup.Kind<?>>> kinds;
  private final Supplier<List<String>> names;
  private final Map<Class<?>, Setup> made = new HashMap<>();

  /** Makes none yet of those that services declare. */
  public Setups(Setup.Place place, Catalogue services) {
    this(place, services::setup, services::setupNames);
  }

  /**
   * Makes none yet.
   *
   * @param kinds finds a kind by the class that a test names
   * @param names the names of all classes there are
   */
  Setups(
      Setup.Place place,
      Function<Class<?>, Optional<Setup.Kind<?>>> kinds,
      Supplier<List<String>> names) {
    this.place = place;
    this.kinds = kinds;
    this.names = names;
  }

  /**
   * The setup of that class, always the same.
   *
   * @throws IllegalArgumentException if no simulated service declares it
   */
  public <T extends Setup> T get(Class<T> type) {
    place.lock().lock();
    try {
      @Nullable Setup known = made.get(type);
      if (known == null) {
        known = make(type);
        made.put(type, known);
      }
      return type.cast(known);
    } finally {
      place.lock().unlock();
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
    place.lock().lock();
    try {
      made.values().forEach(Setup::clear);
    } finally {
      place.lock().unlock();
    }
  }
}
